"""Import over a Dask cluster on loopback, workers in processes of their own: the same bytes as with one process."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.fetch.passages import Order, OtherRules
from crawler.spread.cluster import BrokenCluster, Cluster
from tests.crawler.fetch.houses import ROOT
from tests.crawler.spread.imports import imported, newsroom
from tests.running import HANGS

pytest.importorskip("distributed", reason="no Dask (distributed): its tests did not run")
fsspec = pytest.importorskip("fsspec", reason="no fsspec: its tests did not run")


class Dask:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._file, self._stack = folder / "scheduler.json", stack
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        while not self._file.exists() or not self._file.read_text():
            assert self.scheduler.poll() is None
            time.sleep(0.05)
        self.address: str = json.loads(self._file.read_text())["address"]
        self.workers = [self.worker(), self.worker()]

    def worker(self) -> subprocess.Popen[bytes]:
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return self._start("worker", *alone)

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, "--scheduler-file", str(self._file), *options]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    with ExitStack() as stack:
        yield Dask(tmp_path, stack)


class Killing(Cluster):
    """Kills processes with signal 9 after the third result."""

    def __init__(self, dask: Dask, workers: int, victims: list[subprocess.Popen[bytes]]) -> None:
        super().__init__(dask.address, workers, patience=20.0)
        self._client.wait_for_workers(workers, timeout=30)
        self._victims = victims

    def each(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        for number, result in enumerate(super().each(work, tasks)):
            yield result
            if number == 2:
                for victim in self._victims:
                    victim.kill()
                self._patience = 3.0


@contextmanager
def web(folder: Path) -> Iterator[str]:
    """A plain web server, which gives files only as a whole."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_lost_worker_costs_nothing_but_time_and_so_does_the_last(tmp_path: Path, dask: Dask) -> None:
    file = newsroom(tmp_path)
    alone = imported(tmp_path / "alone", [file])
    with Killing(dask, 2, dask.workers[:1]) as cluster:
        assert imported(tmp_path / "one-lost", [file], cluster) == alone
    with Killing(dask, 1, dask.workers[1:]) as cluster:
        assert imported(tmp_path / "last-lost", [file], cluster) == alone, "the client does the rest"
    dask.worker()
    with Killing(dask, 1, [dask.scheduler]) as cluster:
        with pytest.raises(OtherRules, match="same commit"):
            imported(tmp_path / "other", [file], cluster, Order(False, None, "0" * 16))
        with pytest.raises(BrokenCluster, match="scheduler was lost"):
            imported(tmp_path / "lost", [file], cluster)
    imported(tmp_path / "lost", [file])
    kept = {path.name: path.read_bytes() for path in (tmp_path / "lost").rglob("*.md")}
    assert kept == {name: text for name, text in alone.items() if name.endswith(".md")}, "a second run completes"


def test_the_command_reads_addresses_on_a_cluster_of_its_own(tmp_path: Path) -> None:
    newsroom(tmp_path)
    with web(tmp_path) as address:
        done = command(tmp_path, f"{address}/newsroom.warc.gz", "--dask", "local", "--jobs", "2")
        broken = command(tmp_path, f"{address}/tidak-ada.warc.gz", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("\n") == done.stderr.count("warning: "), "warnings of the archive, and nothing of Dask"
    assert "1 files, 224 responses" in done.stdout
    assert broken.returncode == 1
    assert f"error: {address}/tidak-ada.warc.gz: " in broken.stderr
    assert "Traceback" not in broken.stderr


@pytest.mark.parametrize("where", ["tcp://127.0.0.1:{port}", "bukan alamat", "ftp://x"])
def test_without_a_scheduler_it_is_one_line(tmp_path: Path, where: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = where.format(port=probe.getsockname()[1])
    with pytest.raises(BrokenCluster, match="no Dask scheduler answers") as caught:
        Cluster(address, 2, patience=1.0)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["memory://arsip/newsroom.warc.gz", "memory://arsip/*.warc.gz"])
def test_any_address_that_fsspec_reads(tmp_path: Path, address: str) -> None:
    from crawler.fetch.addresses import addresses_of

    file = newsroom(tmp_path)
    fsspec.filesystem("memory").pipe_file("/arsip/newsroom.warc.gz", file.read_bytes())
    files: list[Path | str] = [*addresses_of([address])]
    assert imported(tmp_path / "remote", files) == imported(tmp_path / "local", [file])


def test_an_unknown_kind_of_address_is_one_line(tmp_path: Path) -> None:
    done = command(tmp_path, "entah://arsip/satu.warc.gz")
    assert done.returncode == 1
    assert done.stderr.startswith("error: entah://arsip/satu.warc.gz: ")
    assert done.stderr.count("\n") == 1


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = ["--content", str(folder / "content"), "--var", str(folder / "var")]
    whole = [sys.executable, "-m", "crawler", "import", *arguments, *own]
    return subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, timeout=HANGS)
