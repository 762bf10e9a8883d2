"""Every regular expression of the code and its tables, tried with what would make it slow.

`python -m tests.hardening.patterns` prints a JSON list of [where, pattern, attack, seconds, seconds for twice as much] of
those whose time more than triples when the text doubles, then how many patterns and attacks were tried. In a process of
its own, since patterns must be seen as they are compiled, and a bad one may never end.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import re._constants as opcodes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("crawler", "theme")
LENGTH = 8_000
"""Characters of the shorter text; the longest that is ever read has 150,000 (crawler.text.LONGEST)."""
TRIPLES = 3.0
NOTICED = 0.002  # seconds; below, a clock tells nothing, and a quadratic pattern takes far longer at this length
TIMES = 3
"""How often a pattern must be too slow in a row: what else the machine does falls into one measurement or another."""
_STEPS = (30, 60, 240, LENGTH)  # 240 is the longest line that the furniture rules see

BOUNDED = {"crawler/read/furniture.py": (240, 0.01)}
"""Files whose patterns only ever see so many characters, matched at their beginning; the seconds that one such text may take."""

# What texts are full of: blanks, letters, digits, initials, brackets, marks, markup.
_PLAIN = (
    " ", "a", "A", "0", "\n", ".", ",", "-", "(", "<", "<a ", "/", "A a ", "A. ", "1/", "a, ", "“", '"', "&", "=", "Aa", ": ",
    "Kabupaten ", "Ketua ", "2024 ", "di ", " \n", "| ", "\t", "a-", "’", "Pasal 1 ",
)  # fmt: skip


def collected() -> dict[tuple[str | bytes, int], str]:
    """(pattern, flags) -> file and line, of all that the rooms compile when imported and when an article is read."""
    found: dict[tuple[str | bytes, int], str] = {}
    compile_one: Callable[..., re.Pattern[Any]] = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: int) -> re.Pattern[Any]:
        made = compile_one(pattern, flags)
        frame: Any = sys._getframe(1)
        while frame and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        file = Path(frame.f_code.co_filename) if frame else ROOT
        if ROOT in file.parents and file.relative_to(ROOT).parts[0] in ROOMS:
            found.setdefault((made.pattern, made.flags), f"{file.relative_to(ROOT)}:{frame.f_lineno}")
        return made

    re._compile = noted  # type: ignore[attr-defined]
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    _read_an_article_of_each_source()
    re._compile = compile_one  # type: ignore[attr-defined]
    return found


def _read_an_article_of_each_source() -> None:
    from crawler.assemble import record_from
    from crawler.read.pages import page_for
    from crawler.sources import load_sources
    from tests.crawler.invented import page

    for source in load_sources():
        address = f"https://{source.hosts[0]}/2024/10/02/asn-ngada-netral/128001"
        read = page_for(source.family)(address, page("ASN Ngada Netral"), source.name, source.zone)
        record_from(read.to_item(), None)


def attacks(pattern: str | bytes, flags: int) -> Iterator[str]:
    """Texts to be repeated and what stands before them, "before\\0repeated": the plain ones, and for each repeat of the
    pattern something that it takes."""
    for plain in _PLAIN:
        yield f"\0{plain}"
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = parser.parse(text, flags & ~re.UNICODE if isinstance(pattern, bytes) else flags)
    seen = set()
    for before, body in _repeats(tree, ""):
        for attack in (f"\0{body}", f"{before}\0{body}", f"\0{before}{body}"):
            if body and attack not in seen:
                seen.add(attack)
                yield attack


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    for opcode, told in tree:
        if opcode in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT):
            if told[1] > 20:
                yield before, _sample(told[2])
            yield from _repeats(told[2], before)
        elif opcode is opcodes.SUBPATTERN:
            yield from _repeats(told[3], before)
        elif opcode is opcodes.BRANCH:
            for branch in told[1]:
                yield from _repeats(branch, before)
        elif opcode in (opcodes.ASSERT, opcodes.ASSERT_NOT):
            yield from _repeats(told[1], before)
        before += _sample([(opcode, told)])


def _sample(tree: Any) -> str:
    """A short text that a part of a pattern takes, or nearly."""
    taken = []
    for opcode, told in tree:
        if opcode is opcodes.LITERAL:
            taken.append(chr(told))
        elif opcode in (opcodes.NOT_LITERAL, opcodes.ANY):
            taken.append("b")
        elif opcode is opcodes.IN:
            taken.append(_member(told))
        elif opcode is opcodes.SUBPATTERN:
            taken.append(_sample(told[3]))
        elif opcode is opcodes.BRANCH:
            taken.append(_sample(told[1][0]))
        elif opcode in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT, opcodes.POSSESSIVE_REPEAT):
            taken.append(_sample(told[2]) * max(1, min(told[0], 4)))
    return "".join(taken)


_OF_CATEGORY = {opcodes.CATEGORY_SPACE: " ", opcodes.CATEGORY_DIGIT: "7", opcodes.CATEGORY_WORD: "k"}


def _member(told: Any) -> str:
    for character in ("a", "A", "7", " ", "-", "(", ",", "\n", "é"):
        if re.match(f"[{character!r}]", "x") is None and _takes(told, character):
            return character
    opcode, value = told[0]
    if opcode is opcodes.LITERAL:
        return chr(value)
    return chr(value[0]) if opcode is opcodes.RANGE else _OF_CATEGORY.get(value, "%")


def _takes(told: Any, character: str) -> bool:
    negated, code = False, ord(character)
    for opcode, value in told:
        if opcode is opcodes.NEGATE:
            negated = True
        elif (
            (opcode is opcodes.LITERAL and value == code)
            or (opcode is opcodes.RANGE and value[0] <= code <= value[1])
            or (opcode is opcodes.CATEGORY and _OF_CATEGORY.get(value) == character)
        ):
            return not negated
    return negated


def seconds(pattern: re.Pattern[Any], attack: str, length: int) -> float:
    """The CPU time of going once over a text of about that length; the better of two."""
    before, repeated = attack.split("\0", 1)
    text: str | bytes = before + repeated * (length // len(repeated)) + "\x00"
    if isinstance(pattern.pattern, bytes):
        text = str(text).encode("latin-1", "replace")
    took = []
    for _ in range(2):
        started = time.process_time()
        for _found in pattern.finditer(text):
            pass
        took.append(time.process_time() - started)
        if took[0] < NOTICED:
            break
    return min(took)


def main() -> None:
    slow, tried, patterns = [], 0, collected()
    for (text, flags), where in sorted(patterns.items(), key=lambda one: one[1]):
        pattern = re.compile(text, flags)
        for attack in attacks(text, flags):
            tried += 1
            bound = BOUNDED.get(where.partition(":")[0])
            told = _too_long(pattern, attack, *bound) if bound else _judged(pattern, attack)
            if told:
                shown = text if isinstance(text, str) else text.decode("latin-1")
                slow.append([where, shown, attack, *told])
                break
    print(json.dumps({"slow": slow, "patterns": len(patterns), "attacks": tried}, ensure_ascii=False))


def _too_long(pattern: re.Pattern[Any], attack: str, length: int, most: float) -> tuple[float, float] | None:
    before, repeated = attack.split("\0", 1)
    text = (before + repeated * length)[: length - 1] + "\x00"
    took = 0.0
    for _ in range(TIMES):
        started = time.process_time()
        pattern.match(text)
        took = time.process_time() - started
        if took <= most:
            return None
    return took, took


def _judged(pattern: re.Pattern[Any], attack: str) -> tuple[float, float] | None:
    """The two times where the second is more than TRIPLES times the first. Lengths grow, so that what explodes does so
    where it is still short."""
    for length in _STEPS:
        took = seconds(pattern, attack, length)
        if took < NOTICED:
            continue
        for _ in range(TIMES):
            twice = seconds(pattern, attack, 2 * length)
            if twice <= TRIPLES * took:
                break
            took = seconds(pattern, attack, length)
        else:
            return took, twice
    return None


if __name__ == "__main__":
    main()
