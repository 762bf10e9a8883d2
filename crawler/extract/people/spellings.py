"""Spellings of personal names: which ones can be one person's."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("y", "i"), ("j", "i"), ("c", "k"), ("v", "f"), ("z", "s"))
_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"(.)\1")

Key = tuple[str, ...]
"""A name's words folded for comparison."""


@lru_cache(maxsize=16384)  # bounded: an import of years of archives meets a million names
def name_key(name: str) -> Key:
    """The name's words folded for comparison: lower case, sounds alike spelt alike, double letters single."""
    key = []
    for word in _WORD.findall(name.lower().replace("'", "").replace("’", "")):
        for printed_as, sound in _SOUNDS:
            word = word.replace(printed_as, sound)
        key.append(_DOUBLED.sub(r"\1", word))
    return tuple(key)


def same_person(one: str, other: str) -> bool:
    """True when two names in one article can be one person's: the same words, initials for words, one
    name a part of the other, or a slip of spelling ("Adry Lay", "Adri Lay")."""
    return alike(name_key(one), name_key(other))


def alike(one: Key, other: Key) -> bool:
    """The same of two names' keys."""
    if share_words(one, other):
        return True
    return len(one) > 1 and len(other) > 1 and sounds_near("".join(one), "".join(other))


def share_words(one: Key, other: Key) -> bool:
    """Whether each word of the shorter key has its own in the longer one."""
    short, long = (other, one) if len(other) < len(one) else (one, other)
    left = list(long)
    for word in short:
        letter = word[0]
        for other_word in left:
            # sounds alike are spelt alike in a key, so spellings of one name begin alike
            if other_word[0] == letter and same_word(word, other_word):
                left.remove(other_word)
                break
        else:
            return False
    return bool(short)


def sounds_near(one: str, other: str) -> bool:
    """Whether two names of several words, each written as one, sound nearly the same: "mariacontohan"."""
    return ratio(one, other, score_cutoff=88) > 0


def same_word(one: str, other: str) -> bool:
    """Whether two words with the same first sound can be one: an initial, a slip, a beginning."""
    if one == other:
        return True
    least = min(len(one), len(other))
    if least < 3:
        return least == 1
    if least >= 4 and ratio(one, other, score_cutoff=80):
        return True
    return one.startswith(other) or other.startswith(one)


def begins_a_word(short: str, key: Key) -> bool:
    """Whether a word of the key begins with a key of one word."""
    return any(word.startswith(short) for word in key)
