"""YAML front matter: the one way a Markdown document's metadata is read and written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import yaml

from crawler.record.canonical import read_canonical

if TYPE_CHECKING:
    from yaml import SafeDumper as BaseDumper
    from yaml import SafeLoader as BaseLoader
else:  # the C classes are ten times faster; PyYAML may be built without them
    BaseDumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    BaseLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FENCE = "---\n"
LONGEST_REASON = 300
"""Characters of what is told about a broken document: a message may repeat what stands in it."""

_DEEPEST = 30  # a record's own lists and mappings stand four deep
_MANY_OPENINGS = 1000


class BrokenRecord(ValueError):
    """A document that is not a record; the message is one line."""


class _Loader(BaseLoader):
    """Reads dates as text: the model checks them, and text dumps back to the same bytes."""


class _Dumper(BaseDumper):
    """Writes dates and times as plain scalars, as a person would."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_BOOL = "tag:yaml.org,2002:bool"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_TRUE_FALSE = re.compile(r"^(?:true|false)$")  # YAML 1.1 reads the key "on" of a review as True


def _as_in_yaml_1_2(resolvers: Mapping[str, list[tuple[str, Any]]]) -> dict[str, list[tuple[str, Any]]]:
    return {
        first: [(tag, _TRUE_FALSE if tag == _BOOL else pattern) for tag, pattern in rules if tag != _TIMESTAMP]
        for first, rules in resolvers.items()
    }


_Loader.yaml_implicit_resolvers = _as_in_yaml_1_2(BaseLoader.yaml_implicit_resolvers)
_Dumper.yaml_implicit_resolvers = _as_in_yaml_1_2(BaseDumper.yaml_implicit_resolvers)


def split_document(document: str) -> tuple[dict[str, Any], str]:
    """The metadata and the body. Raises BrokenRecord with one line where the front matter is not a mapping."""
    if not document.startswith(FENCE):
        raise BrokenRecord("no front matter: the first line is not ---")
    front, fence, body = document[len(FENCE) :].partition("\n" + FENCE)
    if not fence:
        raise BrokenRecord("the front matter is not closed by a line ---")
    known = read_canonical(front, _Loader.yaml_implicit_resolvers)
    if known is not None:
        return known, body.strip("\n")
    try:
        _refuse_bombs(front)
        data = yaml.load(front, Loader=_Loader)  # nosec B506 # _Loader is PyYAML's safe loader, no tag names code
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BrokenRecord(f"broken YAML: {' '.join(str(error).split())[:LONGEST_REASON]}") from error
    except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
        # PyYAML's own constructors raise these for explicit tags: `!!timestamp x`, `!!float ''`.
        raise BrokenRecord(f"broken YAML: a tag that does not fit its value ({type(error).__name__})") from error
    if not isinstance(data, dict):
        raise BrokenRecord("the front matter is not a mapping")
    return data, body.strip("\n")


def _refuse_bombs(front: str) -> None:
    """Raises YAMLError for aliases, which multiply, and for nesting that would overflow the C stack.

    An event stream is only made where a bomb is possible: nearly no record has a star, and 30,000 brackets, which
    end the interpreter (PyYAML 6.0 composes recursively without a bound), need 30,000 openings.
    """
    openings = sum(front.count(mark) for mark in "[{-?")
    if "*" not in front and openings <= _MANY_OPENINGS:
        return
    depth = 0
    for event in yaml.parse(front, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("an alias (*name): records hold none")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise yaml.YAMLError(f"nested more than {_DEEPEST} deep")


def join_document(front: Mapping[str, Any], body: str) -> str:
    """The document; leaf lists and mappings stand on one line, lines are never wrapped."""
    text: str = yaml.dump(
        dict(front),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=1 << 30,
    )
    return f"{FENCE}{text}{FENCE}" + (f"\n{body}\n" if body else "")
