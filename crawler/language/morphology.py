"""Forms of an Indonesian word: the vocabularies list roots, not every affix."""

from __future__ import annotations

from functools import cache

_NASAL = {
    **dict.fromkeys("bfpv", "m"),
    **dict.fromkeys("cdjtz", "n"),
    **dict.fromkeys("s", "ny"),
    **dict.fromkeys("aeioughk", "ng"),
}
"""What me- and pe- put before a root's first sound; before l m n r w y they put nothing."""
_LOST = frozenset("kpst")
"""First sounds that melt into the nasal: pantau -> memantau. Print keeps them too (mensosialisasikan)."""
_BARE = ("", "di", "ber", "ter", "ku", "ke", "se")
_SUFFIXES = ("", "kan", "i", "an", "nya", "annya", "kannya", "inya", "lah", "kanlah", "ilah")


@cache
def forms(root: str) -> tuple[str, ...]:
    """The root with the affixes ber- me- di- ter- pe- per- -kan -i -an -nya, in small letters, the root first.

    Forms that nobody says are among them; they find nothing. Source: Tata Bahasa Baku Bahasa Indonesia, on
    nasal assimilation. "awas" gives awasi, mengawasi, diawasi, pengawasan, pengawasannya …
    """
    stems = [prefix + root for prefix in _BARE]
    stems += [prefix + nasal for prefix in ("me", "pe") for nasal in nasalised(root)]
    stems += [prefix + root for prefix in ("per", "memper", "diper", "pe")]
    return tuple(dict.fromkeys(stem + suffix for stem in stems for suffix in _SUFFIXES))


def nasalised(root: str) -> tuple[str, ...]:
    """The root behind me- and pe-, the usual form first: ("mantau", "mpantau")."""
    first = root[0]
    nasal = _NASAL.get(first)
    if nasal is None:
        return (root,)
    if first not in _LOST:
        return (nasal + root,)
    kept = ("n" if first == "s" else nasal) + root
    return (nasal + root[1:], kept)
