"""The handbook: every variable of the code is explained in it, and every option and status that it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from crawler.__main__ import app
from crawler.nightly.alerts_channels import VARIABLES
from crawler.nightly.report import Ending

ROOT = Path(__file__).parents[2]
HANDBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
NAME = re.compile(r"KABAR_NETRAL_[A-Z_]+[A-Z]")


def sources() -> Iterator[Path]:
    for room in ("crawler", "theme", "deploy", ".github"):
        yield from (path for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    yield from (ROOT / name for name in ("pelicanconf.py", "publishconf.py", "Makefile", "Containerfile"))


def variables() -> list[str]:
    named = {name for path in sources() for name in NAME.findall(path.read_text(encoding="utf-8", errors="ignore"))}
    return sorted(named | {f"KABAR_NETRAL_{name}" for names in VARIABLES.values() for name in names})


@pytest.mark.parametrize("name", variables())
def test_every_variable_is_explained(name: str) -> None:
    assert f"`{name}`" in HANDBOOK


def test_no_variable_is_explained_that_is_not_there() -> None:
    assert set(NAME.findall(HANDBOOK)) <= set(variables())


@pytest.mark.parametrize("command", ["nightly", "backup", "restore"])
def test_every_option_is_explained(command: str) -> None:
    rehearsing = {"--replay", "--at", "--config", "--help"} if command == "nightly" else {"--help"}
    options = {name for one in get_command(app).commands[command].params for name in one.opts if name.startswith("--")}  # type: ignore[attr-defined]
    assert len(options) > 2
    assert not {name for name in options - rehearsing if name not in HANDBOOK}


@pytest.mark.parametrize("ending", list(Ending))
def test_every_exit_status_is_explained(ending: Ending) -> None:
    assert re.search(rf"^\| {int(ending)} \|", HANDBOOK, re.M)


def test_every_file_that_it_names_is_there() -> None:
    named = set(re.findall(r"`?((?:deploy|crawler)/[\w./-]+\.?\w+)", HANDBOOK))
    assert len(named) > 4
    assert not {
        name
        for name in named
        if not (ROOT / name).exists() and "*" not in name and name != "deploy/systemd/kabar-netral"
    }
    assert {path.name for path in (ROOT / ".github/workflows").iterdir()} <= set(re.findall(r"`(\w+\.yml)`", HANDBOOK))
