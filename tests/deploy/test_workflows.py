"""The workflows: valid, found safe by zizmor, and their own steps run against a clone, over a replayed night."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.workflow import ROOT, WORKFLOWS, Job, load
from tests.newsroom.archive import write_warc

BIN = Path(sys.executable).parent
WHO = ("-c", "user.name=Uji", "-c", "user.email=uji@contoh.example")


def test_github_would_take_them() -> None:
    assert [path.stem for path in WORKFLOWS] == ["crawl", "publish", "tests"]
    command: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing() -> None:
    command: list[str | Path] = [BIN / "zizmor", "--offline", "--no-progress", "--format=json", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout) == [], done.stderr


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    told = (ROOT / ".github/workflows/crawl.yml").read_text(encoding="utf-8")
    (tmp_path / "crawl.yml").write_text(told.replace("persist-credentials: false", "fetch-depth: 1"), encoding="utf-8")
    command: list[str | Path] = [BIN / "zizmor", "--offline", "--no-progress", "--format=json", tmp_path / "crawl.yml"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "artipacked" in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_least_rights_and_pinned_actions(path: Path) -> None:
    told = load(path.stem)
    assert told["permissions"] == {}
    assert "concurrency" in told
    for job in told["jobs"].values():
        assert job["timeout-minutes"] <= 350
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40}", one) for one in uses)
    writers = {name for name, job in told["jobs"].items() if "write" in job["permissions"].values()}
    assert writers <= {"propose", "deploy"}
    # Who may write runs none of our code, and so nothing that an outlet wrote can run there.
    for name in writers:
        assert not any(
            word in step.get("run", "") for step in told["jobs"][name]["steps"] for word in (".venv", "make")
        )


@dataclass(frozen=True)
class Forge:
    """What stands for GitHub: a bare repository, the commands' notes, and a Python that replays a night."""

    folder: Path
    environment: dict[str, str]

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.folder / "origin.git"), *words], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def checkout(self, name: str) -> Path:
        folder = self.folder / name / "work"
        shutil.rmtree(folder.parent, ignore_errors=True)
        command = ["git", "clone", "--quiet", str(self.folder / "origin.git"), str(folder)]
        subprocess.run(command, check=True, timeout=60, env=self.environment)
        python = folder / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.symlink_to(self.folder / "python")
        return folder

    def proposals(self) -> list[str]:
        file = self.folder / "proposals"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


