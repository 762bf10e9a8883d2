"""What the words before a phrase make of it: denied, forbidden, wished, or only threatened."""

from __future__ import annotations

import re
from functools import lru_cache

_BEFORE = 48
_CUTS = '.!?\n;"'
_WORD = re.compile(r"\w+")


class _Words:
    """Phrases as whole words. The pattern is tried only where the first word of a phrase stands: nearly nowhere."""

    def __init__(self, phrases: str) -> None:
        self._pattern = re.compile(rf"\b(?:{phrases})\b")
        firsts = [_WORD.findall(phrase.replace(r"\w*", "*"))[0] for phrase in phrases.split("|")]
        self._begun = tuple(phrase.removesuffix(r"\w*") for phrase in phrases.split("|") if phrase.endswith(r"\w*"))
        self._firsts = frozenset(firsts)

    def stand_in(self, folded: str, start: int = 0, end: int | None = None) -> bool:
        """Whether one of the phrases stands in folded[start:end]."""
        piece = folded[start:end]
        if self._firsts.isdisjoint(_WORD.findall(piece)) and not any(word in piece for word in self._begun):
            return False
        return self._pattern.search(folded, start, len(folded) if end is None else end) is not None


# "dilarang ikut kampanye", "bakal dijatuhi sanksi", "kalau terbukti", "apabila lengkap, laporan diregistrasi"
_UNREAL = _Words(
    r"jangan|dilarang|larang\w*|melarang|boleh|hindari|menghindari|cegah|mencegah|dicegah|"
    r"bila|jika|kalau|apabila|andai|seandainya|akan|bakal|terancam|ancaman|siap-siap|agar|supaya|dapat|bisa|nanti|harus|"
    r"wajib|yang nekat|barang siapa|siapa pun|potensi|berpotensi|rawan|kemungkinan|antisipasi"
)
# A threat or a range of penalties reaches over the whole sentence: "Sanksinya, jelas dia, mulai dari teguran hingga
# diberhentikan", "yang memihak akan kehilangan tunjangan selain dikenai hukuman disiplin".
_THREAT = _Words(
    r"akan|bakal|ancam|mengancam|ancaman\w*|diancam|terancam|sanksinya|hukumannya|mulai dari|"
    r"tidak segan|tak segan"
)
_FAR = 150
# A denial reaches to the next comma only: "belum dihukum, tetapi sudah diklarifikasi".
_DENIAL = _Words("tidak|tak|bukan|belum|tanpa")


def before(folded: str, start: int) -> str:
    """What precedes a place within its sentence, up to 48 characters."""
    return _since_cut(folded[max(0, start - _BEFORE) : start])


def _since_cut(piece: str) -> str:
    """What follows the last mark that ends a sentence or opens a quotation."""
    return piece[max(map(piece.rfind, _CUTS)) + 1 :]


def is_unreal(folded: str, start: int, gap: tuple[int, int] | None = None) -> bool:
    """Whether what stands at a place did not happen: denied, forbidden, conditional, wished, threatened.

    The words in a phrase's gap count too: "ASN dilarang ikut kampanye"."""
    if _is_unreal_behind(folded, start):
        return True
    if gap is None or gap[0] >= gap[1]:
        return False
    return _UNREAL.stand_in(folded, *gap) or _DENIAL.stand_in(folded, *gap)


@lru_cache(maxsize=64)  # several vocabularies ask about one place, one after the other
def _is_unreal_behind(folded: str, start: int) -> bool:
    words = _since_cut(folded[max(0, start - _FAR) : start])
    if _THREAT.stand_in(words):
        return True
    near = words if len(words) <= _BEFORE else before(folded, start)
    return _UNREAL.stand_in(near) or _DENIAL.stand_in(near.rpartition(",")[2])
