"""A real PostgreSQL server for the tests of the crawl's memory, where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a throwaway PostgreSQL server on loopback; skips, saying why, where none can be run."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed here (initdb, pg_ctl): its tests did not run")
    pytest.importorskip("psycopg", reason="no PostgreSQL driver (psycopg): its tests did not run")
    folder = Path(tempfile.mkdtemp(prefix="kabar-postgres-", dir="/tmp"))
    try:
        yield from _served(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if all((folder / name).exists() for name in ("initdb", "pg_ctl"))), None)


def _served(programs: Path, folder: Path) -> Iterator[str]:
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    _run(user, programs / "initdb", "-D", data, "-U", "kabar", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start")
    try:
        yield f"postgresql+psycopg://kabar@127.0.0.1:{port}/postgres"
    finally:
        _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _unprivileged() -> str | None:
    """PostgreSQL does not start as root: Debian's package brings a user for it."""
    return "postgres" if os.geteuid() == 0 else None


def _run(user: str | None, *command: str | Path) -> None:
    words = [*(["runuser", "-u", user, "--"] if user else []), *map(str, command)]
    # A server that inherits our pipes would keep them open: its output goes to files.
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(words, cwd="/", stdin=subprocess.DEVNULL, stdout=told, stderr=told, timeout=120)
        told.seek(0)
        assert done.returncode == 0, told.read().decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
