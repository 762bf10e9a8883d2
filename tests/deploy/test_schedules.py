"""systemd's units, cron's lines and its script: accepted by the real tools, and run as far as they can be here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("kabar-netral*"))
SERVICES = [unit.name for unit in UNITS if unit.suffix == ".service"]
NOT_OURS = 2.5  # systemd's own scale of exposure from 0 to 10; "OK" begins at 5, a service without hardening has 9.6


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units as on a machine where the checkout lies in /opt/kabar-netral."""
    folder = tmp_path_factory.mktemp("units")
    (folder / "python").symlink_to(sys.executable)
    for unit in UNITS:
        told = unit.read_text(encoding="utf-8").replace("/opt/kabar-netral/.venv/bin/python", str(folder / "python"))
        (folder / unit.name).write_text(told, encoding="utf-8")
    return folder


def analyze(*words: str | Path) -> str:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed here: the units were not checked")
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_systemd_accepts_the_units(units: Path) -> None:
    assert len(UNITS) == 5
    told = analyze("verify", "--man=no", *(units / unit.name for unit in UNITS))
    assert "kabar-netral" not in told, told


def test_a_wrong_unit_would_be_told_of(units: Path, tmp_path: Path) -> None:
    broken = tmp_path / "kabar-netral.service"
    told = (units / "kabar-netral.service").read_text(encoding="utf-8")
    broken.write_text(told.replace("NoNewPrivileges=yes", "NoNewPrivilege=yes"), encoding="utf-8")
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed here: the units were not checked")
    done = subprocess.run([program, "verify", "--man=no", str(broken)], capture_output=True, text=True, timeout=60)
    assert "NoNewPrivilege" in done.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_the_services_are_shut_in(units: Path, service: str) -> None:
    told = analyze("security", "--offline=true", "--no-pager", units / service)
    found = re.search(r"Overall exposure level for \S+: (\d+\.\d)", told)
    assert found, told
    assert float(found[1]) <= NOT_OURS, told


@pytest.mark.parametrize("line", re.findall(r"^OnCalendar=(.+)$", "\n".join(u.read_text() for u in UNITS), re.M))
def test_the_hours_are_those_of_kupang(line: str) -> None:
    assert line.endswith(" Asia/Makassar")
    assert "Next elapse" in analyze("calendar", line)


def test_the_night_has_its_bounds() -> None:
    told = (ROOT / "deploy/systemd/kabar-netral.service").read_text(encoding="utf-8").splitlines()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "MemoryMax=2G", "Nice=10"):
        assert line in told
    assert "OnFailure=kabar-netral-failed.service" in told
    timer = (ROOT / "deploy/systemd/kabar-netral.timer").read_text(encoding="utf-8").splitlines()
    assert {"Persistent=true", "RandomizedDelaySec=30min"} <= set(timer)


def test_cron_lines_name_what_is_there() -> None:
    lines = (ROOT / "deploy/cron/kabar-netral").read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if re.match(r"[\d*]", line)]
    assert len(jobs) == 2
    for job in jobs:
        fields = job.split(maxsplit=6)
        assert all(re.fullmatch(r"[\d*/,-]+", field) for field in fields[:5])
        assert fields[5] == "kabar-netral"
        assert "%" not in job  # cron takes it for a line break
    script = Path(jobs[0].split()[-1].replace("/opt/kabar-netral", str(ROOT)))
    assert os.access(script, os.X_OK)


def house(folder: Path, status: int) -> dict[str, str]:
    """A checkout whose Python only notes what it is asked, and ends so."""
    python = folder / "house" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\necho "$KABAR_NETRAL_CONTACT|$MONITOR_EXIT_STATUS|$*" >>"{folder}/asked"\n'
        f'case "$*" in *nightly\\ --content*) echo told; exit {status};; esac\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    (folder / "environment").write_text('KABAR_NETRAL_CONTACT="redaksi@contoh.example"\n', encoding="utf-8")
    place = {"HOUSE": folder / "house", "VAR": folder / "var", "SITE": folder / "site"}
    return {name: str(path) for name, path in place.items()} | {
        "SETTINGS": str(folder / "environment"),
        "PATH": "/usr/bin:/bin",
    }


@pytest.mark.parametrize(("status", "calls"), [(0, 1), (1, 2), (4, 2), (137, 2)])
def test_crons_script(tmp_path: Path, status: int, calls: int) -> None:
    done = subprocess.run(
        [ROOT / "deploy/cron/nightly.sh", "--config", "x"], env=house(tmp_path, status), capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")  # cron mails nothing
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert len(asked) == calls
    expected = f"nightly --content {tmp_path}/house/content --var {tmp_path}/var --site {tmp_path}/site --config x"
    assert asked[0] == f"redaksi@contoh.example||-m crawler {expected}"
    if calls == 2:
        failed = f"-m crawler.nightly.alerts_failure --var {tmp_path}/var"
        assert asked[1] == f"redaksi@contoh.example|{status}|{failed}"
    assert (tmp_path / "var/log/nightly.log").read_text(encoding="utf-8") == "told\n"


def test_the_example_of_settings_is_read_alike_by_shell_and_systemd() -> None:
    lines = (ROOT / "deploy/environment.example").read_text(encoding="utf-8").splitlines()
    settings = [line.removeprefix("# ") for line in lines if "KABAR_NETRAL_" in line]
    assert len(settings) > 10
    assert all(re.fullmatch(r'KABAR_NETRAL_[A-Z_]+="[^"$`\\]*"', line) for line in settings)
