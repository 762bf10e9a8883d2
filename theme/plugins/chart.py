"""The bar chart of a timeline: a small drawing for each year, and the numbers behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from theme.plugins.listed import ListedEvent

HEIGHT = 40
"""Height of the tallest bar, in the drawing's own units."""
_STEP, _WIDTH = 11, 8


@dataclass(frozen=True)
class YearBars:
    """A year's events by month (`months` has twelve numbers) and the bars as the path of an SVG."""

    year: int
    months: tuple[int, ...]
    path: str

    @property
    def total(self) -> int:
        return sum(self.months)


def bars(events: Iterable[ListedEvent]) -> list[YearBars]:
    """The years that have dated events, oldest first; all drawings share one scale. Years without any are left out,
    so that one misread date does not stretch the chart over a century."""
    months = Counter((event.date.year, event.date.month) for event in events if event.date)
    tallest = max(months.values(), default=0)
    return [
        YearBars(year, counts, _path(counts, tallest))
        for year in sorted({year for year, _ in months})
        for counts in [tuple(months[year, month] for month in range(1, 13))]
    ]


def _path(counts: Iterable[int], tallest: int) -> str:
    drawn = []
    for number, count in enumerate(counts):
        height = max(2, round(count * HEIGHT / tallest)) if count else 0
        if height:
            drawn.append(f"M{number * _STEP} {HEIGHT}v-{height}h{_WIDTH}v{height}z")
    return "".join(drawn)
