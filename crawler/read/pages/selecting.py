"""Selecting: the elements of a page that CSS selectors name, by an index of its classes and ids.

One walk through the page makes the index (0.2 ms for 800 elements); an XPath for each of the thirty selectors that a
page object tries takes as long, every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
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
        rule = _rule(selector)
        candidates = self._candidates(rule)
        most = None if rule.name == "*" else MOST
        return [element for element in islice(candidates, most) if rule.matches(element)]

    def _candidates(self, rule: _Rule) -> Iterable[etree._Element]:
        if rule.by == "class":
            named = [names for names in self._classes if rule.name in names.split()]
            if len(named) == 1:
                return [element for _, element in self._classes[named[0]]]
            numbered = [pair for names in named for pair in self._classes[names]]
            return [element for _, element in sorted(numbered, key=lambda pair: pair[0])]
        if rule.by == "id":
            return self._ids.get(rule.name, ())
        return self._root.iter(rule.name)


@dataclass(frozen=True)
class _Rule:
    """Where the elements of a selector are looked for: by class, by id or by tag ("*" for any)."""

    by: str
    name: str
    matches: Matcher


@cache
def _rule(selector: str) -> _Rule:
    (parsed,) = css.parse(selector)
    tree = parsed.parsed_tree
    by, name = _anchor(tree)
    return _Rule(by, name, _matcher(tree))


def _anchor(tree: Any) -> tuple[str, str]:
    match tree:
        case css.Class():
            return "class", tree.class_name
        case css.Hash():
            return "id", tree.id
        case css.CombinedSelector():
            return _anchor(tree.subselector)
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
        case css.CombinedSelector(combinator=" " | ">"):
            return _both(_matcher(tree.subselector), _below(_matcher(tree.selector), tree.combinator == ">"))
    raise ValueError(f"a selector that is not known here: {tree!r}")


def _both(one: Matcher, other: Matcher) -> Matcher:
    return lambda element: one(element) and other(element)


def _has_class(name: str) -> Matcher:
    return lambda element: name in element.get("class", "").split()


def _below(above: Matcher, directly: bool) -> Matcher:
    def matches(element: etree._Element) -> bool:
        parent = element.getparent()
        if directly:
            return parent is not None and above(parent)
        return any(above(ancestor) for ancestor in element.iterancestors())

    return matches


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
