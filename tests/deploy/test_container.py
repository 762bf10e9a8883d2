"""The Containerfile: that it copies what is needed and no more, runs as nobody's root, and that its command works.

No container engine is asked for: what the file says is read, and its command is run from a folder that holds what the
image would hold.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its words, lines joined."""
    text = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def told(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def copied() -> list[tuple[str, str]]:
    """Source and target of every COPY out of the checkout."""
    pairs = []
    for rest in told("COPY"):
        words = [word for word in shlex.split(rest) if not word.startswith("--chown")]
        if not words[0].startswith("--from"):
            pairs += [(source, words[-1]) for source in words[:-1]]
    return pairs


def test_every_instruction_is_one() -> None:
    known = {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "ENTRYPOINT", "CMD"}
    assert {word for word, _ in instructions()} == known
    assert len(told("FROM")) == 2
    assert all(line.split()[0] == "docker.io/library/debian:bookworm-slim" for line in told("FROM"))


@pytest.mark.parametrize("script", told("RUN"))
def test_the_shell_takes_every_run(script: str) -> None:
    assert subprocess.run(["sh", "-n", "-c", script], capture_output=True, timeout=10).returncode == 0
    if "apt-get" in script:
        assert "rm -rf /var/lib/apt/lists/*" in script
        assert "--no-install-recommends" in script


def test_it_does_not_run_as_root_and_passes_signals_on() -> None:
    names = [word for word, _ in instructions()]
    assert told("USER") == ["kabar-netral"]
    assert names.index("USER") > max(index for index, name in enumerate(names) if name in ("RUN", "COPY"))
    assert json.loads(told("ENTRYPOINT")[0])[:2] == ["/usr/bin/tini", "--"]
    assert any(" tini " in f"{script} " for script in told("RUN"))


def test_what_is_copied_is_there_and_not_ignored() -> None:
    rules = [line for line in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines() if line]
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    sources = {source for source, _ in copied()}
    assert sources == allowed
    assert all((ROOT / source).exists() for source in sources)
    assert not any(fnmatch(name, rule) for rule in allowed for name in ("var", ".venv", ".git", "tests"))


def test_its_command_works_with_what_it_copies(tmp_path: Path) -> None:
    """Nothing of the checkout beside what is copied is needed; the volumes are where the command looks for them."""
    house, data = tmp_path / "opt", tmp_path / "data"
    house.mkdir()
    for source, target in copied():
        if not target.startswith("/data"):
            place = ROOT / source
            (shutil.copytree if place.is_dir() else shutil.copy)(place, house / Path(source).name)
    volumes = json.loads(told("VOLUME")[0])
    command = [*json.loads(told("ENTRYPOINT")[0])[3:], *json.loads(told("CMD")[0])]
    assert command[:3] == ["-m", "crawler", "nightly"]
    assert sorted(word for word in command if word.startswith("/")) == sorted(volumes)
    words = [word.replace("/data", str(data)) for word in command]
    done = subprocess.run(
        [sys.executable, *words, "--replay", str(tmp_path / "no.warc.gz")],
        cwd=house,
        env={"PATH": "/usr/bin:/bin", "HOME": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2, done.stderr  # all of it was loaded, and the archive that is not there was missed
    assert "no.warc.gz" in done.stderr
    assert "Traceback" not in done.stderr
