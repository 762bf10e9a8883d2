"""The desk page's words, in Indonesian."""

from __future__ import annotations

TYPES = {
    "sosialisasi": "Sosialisasi",
    "deklarasi": "Deklarasi",
    "imbauan": "Imbauan",
    "dugaan_pelanggaran": "Dugaan pelanggaran",
    "penanganan_pelanggaran": "Penanganan dugaan pelanggaran",
    "pengawasan": "Pengawasan",
    "koordinasi": "Koordinasi",
    "survei": "Survei",
    "lainnya": "Lainnya",
}

STATUSES = {"published": "terbit", "draft": "rancangan", "hidden": "ditarik"}

WHYS = {
    "violation, not reviewed": "menyangkut pelanggaran, belum diputuskan",
    "draft": "rancangan",
    "gone at its outlet": "beritanya tidak ada lagi di medianya",
    "rewritten since the review": "beritanya diubah medianya sejak ditinjau",
}

FIELDS = {
    "headline": "Judul berita",
    "published": "Waktu terbit",
    "authors": "Penulis",
    "relevance.score": "Nilai kesesuaian",
    "event.type": "Jenis kegiatan",
    "event.date": "Tanggal kegiatan",
    "event.venue": "Tempat",
    "kabupaten": "Kabupaten/kota",
    "kecamatan": "Kecamatan",
    "institutions": "Lembaga",
    "laws": "Dasar hukum",
    "election": "Pemilihan",
    "groups": "Kelompok",
    "case_state": "Status perkara",
    "summary": "Ringkasan",
}

ROLES = {
    "speaker": "berbicara",
    "subject": "pihak dalam perkara",
    "dilaporkan": "dilaporkan",
    "diperiksa": "diperiksa",
    "terbukti": "dinyatakan terbukti",
    "disanksi": "dikenai sanksi",
    "tidak_terbukti": "dinyatakan tidak terbukti",
}

VALUES = TYPES | {word: ROLES[word] for word in ("dilaporkan", "diperiksa", "terbukti", "disanksi", "tidak_terbukti")}

PARTS = {
    "speaker": "berbicara (true/false)",
    "subject": "pihak dalam perkara (true/false)",
    "subject_state": "status perkaranya",
    "name": "nama",
}

DONE = {
    "terbitkan": "Catatan diterbitkan. Perayap tidak akan mengubahnya lagi.",
    "terbitkan-tertahan": "Catatan diterbitkan dengan nama tetap ditahan.",
    "ubah": "Isian diubah. Perayap tidak akan mengubahnya lagi.",
    "koreksi": "Isian dikoreksi dan dicatat di daftar koreksi publik.",
    "tahan": "Nama ditahan.",
    "tampilkan": "Nama ditampilkan.",
    "tarik": "Catatan ditarik dan dicatat di daftar koreksi publik.",
    "pisah": "Kedua catatan tidak lagi dianggap satu kegiatan.",
    "gabung": "Kedua catatan dianggap satu kegiatan.",
}

REFUSALS = {
    "changed": "Catatan berubah sejak halaman ini dibuka. Periksa lagi isinya di bawah, lalu putuskan.",
    "unreadable": "Ada berkas yang rusak; perbaiki dulu.",
    "unwritten": "Berkas tidak dapat ditulis; tidak ada yang berubah.",
    "no-record": "Tidak ada catatan dengan nomor itu.",
    "no-reason": "Alasannya belum diisi.",
    "long-reason": "Alasannya terlalu panjang: paling banyak 500 huruf.",
    "naming-reason": "Alasan itu menyebut nama orang dalam catatan, padahal daftar koreksi terbuka untuk umum. "
    "Tulis tanpa nama.",
    "hidden": "Catatan ini sudah ditarik.",
    "same": "Isiannya memang sudah begitu; tidak ada yang dikoreksi.",
    "logged": "Menarik dan menayangkan kembali harus disertai alasan untuk daftar koreksi publik.",
    "pair": "Perlu dua catatan yang berbeda.",
    "field": "Isian itu tidak ada.",
    "name": "Nama itu tidak ada dalam catatan, atau tidak sedang ditahan.",
    "value": "Nilai itu tidak cocok untuk isian ini.",
    "wrong": "Permintaan itu tidak dapat dijalankan.",
}

CLOSED = {
    400: "Permintaan tidak dimengerti",
    403: "Tidak diizinkan",
    404: "Halaman tidak ada",
    405: "Cara meminta tidak dikenal",
    421: "Alamat tidak dikenal",
}

CLOSED_WHY = {
    400: "Formulirnya tidak lengkap.",
    403: "Buka alamat lengkap, dengan tokennya, yang tercetak di terminal tempat meja tinjau dijalankan.",
    404: "Kembali ke daftar catatan.",
    405: "Gunakan tautan dan tombol di halaman.",
    421: "Meja tinjau hanya menjawab di 127.0.0.1.",
}
