"""What the columns of the downloads mean: a Frictionless data package, whose words the data page repeats."""

from __future__ import annotations

import json
from collections.abc import Mapping

from theme.plugins.exports import COLUMNS

# column -> (Frictionless type, meaning)
MEANINGS: dict[str, tuple[str, str]] = {
    "id": ("string", "nomor berita: dua belas digit heksadesimal"),
    "event_id": ("string", "nomor kegiatan; berita tentang kegiatan yang sama berbagi nomor ini"),
    "page": ("string", "halaman kegiatan di situs ini"),
    "title": ("string", "judul"),
    "title_is_ours": ("boolean", "true bila judulnya bukan dari medianya (ditahan, atau catatan kurasi)"),
    "url": ("string", "alamat berita; kosong bila ditahan"),
    "outlet": ("string", "kode media"),
    "outlet_title": ("string", "nama media"),
    "published": ("datetime", "waktu terbit, ISO 8601 dengan zona waktu"),
    "event_type": ("string", "jenis kegiatan"),
    "event_date": ("date", "tanggal kegiatan, bukan tanggal berita; kosong bila tidak disebut"),
    "venue": ("string", "tempat kegiatan"),
    "kabupaten": ("string", "kabupaten/kota, atau Provinsi NTT"),
    "kecamatan": ("string", "kecamatan"),
    "speakers": ("string", "pejabat yang menyampaikan pernyataan, dengan jabatannya"),
    "mentioned": ("string", "pejabat lain yang disebut; tidak dikaitkan dengan pelanggaran"),
    "subjects": ("string", "pihak dalam perkara, hanya yang sudah ditinjau manusia"),
    "names_withheld": ("integer", "banyaknya nama yang ditahan"),
    "institutions": ("string", "lembaga"),
    "laws": ("string", "dasar hukum"),
    "election": ("string", "pemilihan"),
    "groups": ("string", "kelompok aparatur"),
    "case_state": ("string", "keadaan perkara; hanya pada dugaan pelanggaran dan penanganannya"),
    "reprint": ("boolean", "true bila beritanya salinan berita media lain tentang kegiatan yang sama"),
    "summary": ("string", "ringkasan dengan kalimat sendiri"),
    "reviewed_by": ("string", "peninjau; kosong bila belum ditinjau manusia"),
}


def datapackage(name: str, files: Mapping[str, tuple[int, str]]) -> bytes:
    """The datapackage.json of the downloads: each file with its size and hash, the table with its columns.

    `files` maps names in the same folder to bytes and SHA-256 in hexadecimal. The same files give the same bytes.
    """
    told = {
        "profile": "data-package",
        "name": "kabar-netral",
        "title": f"{name}: netralitas aparatur di Nusa Tenggara Timur",
        "description": "Satu baris satu berita. Nama yang ditahan di situs juga ditahan di sini.",
        "resources": [_resource(file, *told) for file, told in sorted(files.items())],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(file: str, size: int, sha256: str) -> dict[str, object]:
    stem, _, ending = file.rpartition(".")
    return {
        "name": f"{stem}-{ending}".lower(),
        "path": file,
        "format": ending,
        "bytes": size,
        "hash": f"sha256:{sha256}",
        **(_TABLE if ending == "csv" else {}),
    }


_TABLE: dict[str, object] = {
    "profile": "tabular-data-resource",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "schema": {
        "fields": [
            {"name": column, "type": MEANINGS[column][0], "description": MEANINGS[column][1]} for column in COLUMNS
        ],
        "primaryKey": "id",
        "missingValues": [""],
    },
}
