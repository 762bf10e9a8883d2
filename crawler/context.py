"""What the words before a phrase make of it: denied, forbidden, wished, or only threatened."""

from __future__ import annotations

import re

_BEFORE = 48
_CUT = re.compile(r"[.!?\n;\"]")

# "tidak terbukti", "dilarang ikut kampanye", "bakal dijatuhi sanksi", "agar tidak dilaporkan", "kalau terbukti"
_UNREAL = re.compile(
    r"\b(?:tidak|tak|bukan|belum|jangan|tanpa|dilarang|larang\w*|melarang|boleh|hindari|menghindari|cegah|mencegah|dicegah|"
    r"bila|jika|kalau|apabila|andai|seandainya|akan|bakal|terancam|ancaman|siap-siap|agar|supaya|dapat|bisa|nanti|harus|wajib|"
    r"yang nekat|barang siapa|siapa pun|potensi|berpotensi|rawan|kemungkinan|mencegah|antisipasi)\b"
)
_DENIED = re.compile(r"\b(?:tidak|tak|bukan|belum)\b[\w\s]{0,22}$")


def before(folded: str, start: int) -> str:
    """What precedes a place within its sentence, up to 48 characters."""
    piece = folded[max(0, start - _BEFORE) : start]
    return _CUT.split(piece)[-1]


def is_unreal(folded: str, start: int) -> bool:
    """Whether what stands at a place did not happen: denied, forbidden, conditional, wished, threatened."""
    return bool(_UNREAL.search(before(folded, start)))


def is_denied(folded: str, start: int) -> bool:
    """Whether a "not" stands shortly before a place."""
    return bool(_DENIED.search(before(folded, start)))
