"""Page furniture: lines that belong to the page and not to the article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.read.repeats import without_repeats

TABLE = DATA / "furniture.toml"

HEAD = 20
"""How many lines may stand above an article's first sentence: Vox NTT's menus and buttons are 16."""
LONGEST = 240
"""Characters. A longer line is a paragraph, of which only the ending is looked at."""

_LABEL = 130  # a topic, a second headline or a caption above the text is not longer
_ENDING = 120
_KINDS = ("tail", "list", "credit", "byline", "bullet", "line")


@dataclass(frozen=True)
class FurnitureRule:
    kind: str
    pattern: str
    example: str
    leaves: str = ""


@cache
def furniture_rules() -> tuple[FurnitureRule, ...]:
    """The rules of data/furniture.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(FurnitureRule(**rule) for rule in table["rule"])


def drop_furniture(paragraphs: Sequence[str], headline: str = "") -> list[str]:
    """The paragraphs that belong to the article, in order.

    Takes lines without line breaks. Time grows with the length of the text alone.
    """
    kinds = _Kinds()
    stripped = (_without_ending(paragraph.strip()) for paragraph in paragraphs)
    lines = list(_joined_datelines([line for line in stripped if line], kinds))
    begun, lines = _without_head(lines, kinds)
    lines = without_repeats(list(_without_marked_lines(lines, kinds)), headline)
    return lines if begun else _without_labels(lines)


def furniture_kind(line: str) -> str | None:
    """The kind of the rule that takes a line as a whole (tail, list, credit, byline, bullet or line), or None."""
    found = _line_rules().match(line) if len(line) <= LONGEST else None
    return found.lastgroup if found else None


class _Kinds(dict[str, str | None]):
    """The kinds of the lines of one text, each found once: the rules are most of what a page's reading takes."""

    def __missing__(self, line: str) -> str | None:
        self[line] = kind = furniture_kind(line)
        return kind


def without_ending(line: str) -> str:
    """The line without "(cr23)", "(*)", "(Red)" and the like at its end, also several of them."""
    return _without_ending(line)


def is_prose(line: str) -> bool:
    """Whether a line reads as a paragraph: finished by a full stop or a quotation, or simply long."""
    return len(line) > _LABEL or (len(line) >= 60 and line.endswith((".", "!", "?", "”", '"', "’", ".)", ":")))


@cache
def _line_rules() -> re.Pattern[str]:
    """One pattern for all kinds, since every line of every article is tried; `lastgroup` is the kind."""
    return re.compile("|".join(f"(?P<{kind}>{_alternatives(kind)})" for kind in _KINDS), re.IGNORECASE)


@cache
def _start_rules() -> re.Pattern[str]:
    return re.compile(_alternatives("start"), re.IGNORECASE)


@cache
def _endings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern, re.IGNORECASE) for rule in furniture_rules() if rule.kind == "ending")


def _alternatives(kind: str) -> str:
    # A named group inside a rule would end up as `lastgroup`; only the outer one may have a name there.
    return "|".join(f"(?:{rule.pattern})" for rule in furniture_rules() if rule.kind == kind)


_MAY_END_IN_A_MARK = re.compile(r"[)*][\W_]{0,3}$")


def _without_ending(line: str) -> str:
    for _ in range(3):
        tail = line[-_ENDING:]
        if not _MAY_END_IN_A_MARK.search(tail[-5:]):
            break
        found = next((found for pattern in _endings() if (found := pattern.search(tail))), None)
        if found is None:
            break
        mark = "mark" if "mark" in found.re.groupindex else 0
        line = line[: len(line) - len(tail) + found.start(mark)].rstrip()
    return line


_BARE_DATELINE = re.compile(
    r"(?:[^.!?“\"]{3,50}\s?[-–—]{1,3}|(?P<brand>[^.!?“\"]{3,40}, ?[\w-]{3,30}\.(?:com|id|co|net)))",
    re.IGNORECASE,
)


def _joined_datelines(lines: Sequence[str], kinds: _Kinds) -> Iterator[str]:
    """The lines; a dateline that stands alone ("Kupang -") is put before the line below it."""
    above = ""
    for number, line in enumerate(lines):
        may_be = number < HEAD and number + 1 < len(lines) and not above and line[-1] not in ".:,”"
        bare = _BARE_DATELINE.fullmatch(line) if may_be else None  # most lines end as sentences do
        if bare and kinds[line] is None:  # "- Advertisement -" is none
            above = f"{line} - " if bare["brand"] else f"{line} "
        else:
            yield above + line
            above = ""


def _without_head(lines: list[str], kinds: _Kinds) -> tuple[bool, list[str]]:
    """Whether a dateline or a reporter's line says where the article begins, and the lines without what is above.

    Long lines above stay: the text may have come in another order.
    """
    prose_above = 0
    for number, line in enumerate(lines[:HEAD]):
        kind = kinds[line]
        if kind == "byline" or (kind is None and is_prose(line) and _start_rules().match(line[:LONGEST])):
            return True, [above for above in lines[:number] if len(above) > LONGEST] + lines[number:]
        prose_above += is_prose(line)
        if prose_above > 2:
            break
    return False, lines


def _without_marked_lines(lines: Sequence[str], kinds: _Kinds) -> Iterator[str]:
    """The lines that no rule takes, alone or from the line above."""
    prose_below = sum(len(line) for line in lines if is_prose(line))
    prose_above = 0
    dropping, above = "", ""
    for line in lines:
        kind, prose = kinds[line], is_prose(line)
        if kind == "bullet" and above.endswith(":"):  # the points of a list that the text announces
            kind = None
        if kind == "tail" and prose_above > prose_below:
            return
        if kind in ("tail", "list", "credit"):
            dropping = kind
        elif kind is None and (not dropping or (dropping != "credit" and prose)):
            dropping = ""
            above = above if above.endswith(":") and line.startswith("•") else line
            yield line
        elif kind is None and dropping == "credit":
            dropping = ""
        if prose:
            prose_above, prose_below = prose_above + len(line), prose_below - len(line)


def _without_labels(lines: list[str]) -> list[str]:
    """The lines without topic, headline or caption above the first sentence; all of them where no sentence follows."""
    first = next((number for number, line in enumerate(lines[:HEAD]) if is_prose(line) or _goes_on(lines, number)), 0)
    return lines[first:]


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Whether the line is one sentence with the line below it."""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return below[:1].islower() or lines[number].endswith((".", "!", "?", ",", "”", '"'))
