"""Targets, each really run: a folder, rsync to a local folder, a local git repository."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.nightly.config import Config, Target
from crawler.nightly.crawling import StepFailed
from crawler.nightly.plan import Plan
from crawler.nightly.targets import HAND_ON

needs_rsync = pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed here")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    def clock() -> datetime:
        return datetime(2026, 11, 22, 18, tzinfo=UTC)

    return Plan(tmp_path / "content", tmp_path / "var", tmp_path / "site", Config(), clock)


def site(tmp_path: Path, name: str, **pages: str) -> Path:
    folder = tmp_path / "site" / "releases" / name
    for page, text in pages.items():
        path = folder / "kegiatan" / f"{page}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def pages(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}


def test_a_folder_is_switched_at_once(plan: Plan, tmp_path: Path) -> None:
    target = Target("web", "folder", {"path": str(tmp_path / "www" / "situs")})
    shown = tmp_path / "www" / "situs"
    first, second, third = (site(tmp_path, f"2026-11-2{n}T180000Z", a=str(n)) for n in (1, 2, 3))
    assert HAND_ON["folder"](first, target, plan) == f"{first.name} shown"
    assert HAND_ON["folder"](first, target, plan) == "unchanged"
    (tmp_path / "www" / "situs.releases" / ".new-x").mkdir()  # a killed run's
    HAND_ON["folder"](second, target, plan)
    HAND_ON["folder"](third, target, plan)
    assert shown.is_symlink()
    assert pages(shown) == {"a": "3"}
    assert sorted(path.name for path in (tmp_path / "www" / "situs.releases").iterdir()) == [second.name, third.name]


def test_a_folder_that_is_somebody_elses_is_left_alone(plan: Plan, tmp_path: Path) -> None:
    theirs = tmp_path / "www"
    theirs.mkdir()
    (theirs / "x").write_text("x")
    with pytest.raises(StepFailed, match="is no link of this job's"):
        HAND_ON["folder"](site(tmp_path, "s", a="1"), Target("web", "folder", {"path": str(theirs)}), plan)
    assert (theirs / "x").read_text() == "x"


@needs_rsync
def test_rsync_sends_what_differs_and_removes_what_is_gone(plan: Plan, tmp_path: Path) -> None:
    target = Target("server", "rsync", {"to": f"{tmp_path / 'server'}/"})
    assert HAND_ON["rsync"](site(tmp_path, "1", a="1", b="1"), target, plan) == "2 files sent or removed"
    assert HAND_ON["rsync"](site(tmp_path, "2", a="1", b="1"), target, plan) == "unchanged", "by content, not by time"
    assert HAND_ON["rsync"](site(tmp_path, "3", a="2", c="1"), target, plan) == "3 files sent or removed"
    assert pages(tmp_path / "server") == {"a": "2", "c": "1"}


@needs_rsync
def test_rsync_that_fails_is_one_line(plan: Plan, tmp_path: Path) -> None:
    target = Target("server", "rsync", {"to": "/proc/nirgends/situs/"})
    with pytest.raises(StepFailed) as error:
        HAND_ON["rsync"](site(tmp_path, "1", a="1"), target, plan)
    assert "rsync" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    folder = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    return folder


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "--git-dir", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@needs_git
def test_a_branch_gets_a_commit_only_for_a_new_site(plan: Plan, tmp_path: Path, remote: Path) -> None:
    target = Target("pages", "git", {"remote": str(remote), "branch": "gh-pages", "domain": "situs.example"})
    first = HAND_ON["git"](site(tmp_path, "1", a="1", b="1"), target, plan)
    assert first.endswith("pushed to gh-pages")
    assert HAND_ON["git"](site(tmp_path, "2", a="1", b="1"), target, plan) == "unchanged"
    HAND_ON["git"](site(tmp_path, "3", a="2"), target, plan)
    names = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert names == [".nojekyll", "CNAME", "kegiatan/a.html"]
    assert git(remote, "show", "gh-pages:kegiatan/a.html") == "2"
    assert git(remote, "show", "gh-pages:CNAME") == "situs.example"
    assert git(remote, "log", "--format=%s", "gh-pages").splitlines() == ["Site 3", "Site 1"]


@needs_git
def test_a_lost_copy_or_a_foreign_commit_is_built_upon(plan: Plan, tmp_path: Path, remote: Path) -> None:
    target = Target("pages", "git", {"remote": str(remote)})
    HAND_ON["git"](site(tmp_path, "1", a="1"), target, plan)
    shutil.rmtree(plan.own / "pages.git")
    tree = git(remote, "rev-parse", "gh-pages^{tree}")
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    foreign = git(remote, *identity, "commit-tree", tree, "-p", "gh-pages", "-m", "von Hand")
    git(remote, "update-ref", "refs/heads/gh-pages", foreign)
    HAND_ON["git"](site(tmp_path, "2", a="2"), target, plan)
    assert git(remote, "log", "--format=%s", "gh-pages").splitlines() == ["Site 2", "von Hand", "Site 1"]


@needs_git
def test_a_remote_that_does_not_answer_is_one_line_without_its_password(plan: Plan, tmp_path: Path) -> None:
    target = Target("pages", "git", {"remote": "http://nama:rahasia@127.0.0.1:9/situs.git"})
    with pytest.raises(StepFailed) as error:
        HAND_ON["git"](site(tmp_path, "1", a="1"), target, plan)
    assert "git ls-remote" in str(error.value)
    assert "rahasia" not in str(error.value)
    assert "\n" not in str(error.value)
