"""Import over processes: the same bytes as with one, also where a worker is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawler.spread.processes import Processes
from tests.crawler.fetch.houses import ROOT
from tests.crawler.spread.imports import imported, newsroom
from tests.running import HANGS


class Killing(Processes):
    """Kills one of its workers after each of the first results."""

    killed = 0

    def each(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        for result in super().each(work, tasks):
            yield result
            if self.killed < 2 and self._pool is not None:
                with suppress(ProcessLookupError):  # one that has just been killed is still in the list
                    os.kill(list(self._pool._processes)[-1], signal.SIGKILL)
                    self.killed += 1


def test_with_workers_killed_midway_the_records_are_those_of_one_process(tmp_path: Path) -> None:
    file = newsroom(tmp_path)
    alone = imported(tmp_path / "alone", [file])
    with Killing(2) as workers:
        spread = imported(tmp_path / "spread", [file], workers)
    assert workers.killed == 2
    assert spread == alone
    assert len(alone) > 25


def _lethal(task: int) -> int:
    """Kills every worker that it is given to, but for the process that began them."""
    if task == 3 and os.environ.get("KABAR_TEST_PARENT") != str(os.getpid()):
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def test_what_kills_every_worker_is_done_in_the_parent(monkeypatch: Any) -> None:
    monkeypatch.setenv("KABAR_TEST_PARENT", str(os.getpid()))
    with Processes(2) as workers:
        assert list(workers.each(_lethal, range(8))) == [n * n for n in range(8)]


def test_tasks_are_taken_as_results_are() -> None:
    """Memory is bounded: a worker is never more than a few tasks ahead of who takes the results."""
    taken = []

    def tasks() -> Iterator[float]:
        for n in range(40):
            taken.append(n)
            yield 0.0

    with Processes(2) as workers:
        results = workers.each(time.sleep, tasks())
        next(results)
        assert len(taken) <= 5


def test_the_command_line_reads_with_jobs_and_is_stopped_cleanly(tmp_path: Path) -> None:
    file = newsroom(tmp_path)
    command = [sys.executable, "-m", "crawler", "import", str(file), "--jobs", "2", "--content", str(tmp_path / "c")]
    run = subprocess.Popen(
        [*command, "--var", str(tmp_path / "v")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A job in the background is started deaf to Ctrl-C, and so would be what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + HANGS
    while (
        not list(Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()) and time.monotonic() < deadline
    ):
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=HANGS)
    assert run.returncode != 0
    assert "Traceback" not in told
    done = subprocess.run(
        [*command, "--var", str(tmp_path / "v")], cwd=ROOT, capture_output=True, text=True, timeout=HANGS
    )
    assert done.returncode == 0, done.stderr
    assert "224 responses" in done.stdout
