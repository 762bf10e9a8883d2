"""A field of a record's front matter by its dotted name, as a person gives it. Pure."""

from __future__ import annotations

from typing import Any

from crawler.record import BrokenRecord
from crawler.record.frontmatter import split_document

PARTS = ("name", "positions", "speaker", "subject", "subject_state")


class UnknownField(ValueError):
    """A field that cannot be set; the message is one line and lists those that can."""


def changed_front(front: dict[str, Any], name: str, text: str) -> dict[str, Any]:
    """The front matter with a dotted field set to what `text` says. Raises UnknownField for an official or a part that
    is not there, BrokenRecord for a value that is no YAML."""
    value, (first, _, rest) = value_of(text), name.partition(".")
    if not rest:
        return front | {first: value}
    if first != "officials":
        return front | {first: front[first] | {rest: value}}
    who, _, part = rest.rpartition(".")
    people = [dict(one) for one in front["officials"] or ()]
    names = [str(one.get("name")) for one in people]
    if part not in PARTS or who not in names:
        raise UnknownField(
            f"no field {name!r}; officials are {', '.join(names) or 'none'}, their parts {', '.join(PARTS)}"
        )
    people[names.index(who)][part] = value
    return front | {"officials": people}


def value_of(text: str) -> Any:
    """What a value given as text means: lists, mappings, null, true and false as in YAML, all else is text; a text
    that would begin as a list stands in single quotes ('[Foto] Apel'). Raises BrokenRecord where it begins as YAML and
    is none."""
    if text not in ("null", "true", "false") and not text.startswith(("[", "{", "'[", "'{")):
        return text
    try:
        front, _ = split_document(f"---\nvalue: {text}\n---\n")
    except BrokenRecord as error:
        raise BrokenRecord(f"the value is no YAML: {text}") from error
    return front["value"]
