"""What the words before a phrase make of it: denied, forbidden, wished, or only threatened."""

from __future__ import annotations

import re

_BEFORE = 48
_CUT = re.compile(r"[.!?\n;\"]")

# "dilarang ikut kampanye", "bakal dijatuhi sanksi", "kalau terbukti", "apabila lengkap, laporan diregistrasi"
_UNREAL = re.compile(
    r"\b(?:jangan|dilarang|larang\w*|melarang|boleh|hindari|menghindari|cegah|mencegah|dicegah|"
    r"bila|jika|kalau|apabila|andai|seandainya|akan|bakal|terancam|ancaman|siap-siap|agar|supaya|dapat|bisa|nanti|harus|"
    r"wajib|yang nekat|barang siapa|siapa pun|potensi|berpotensi|rawan|kemungkinan|antisipasi)\b"
)
# A threat or a range of penalties reaches over the whole sentence: "Sanksinya, jelas dia, mulai dari teguran hingga
# diberhentikan", "yang memihak akan kehilangan tunjangan selain dikenai hukuman disiplin".
_THREAT = re.compile(
    r"\b(?:akan|bakal|ancam|mengancam|ancaman\w*|diancam|terancam|sanksinya|hukumannya|mulai dari|"
    r"tidak segan|tak segan)\b"
)
_FAR = 150
# A denial reaches to the next comma only: "belum dihukum, tetapi sudah diklarifikasi".
_DENIAL = re.compile(r"\b(?:tidak|tak|bukan|belum|tanpa)\b")


def before(folded: str, start: int) -> str:
    """What precedes a place within its sentence, up to 48 characters."""
    piece = folded[max(0, start - _BEFORE) : start]
    return _CUT.split(piece)[-1]


def is_unreal(folded: str, start: int, gap: tuple[int, int] | None = None) -> bool:
    """Whether what stands at a place did not happen: denied, forbidden, conditional, wished, threatened.

    The words in a phrase's gap count too: "ASN dilarang ikut kampanye"."""
    words = before(folded, start)
    if _THREAT.search(_CUT.split(folded[max(0, start - _FAR) : start])[-1]):
        return True
    if _UNREAL.search(words) or _DENIAL.search(words.rpartition(",")[2]):
        return True
    return gap is not None and bool(_UNREAL.search(folded, *gap) or _DENIAL.search(folded, *gap))
