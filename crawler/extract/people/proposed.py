"""Mentions made of names that somebody else proposed (a trained recogniser) and offices that stand beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from crawler.extract.people.mentions import Mention
from crawler.extract.people.names import Name, skip_degrees
from crawler.extract.people.offices import Office, held_no_longer
from crawler.extract.people.scan import Scan

RULE = "pengenal-nama"

_LONGEST_OFFICE = 16
"""Tokens; "Koordinator Divisi Hukum, Pencegahan, Partisipasi Masyarakat … Bawaslu Kabupaten Belu" has fifteen."""
_BETWEEN = frozenset(",:(\n")


def proposed_mentions(scan: Scan, names: Iterable[tuple[int, int]], known: Sequence[Mention]) -> Iterator[Mention]:
    """A mention for each proposed name ([start, end) of the text) that overlaps no known one and stands right behind
    an office, or before one after a comma or bracket. Spans that are no whole words are left out."""
    tokens = scan.tokens
    taken = {at for mention in known for at in range(mention.name.first, mention.name.end)}
    for start, end in names:
        first, after = bisect_left(scan.starts, start), bisect_left(scan.starts, end)
        if not first < after or scan.span(first, after) != (start, end):
            continue
        if not taken.isdisjoint(range(first, after)):
            continue
        office = _before(scan, first) or _behind(scan, after)
        if office is not None and not held_no_longer(tokens, office.first):
            text = " ".join(token.text for token in tokens[first:after])
            name = Name(text, first, after, skip_degrees(tokens, after), titled=False)
            yield Mention(name, office, RULE, min(first, office.first), max(name.after, office.after))


def _before(scan: Scan, first: int) -> Office | None:
    """The office that ends where the name begins, but for a comma, a colon, a bracket or a line break."""
    end = first
    while end > 0 and scan.tokens[end - 1].text in _BETWEEN:
        end -= 1
    for at in range(max(0, end - _LONGEST_OFFICE), end):
        office = scan.offices.get(at)
        if office is not None and office.after == end:
            return office
    return None


def _behind(scan: Scan, after: int) -> Office | None:
    """The office behind "Nama, " or "Nama (", degrees skipped."""
    at = skip_degrees(scan.tokens, after)
    return scan.offices.get(at + 1) if at < len(scan.tokens) and scan.tokens[at].text in ",(" else None
