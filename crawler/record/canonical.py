"""The front matter that `dump` writes, read without a YAML parser, five times as fast.

Only a part of YAML is known here: mappings and lists in blocks, leaf ones on one line, scalars on one line. Whatever is
anything else, however slightly, is left to the parser, so that a person may write any YAML; what is read here is what
the parser would have read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Rules = Mapping[str, Sequence[tuple[str, Any]]]
"""First letter of a plain scalar -> what it may be besides text, as a tag and a pattern: PyYAML's resolvers."""

_DEEPEST = 6
# Counted repeats: longer keys and numbers are left to the parser, and no text makes a search take long.
_ENTRY = re.compile(r"([a-z_]{1,40}):(?: (?! )(.*))?")
_KEY = re.compile(r"([a-z_]{1,40}): ")
_IN_FLOW = re.compile(r"[^,\[\]{}?:#&*!|>'\"%@`\\]+")
_FLOAT = re.compile(r"[0-9]{1,20}\.[0-9]{1,20}")
_STARTS = frozenset("(“‘")  # of plain scalars, besides letters and digits
_NAMES = {"null": None, "true": True, "false": False}
_NO_KEYS = frozenset(_NAMES)


class _Unusual(ValueError):
    """Something that only the parser can tell."""


def read_canonical(front: str, rules: Rules) -> dict[str, Any] | None:
    """The mapping that the front matter holds, or None where it has to be parsed."""
    lines = front.split("\n")
    if not "".join(lines).isprintable():  # tabs, other line breaks, and what YAML forbids
        return None
    try:
        reader = _Reader(lines, rules)
        value = reader.mapping(0)
    except _Unusual:
        return None
    return value if reader.at == len(lines) else None


class _Reader:
    def __init__(self, lines: Sequence[str], rules: Rules) -> None:
        self.lines, self.rules, self.at = lines, rules, 0

    def mapping(self, indent: int, first: str | None = None) -> dict[str, Any]:
        """The entries at an indent from the line at hand on; `first` is what follows the dash of a list's item."""
        if indent > _DEEPEST:
            raise _Unusual
        lines, blank = self.lines, " " * indent
        held: dict[str, Any] = {}
        while self.at < len(lines):
            line = lines[self.at]
            if first is not None:
                text, first = first, None
            elif line.startswith(blank):
                text = line[indent:]
            else:
                break
            entry = _ENTRY.fullmatch(text)
            if entry is None:
                if held and text[:2] in ("- ", "  "):  # the next item, or what only the parser understands
                    break
                raise _Unusual
            key, value = entry.groups()
            if key in _NO_KEYS:
                raise _Unusual
            self.at += 1
            held[key] = self._below(indent) if value is None else self._value(value)
        return held

    def _below(self, indent: int) -> Any:
        """What stands in the lines below a key."""
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        if line.startswith(" " * indent + "- "):
            return self._items(indent)
        if line.startswith(" " * (indent + 2)) and line[indent + 2 : indent + 3].isalpha():
            return self.mapping(indent + 2)
        raise _Unusual

    def _items(self, indent: int) -> list[Any]:
        lines, start, items = self.lines, " " * indent + "- ", []
        while self.at < len(lines) and lines[self.at].startswith(start):
            text = lines[self.at][indent + 2 :]
            if _ENTRY.fullmatch(text):
                items.append(self.mapping(indent + 2, text))
            else:
                self.at += 1
                items.append(self._value(text))
        return items

    def _value(self, text: str) -> Any:
        """What stands on one line."""
        start = text[:1]
        if start == "{":
            return self._pairs(text)
        if start == "[":
            return self._list(text)
        if start in ("'", '"'):
            value, end = _quoted(text, 0)
            if end != len(text):
                raise _Unusual
            return value
        if ": " in text or " #" in text or text[-1:] in (":", " "):
            raise _Unusual
        return self._plain(text)

    def _pairs(self, text: str) -> dict[str, Any]:
        held: dict[str, Any] = {}
        at, ends = 1, text == "{}"
        while not ends:
            key = _KEY.match(text, at)
            if key is None or key[1] in _NO_KEYS:
                raise _Unusual
            held[key[1]], at = self._item(text, key.end())
            at, ends = _next(text, at, "}")
        return held

    def _list(self, text: str) -> list[Any]:
        held: list[Any] = []
        at, ends = 1, text == "[]"
        while not ends:
            value, at = self._item(text, at)
            held.append(value)
            at, ends = _next(text, at, "]")
        return held

    def _item(self, text: str, at: int) -> tuple[Any, int]:
        """A scalar within brackets, and where it ends."""
        if text[at : at + 1] in ("'", '"'):
            return _quoted(text, at)
        plain = _IN_FLOW.match(text, at)
        if plain is None or plain[0][-1] == " ":
            raise _Unusual
        return self._plain(plain[0]), plain.end()

    def _plain(self, text: str) -> Any:
        start = text[:1]
        if not (start.isalpha() or start in _STARTS or ("0" <= start <= "9")):
            raise _Unusual
        for _, pattern in self.rules.get(start, ()):
            if pattern.match(text):
                if text in _NAMES:
                    return _NAMES[text]
                if _FLOAT.fullmatch(text):
                    return float(text)
                raise _Unusual
        return text


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The text in quotation marks that begins at a place, and where it ends."""
    mark = text[at]
    end = text.find(mark, at + 1)
    while mark == "'" and end != -1 and text[end + 1 : end + 2] == mark:  # two of them are one
        end = text.find(mark, end + 2)
    value = text[at + 1 : end]
    if end == -1 or (mark == '"' and "\\" in value):
        raise _Unusual
    return (value.replace("''", "'") if mark == "'" else value), end + 1


def _next(text: str, at: int, end: str) -> tuple[int, bool]:
    """Where the next item begins, and whether there is none, the bracket being closed at the line's end."""
    if text.startswith(", ", at):
        return at + 2, False
    if text[at:] != end:
        raise _Unusual
    return at, True
