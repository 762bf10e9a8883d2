"""A site that is built again and again is, byte for byte, the one that is built once into an empty folder."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.record import Event, EventType, Record, Status, dump, load
from tests.theme.many import records_of
from tests.theme.rebuilding import clean, run, stamps, tree
from tests.theme.samples import ALLEGED, DECLARATION, ROOT, SECOND_REPORT, write_records
from theme.plugins import builder, catalogues, site, timelines

STEPS = 9


class Desk:
    """A small content folder in which anything may happen; every change is drawn from one seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.content, self.output, self.theme = folder / "content", folder / "out", folder / "theme"
        self.chance = random.Random(seed)
        self.settings: dict[str, object] = {"THEME": str(self.theme)}
        shutil.copytree(ROOT / "theme" / "templates", self.theme / "templates")
        shutil.copytree(ROOT / "theme" / "static", self.theme / "static")
        some = (*records_of("Kabupaten Alor", 14, f"s{seed}"), *records_of("Kabupaten Ende", 10, f"s{seed}", days=40))
        write_records(self.content, (*some, DECLARATION, SECOND_REPORT, ALLEGED))

    def files(self) -> list[Path]:
        return sorted((self.content / "records").rglob("*.md"))

    def edit(self, change: Callable[[Record], Record]) -> None:
        path = self.chance.choice([one for one in self.files() if one.name != "rusak.md"])
        path.write_text(dump(change(load(path.read_text(encoding="utf-8")))), encoding="utf-8")

    def retitle(self) -> None:
        self.edit(lambda one: replace(one, headline=f"Judul rekaan {self.chance.random()}"))

    def reword_evidence(self) -> None:
        self.edit(
            lambda one: replace(one, evidence=tuple(replace(e, quote=e.quote + " Tambahan.") for e in one.evidence))
        )

    def redate(self) -> None:
        day = date(2022, 1, 1) + timedelta(self.chance.randrange(1000))
        self.edit(lambda one: replace(one, event=replace(one.event, date=self.chance.choice((day, None)))))

    def rename_institution(self) -> None:
        self.edit(lambda one: replace(one, institutions=(f"Dinas Rekaan {self.chance.randrange(4)}",)))

    def restate(self) -> None:
        self.edit(lambda one: replace(one, status=self.chance.choice(list(Status))))

    def retype(self) -> None:
        kind = self.chance.choice(list(EventType))
        self.edit(lambda one: replace(one, event=replace(one.event, type=kind)))

    def merge(self) -> None:
        other = load(self.chance.choice(self.files()).read_text(encoding="utf-8"))
        self.edit(lambda one: replace(one, event=replace(one.event, id=other.event.id)))

    def part(self) -> None:
        self.edit(lambda one: replace(one, event=Event(one.id, one.event.type, one.event.date, one.event.venue)))

    def add(self) -> None:
        for one in records_of("Kabupaten Sikka", 3, f"baru{self.chance.random()}"):
            (self.content / "records" / f"{one.id}.md").write_text(dump(one), encoding="utf-8")

    def remove(self) -> None:
        for path in self.chance.sample(self.files(), 2):
            path.unlink()

    def rename(self) -> None:
        path = self.chance.choice(self.files())
        path.rename(path.with_name(f"pindah-{path.name}"))

    def double(self) -> None:
        path = self.chance.choice(self.files())
        (self.content / "records" / f"kembar-{path.name}").write_bytes(path.read_bytes())

    def touch(self) -> None:
        for path in self.files():
            path.touch()

    def log(self) -> None:
        lines = [f"2024-12-0{n + 1},{path.stem},corrected,Alasan rekaan {n}" for n, path in enumerate(self.files()[:3])]
        lines.append("2024-12-09,0123456789ab,hidden,Permintaan rekaan")
        text = "\n".join(["on,id,what,why", *lines[self.chance.randrange(3) :], ""])
        (self.content / "corrections.csv").write_text(text, encoding="utf-8")

    def status(self) -> None:
        told = {"sources": [{"source": "kabar-contoh", "state": self.chance.choice(("ok", "failed"))}]}
        (self.content / "status.json").write_text(json.dumps(told), encoding="utf-8")

    def template(self) -> None:
        path = (
            self.theme / "templates" / self.chance.choice(("event.html", "_entry.html", "base.html", "timeline.html"))
        )
        path.write_text(path.read_text(encoding="utf-8").replace("<li class", "<li  class").replace("<div", "<div "))

    def setting(self) -> None:
        self.settings["SITENAME"] = f"Nama Rekaan {self.chance.randrange(100)}"

    def damage(self) -> None:
        pages = [path for path in sorted(self.output.rglob("*.*")) if path.suffix in (".html", ".gz", ".csv", ".xml")]
        changed, gone = self.chance.sample(pages, 2)
        changed.write_bytes(b"tangan jahil")
        gone.unlink()
        (self.output / "kegiatan" / "0123456789ab.html").write_text("sisa")

    CHANGES = (
        retitle, reword_evidence, redate, rename_institution, restate, retype, merge, part, add, remove, rename, double,
        touch, log, status, template, setting, damage,
    )  # fmt: skip


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that thirty events are many; files may be trusted at once."""
    monkeypatch.setattr(timelines, "LONG", 6)
    monkeypatch.setattr(timelines, "MOST_IN_SHARD", 12)
    monkeypatch.setattr(catalogues, "MOST", 3)
    monkeypatch.setattr(site, "_SETTLED_AFTER", 0)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("seed", range(3))
def test_any_changes_give_the_bytes_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    if seed == 0:  # the same in several processes
        monkeypatch.setattr(builder, "FEW", 2)
        monkeypatch.setattr(builder, "_BATCH", 5)
    desk = Desk(tmp_path, seed)
    processes = 2 if seed == 0 else 1
    run(desk.content, desk.output, tmp_path / "cache", **desk.settings)
    every = [change for change in Desk.CHANGES for _ in range(2)]
    desk.chance.shuffle(every)
    for step in range(STEPS):
        changes = every[step * 4 : step * 4 + 4]
        for change in changes:
            change(desk)
        run(desk.content, desk.output, tmp_path / "cache", **desk.settings, BUILD_PROCESSES=processes)
        made, expected = tree(desk.output), clean(desk.content, tmp_path / "clean", **desk.settings)
        names = [change.__name__ for change in changes]
        assert made.keys() == expected.keys(), (step, names)
        assert [path for path in made if made[path] != expected[path]] == [], (step, names)


@pytest.mark.usefixtures("small_pages")
def test_an_unchanged_site_is_left_alone_and_a_changed_one_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, 7)
    run(desk.content, desk.output, tmp_path / "cache", **desk.settings)
    linked = tmp_path / "linked"
    shutil.copytree(desk.output, linked, copy_function=lambda a, b: Path(b).hardlink_to(a))
    first, published = stamps(desk.output), tree(linked)
    desk.touch()
    run(desk.content, desk.output, tmp_path / "cache", **desk.settings)
    assert stamps(desk.output) == first
    assert "files: 0 written" in capsys.readouterr().out
    path = next(one for one in desk.files() if "Kabupaten Ende" in one.read_text(encoding="utf-8"))
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("headline: ", "headline: Baru "), encoding="utf-8")
    run(desk.content, desk.output, tmp_path / "cache", **desk.settings)
    changed = {name for name, stamp in stamps(desk.output).items() if first.get(name) != stamp}
    assert f"kegiatan/{path.stem}.html" in changed
    assert not {name for name in changed if name.startswith(("theme/", "gambar/", "wilayah/kabupaten-alor"))}
    assert len([name for name in changed if name.startswith("kegiatan/")]) == 1
    assert tree(linked) == published, "copies that share files by hard links stay as they were"
