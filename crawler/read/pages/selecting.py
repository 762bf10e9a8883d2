"""Selecting: the elements of a page that CSS selectors name, by an index of its classes and ids.

One walk through the page makes the index (0.2 ms for 800 elements); an XPath for each of the thirty selectors that a
page object tries takes as long, every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from cssselect import parser as css
from lxml import etree

MOST = 1000
"""Elements of one class, id or tag that are looked at; an article page has one or two that matter."""

Matcher = Callable[[etree._Element], bool]


class Elements:
    """The elements of a parsed page."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._classes: defaultdict[str, list[tuple[int, etree._Element]]] = defaultdict(list)
        self._ids: defaultdict[str, list[etree._Element]] = defaultdict(list)
        for number, element in enumerate(root.iter("*")):
            if names := element.get("class"):
                self._classes[names].append((number, element))
            if name := element.get("id"):
                self._ids[name].append(element)

    def of(self, selector: str) -> list[etree._Element]:
        """The elements that a selector names, in the page's order.

        Knows tag, .class, #id, [attribute], [attribute=value] with ^= *= $=, :not(…), descendants and children (>).
        Raises ValueError for any other selector.
        """
        first, *others = _steps(selector)
        found = [element for element in islice(self._candidates(first), first.most) if first.matches(element)]
        for step in others:
            if not found:
                break
            found = list(islice(step.below(found), MOST))
        return found

    def _candidates(self, step: _Step) -> Iterable[etree._Element]:
        if step.by == "class":
            named = [names for names in self._classes if step.name in names and step.name in names.split()]
            if len(named) == 1:
                return [element for _, element in self._classes[named[0]]]
            numbered = [pair for names in named for pair in self._classes[names]]
            return [element for _, element in sorted(numbered, key=lambda pair: pair[0])]
        if step.by == "id":
            return self._ids.get(step.name, ())
        return self._root.iter(step.name)


@dataclass(frozen=True)
class _Step:
    """One compound of a selector ("p.baca"): where its elements are looked for, by class, id or tag ("*" for any), how
    they are tested, and how they stand to those of the step before."""

    by: str
    name: str
    matches: Matcher
    is_child: bool

    @property
    def most(self) -> int | None:
        return None if self.name == "*" else MOST

    def below(self, above: Sequence[etree._Element]) -> Iterator[etree._Element]:
        tag = self.name if self.by == "tag" else "*"
        outer = set(above)
        for parent in above:
            if self.is_child:
                yield from (child for child in parent.iterchildren(tag) if self.matches(child))
            elif len(above) == 1 or outer.isdisjoint(parent.iterancestors()):  # else it was met inside another one
                yield from (child for child in parent.iterdescendants(tag) if self.matches(child))


@cache
def _steps(selector: str) -> tuple[_Step, ...]:
    (parsed,) = css.parse(selector)
    return tuple(_steps_of(parsed.parsed_tree, False))


def _steps_of(tree: Any, is_child: bool) -> Iterator[_Step]:
    compound = tree
    if isinstance(tree, css.CombinedSelector):
        if tree.combinator not in (" ", ">"):
            raise ValueError(f"a selector that is not known here: {tree!r}")
        yield from _steps_of(tree.selector, False)
        compound, is_child = tree.subselector, tree.combinator == ">"
    by, name = _anchor(compound)
    yield _Step(by, name, _matcher(compound), is_child)


def _anchor(tree: Any) -> tuple[str, str]:
    match tree:
        case css.Class():
            return "class", tree.class_name
        case css.Hash():
            return "id", tree.id
        case css.Element():
            return "tag", tree.element or "*"
    return _anchor(tree.selector)


def _matcher(tree: Any) -> Matcher:
    match tree:
        case css.Element():
            tag = tree.element
            return (lambda element: element.tag == tag) if tag else (lambda element: True)
        case css.Class():
            return _both(_matcher(tree.selector), _has_class(tree.class_name))
        case css.Hash():
            return _both(_matcher(tree.selector), _attribute("id", "=", tree.id))
        case css.Attrib():
            value = (tree.value.value or "") if tree.value else ""
            return _both(_matcher(tree.selector), _attribute(tree.attrib, tree.operator, value))
        case css.Negation():
            other = _matcher(tree.subselector)
            return _both(_matcher(tree.selector), lambda element: not other(element))
    raise ValueError(f"a selector that is not known here: {tree!r}")


def _both(one: Matcher, other: Matcher) -> Matcher:
    return lambda element: one(element) and other(element)


def _has_class(name: str) -> Matcher:
    return lambda element: name in element.get("class", "").split()


def _attribute(name: str, operator: str, value: str) -> Matcher:
    tests: dict[str, Callable[[str], bool]] = {
        "exists": lambda told: True,
        "=": lambda told: told == value,
        "^=": lambda told: told.startswith(value),
        "$=": lambda told: told.endswith(value),
        "*=": lambda told: value in told,
    }
    if operator not in tests:
        raise ValueError(f"an attribute test that is not known here: {operator}")
    test = tests[operator]
    return lambda element: (told := element.get(name)) is not None and test(told)