GH = """#!/bin/sh
case "$1 $2" in
  "auth setup-git") ;;
  "pr list") cut -c1-3 "$FORGE/proposals" 2>/dev/null | head -1;;
  "pr create") echo "pr $*" >>"$FORGE/proposals";;
  *) echo "gh $*: not known here" >&2; exit 1;;
esac
"""
PYTHON = """#!/bin/sh
shift 2
exec env PYTHONPATH="$HOUSE" "$REAL" -m crawler "$@" ekorantt --replay "$FORGE/news.warc.gz"
"""


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    write_warc(tmp_path / "news.warc.gz")
    for name, text in (("gh", GH), ("python", PYTHON)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    place = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "FORGE": str(tmp_path),
        "HOUSE": str(ROOT),
        "REAL": sys.executable,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    forge = Forge(tmp_path, place)
    _git(place, tmp_path, "config", "--global", "init.defaultBranch", "main")
    _git(place, tmp_path, "init", "--quiet", "--bare", "origin.git")
    _git(place, tmp_path, "init", "--quiet", "first")
    (tmp_path / "first" / "content" / "pages").mkdir(parents=True)
    (tmp_path / "first" / "content" / "pages" / "tentang.md").write_text("Tentang\n", encoding="utf-8")
    (tmp_path / "first" / ".gitignore").write_text((ROOT / ".gitignore").read_text(encoding="utf-8"), encoding="utf-8")
    _git(place, tmp_path / "first", "add", "--all")
    _git(place, tmp_path / "first", *WHO, "commit", "--quiet", "--message", "Awal")
    _git(place, tmp_path / "first", "push", "--quiet", str(tmp_path / "origin.git"), "HEAD:refs/heads/main")
    return forge


def _git(place: dict[str, str], folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, timeout=60, env=place)


def night(forge: Forge, memory: Path | None) -> tuple[Job, Job]:
    """Both jobs, with what the actions between them do: cache, artifact."""
    work = forge.checkout("crawl")
    if memory:
        shutil.copytree(memory, work / "var")
    commit = forge.git("rev-parse", "main").strip()
    crawl = Job("crawl", "crawl", work, forge.environment | {"GITHUB_SHA": commit})
    assert crawl.run("Install") == 0, crawl.said
    known = {f"needs.crawl.outputs.{name.rpartition('.')[2]}": value for name, value in crawl.outputs.items()}
    assert set(known) == {f"needs.crawl.outputs.{name}" for name in load("crawl")["jobs"]["crawl"]["outputs"]}
    propose = Job("crawl", "propose", forge.checkout("propose"), forge.environment, known)
    shutil.copytree(work / "handover", propose.folder / "handover")
    assert propose.run() == 0, propose.said
    return crawl, propose


def test_two_nights_wait_on_one_branch(forge: Forge) -> None:
    crawl, propose = night(forge, None)
    assert "stored 3" in crawl.said
    files = forge.git("ls-tree", "-r", "--name-only", "records").splitlines()
    records = [name for name in files if name.startswith("content/records/")]
    assert len(records) == 3
    assert set(files) - set(records) == {".gitignore", "content/pages/tentang.md"}
    assert len(forge.proposals()) == 1
    assert sorted(p.name for p in (propose.folder / "var").iterdir()) == ["crawl.sqlite"]  # no text of an article

    before = forge.git("rev-parse", "records")
    again, _ = night(forge, propose.folder / "var")
    assert "already read" in again.said
    assert again.outputs["steps.hand-over.outputs.changed"] == "false"
    assert forge.git("rev-parse", "records") == before
    assert len(forge.proposals()) == 1


def test_what_a_reviewer_pushed_meanwhile_is_not_written_over(forge: Forge) -> None:
    crawl, propose = night(forge, None)
    reviewer = forge.checkout("reviewer")
    _git(forge.environment, reviewer, "switch", "--quiet", "records")
    (reviewer / "content" / "catatan.md").write_text("diperiksa\n", encoding="utf-8")
    _git(forge.environment, reviewer, "add", "--all", "content")
    _git(forge.environment, reviewer, *WHO, "commit", "--quiet", "--message", "Diperiksa")
    _git(forge.environment, reviewer, "push", "--quiet", "origin", "records")
    before = forge.git("rev-parse", "records")
    work = forge.checkout("propose")
    shutil.copytree(crawl.folder / "handover", work / "handover")
    again = Job("crawl", "propose", work, forge.environment, propose.known)
    assert again.run() != 0
    assert "stale info" in again.said
    assert forge.git("rev-parse", "records") == before
    assert not (work / "var").exists()


def test_a_patch_that_leaves_the_records_is_not_taken(forge: Forge) -> None:
    """A hostile page could at the worst make the first job write a patch of its own."""
    work = forge.checkout("propose")
    for name, text in (("content/baik.md", "baik\n"), (".github/workflows/jahat.yml", "on: push\n")):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    known = {"needs.crawl.outputs.changed": "true", "needs.crawl.outputs.status": "0"}
    _hand_over(forge, work)
    propose = Job("crawl", "propose", work, forge.environment, known)
    assert propose.run() == 0, propose.said
    files = forge.git("ls-tree", "-r", "--name-only", "records")
    assert "content/baik.md" in files
    assert "jahat" not in files


def test_a_link_in_the_records_is_refused(forge: Forge) -> None:
    work = forge.checkout("propose")
    (work / "content" / "rahasia.md").symlink_to("/etc/passwd")
    _hand_over(forge, work)
    known = {"needs.crawl.outputs.changed": "true", "needs.crawl.outputs.status": "0"}
    propose = Job("crawl", "propose", work, forge.environment, known)
    assert propose.run() == 1
    assert "holds a link" in propose.said
    assert "records" not in forge.git("branch", "--list")


def _hand_over(forge: Forge, work: Path) -> None:
    """Everything that changed in a checkout becomes a patch beside it, and the checkout is as it was."""
    (work / "handover" / "var").mkdir(parents=True)
    (work / "handover" / "var" / "crawl.sqlite").touch()
    _git(forge.environment, work, "add", "--all", "content")
    if (work / ".github").exists():
        _git(forge.environment, work, "add", "--all", ".github")
    patch = subprocess.run(
        ["git", "-C", str(work), "diff", "--cached", "--binary", "HEAD"], capture_output=True, check=True, timeout=60
    )
    (work / "handover" / "records.patch").write_bytes(patch.stdout)
    _git(forge.environment, work, "reset", "--quiet", "--hard", "HEAD")


def test_the_publishing_steps_are_those_of_the_house() -> None:
    steps = [step for step in load("publish")["jobs"]["build"]["steps"] if "run" in step]
    for command in re.findall(r"-m ([\w.]+)", "\n".join(step["run"] for step in steps)):
        assert command == "pelican" or (ROOT / (command.replace(".", "/") + ".py")).exists()
    for name in ("tests", "publish"):
        for job in load(name)["jobs"].values():
            made = [word for step in job["steps"] for word in re.findall(r"^make (\S+)$", step.get("run", ""), re.M)]
            makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
            assert all(word == ".venv/.ready" or re.search(rf"^{word}:", makefile, re.M) for word in made)
