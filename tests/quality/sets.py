"""The annotated sets that are measured: the project's own, the invented newsroom, and folders from elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.newsroom.gold import write_gold
from tests.quality.measure import annotated, measure
from tests.quality.scoring import Scores

OWN = Path(__file__).parent.parent / "annotated"
DEV = Path(__file__).parents[3] / "shared/eval/dev"
"""Real articles with annotations, which are not part of the project; measured where they are present."""

UNSEEN = "first_sight"
"""The name of a set that the rules had never seen when it was measured."""
TITLES = {
    UNSEEN: "Berita yang belum pernah dilihat program",
    "annotated": "Berita karangan yang sudah dikenal program",
    "newsroom": "Redaksi contoh",
    "dev": "Berita nyata",
}
"""How readers meet a set's name on the site."""
NOTES = {
    UNSEEN: "Berita karangan dari penulis yang tidak mengenal aturan program, diukur sebelum satu aturan pun disesuaikan "
    "dengannya. Angka inilah yang paling mendekati mutu catatan baru.",
    "annotated": "Aturan program diperbaiki dengan melihat berita ini, jadi angkanya lebih tinggi daripada mutu catatan "
    "baru. Pengujian memastikan angkanya tidak turun.",
}
"""What readers need to know to weigh a set's figures."""


@dataclass(frozen=True)
class Measured:
    """One set's scores; `name` is that of its floors, `articles` counts what was measured."""

    name: str
    articles: int
    scores: Scores

    @property
    def title(self) -> str:
        return TITLES.get(self.name, self.name)


def measure_sets(folders: Iterable[Path] = ()) -> Iterator[Measured]:
    """The own sets, then the folders, each under its folder's name. Raises ValueError for a folder without articles."""
    yield _measured("annotated", OWN)
    with tempfile.TemporaryDirectory() as gold:
        write_gold(Path(gold))
        yield _measured("newsroom", Path(gold))
    for folder in folders:
        yield _measured(folder.name, folder)


def measure_unseen(folder: Path) -> Measured:
    """A folder whose articles no rule was written with. Raises ValueError for one without articles."""
    return _measured(UNSEEN, folder)


def _measured(name: str, folder: Path) -> Measured:
    return Measured(name, len(annotated(folder)), measure(folder))
