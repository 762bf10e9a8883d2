"""`python -m tests.quality [FOLDER …]`: the table of figures and every miss, for the own set and others."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.measure import measure
from tests.quality.scoring import Scores

OWN = Path(__file__).parent.parent / "annotated"


def table(scores: Scores) -> str:
    """One line a field: F1 (for a single answer its accuracy), precision, recall, and how many were asked."""
    lines = [f"{'field':16} {'F1':>6} {'P':>6} {'R':>6} {'n':>5}"]
    for name, count in sorted(scores.counts.items()):
        asked = count.right + count.missing
        lines.append(f"{name:16} {count.f1:6.1f} {count.precision:6.1f} {count.recall:6.1f} {asked:5}")
    return "\n".join(lines)


def main(folders: list[Path]) -> None:
    for folder in folders:
        scores = measure(folder)
        print(f"{folder}\n{table(scores)}")
        for miss in scores.misses:
            print(f"- {miss.article}: {miss.field}: want {miss.want!r}, got {miss.got!r}")
        print()


if __name__ == "__main__":
    main([OWN, *map(Path, sys.argv[1:])])
