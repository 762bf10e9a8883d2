"""The index in parts on a real site: made anew only where a page changed, and never lost to a run that fails."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.record import dump
from tests.theme.rebuilding import run, stamps
from tests.theme.samples import DECLARATION, OLDER, write_records
from theme import searchindex
from theme.carrying import carry_index
from theme.search import parts
from theme.search.pages import named_parts
from theme.searchindex import build_index


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    write_records(folder)
    return folder


@pytest.fixture
def rebuild(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Builds the samples' site, each year of it a part of its own."""
    monkeypatch.setattr(parts, "LEAST", 1)
    monkeypatch.setattr(parts, "AT_FIRST", 1)

    def build() -> Path:
        run(content, tmp_path / "site", tmp_path / "cache")
        return tmp_path / "site"

    return build


def of_part(site: Path, name: str) -> dict[str, tuple[int, int]]:
    return {path: told for path, told in stamps(site).items() if path.startswith(f"pagefind/{name}/")}


def test_only_the_part_of_a_changed_page_is_made_anew(rebuild: Callable[[], Path], content: Path) -> None:
    site = rebuild()
    names = [part.nama for part in named_parts(site)]
    assert len(names) > 1
    assert f"{len(names)} of {len(names)} parts" in build_index(site)
    old, new = named_parts(site)[-1].nama, named_parts(site)[0].nama
    kept = of_part(site, old)
    assert build_index(site).endswith("unchanged")
    changed = replace(DECLARATION, headline="Aparatur Belu berikrar di lapangan baru")
    (content / "records" / "2024" / f"{DECLARATION.id}.md").write_text(dump(changed), encoding="utf-8")
    site = rebuild()
    assert not (site / "pagefind" / new).exists(), "what a page said before is gone with the page"
    assert f"1 of {len(names)} parts" in build_index(site)
    assert of_part(site, old) == kept
    assert {path.name for path in (site / "pagefind").iterdir()} == {*names, "pagefind.js"}


def test_a_record_that_shows_nothing_new_costs_no_index(rebuild: Callable[[], Path], content: Path) -> None:
    site = rebuild()
    build_index(site)
    before, signs = stamps(site), {part.tanda for part in named_parts(site)}
    path = content / "records" / "2024" / f"{OLDER.id}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("score: 0.9\n", "score: 0.8\n"), encoding="utf-8")
    site = rebuild()
    assert len({part.tanda for part in named_parts(site)} - signs) == 1
    assert build_index(site).endswith("unchanged")
    after = stamps(site)
    touched = {name for name in after if name.startswith("pagefind/") and after[name] != before.get(name)}
    (part,) = {name.split("/")[1] for name in touched}
    sign = next(one.tanda for one in named_parts(site) if one.nama == part)
    assert {name.split("/")[2] for name in touched} == {"kunci.txt", "pagefind-entry.json", f"pagefind.{sign}.pf_meta"}
    assert len(after) == len(before)


@pytest.mark.parametrize("key", ["", "kabar-netral 2 pagefind 9.9\nx\n", "\udcff", None, "cut"])
def test_a_part_that_its_key_does_not_vouch_for_is_made_anew(rebuild: Callable[[], Path], key: str | None) -> None:
    site = rebuild()
    build_index(site)
    file = site / "pagefind" / named_parts(site)[0].nama / "kunci.txt"
    if key is None:
        file.unlink()
    else:
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] if key == "cut" else key.encode("utf-8", "surrogateescape"))
    assert "1 of " in build_index(site)
    assert build_index(site).endswith("unchanged")


def test_a_part_that_lost_a_file_is_made_anew(rebuild: Callable[[], Path]) -> None:
    site = rebuild()
    build_index(site)
    next((site / "pagefind").glob("*/fragment/*")).unlink()
    assert "1 of " in build_index(site)
    (site / "pagefind" / "pagefind.js").unlink()
    assert "unchanged" not in build_index(site)
    assert (site / "pagefind" / "pagefind.js").is_file()


def test_a_disk_that_runs_full_leaves_the_last_index(
    rebuild: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = rebuild()
    build_index(site)
    held = named_parts(site)
    (site / "pagefind" / held[0].nama / "kunci.txt").unlink()
    before = stamps(site)
    really = subprocess.run

    def full(command: list[str], **options: object) -> object:
        done = really(command, **options)  # type: ignore[call-overload]
        at = Path(command[command.index("--output-path") + 1])
        next(at.glob("fragment/*")).write_bytes(b"")  # as Pagefind 1.5 leaves it, and ends with 0
        return done

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", full)
        with pytest.raises(
            RuntimeError, match=r"not written whole by Pagefind; \d+ KiB are free on its disk.*last one st"
        ):
            build_index(site)
    assert stamps(site) == before
    assert "1 of " in build_index(site)


def test_two_runs_at_once(rebuild: Callable[[], Path]) -> None:
    site = rebuild()
    other = os.open(site, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(RuntimeError, match="a build or another index run is at work there"):
        build_index(site)
    os.close(other)
    assert "made anew" in build_index(site)


def test_a_run_that_was_ended_leaves_nothing(rebuild: Callable[[], Path]) -> None:
    site = rebuild()
    (site / searchindex._WAITING / "2024").mkdir(parents=True)
    build_index(site)
    assert not (site / searchindex._WAITING).exists()


def test_no_site_and_no_parts(tmp_path: Path, rebuild: Callable[[], Path]) -> None:
    with pytest.raises(RuntimeError, match="No such file"):
        build_index(tmp_path / "nowhere")
    site = rebuild()
    page = site / "cari.html"
    page.write_text(
        re.sub(r'data-bagian="[^"]*"', 'data-bagian="{"', page.read_text(encoding="utf-8")), encoding="utf-8"
    )
    with pytest.raises(RuntimeError, match="names no parts of the search index; build the site first"):
        build_index(site)
    for path in (site / "kegiatan").iterdir():
        path.unlink()
    rebuilt = rebuild()
    assert "made anew" in build_index(rebuilt)


def test_the_last_sites_index_is_taken_over_as_far_as_it_holds(
    rebuild: Callable[[], Path], tmp_path: Path, content: Path
) -> None:
    last = tmp_path / "last"
    shutil.copytree(rebuild(), last)
    build_index(last)
    site = rebuild()
    assert carry_index(site, last)
    assert build_index(site).endswith("unchanged")
    shutil.rmtree(site / "pagefind")
    changed = replace(DECLARATION, headline="Aparatur Belu berikrar di lapangan baru")
    (content / "records" / "2024" / f"{DECLARATION.id}.md").write_text(dump(changed), encoding="utf-8")
    site = rebuild()
    assert not carry_index(site, last)
    before = stamps(last)
    assert "1 of " in build_index(site)
    assert stamps(last) == before
