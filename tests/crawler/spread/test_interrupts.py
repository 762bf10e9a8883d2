"""Ctrl-C that comes while something is begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from crawler.spread.interrupts import uninterrupted
from crawler.spread.processes import Processes


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """A job in the background is started deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_comes_after_the_block() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        done.append("whole")
    assert done == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_ctrl_c_caught_by_another_thread_comes_after_the_block_too() -> None:
    """A progress bar runs in a thread of its own, which blocks nothing."""
    go, end = threading.Event(), threading.Event()

    def show() -> None:
        go.set()
        end.wait()

    bar = threading.Thread(target=show)
    bar.start()
    go.wait()
    done = []
    try:
        with pytest.raises(KeyboardInterrupt), uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
            done.append("whole")
    finally:
        end.set()
        bar.join()
    assert done == ["whole"]


def test_a_process_begun_inside_is_deaf_to_ctrl_c() -> None:
    with uninterrupted():
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.3); print('whole')"], stdout=-1)
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=20)[0] == b"whole\n"


def test_outside_the_main_thread_nothing_is_put_off() -> None:
    handlers = []

    def look() -> None:
        with uninterrupted():
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert handlers == [signal.default_int_handler]


def test_workers_broken_off_while_they_are_begun_are_gone_without_a_further_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C just before the pool's own thread runs, which a pool that is shut down waits for."""
    begin: Callable[..., int] = threading._start_new_thread  # type: ignore[attr-defined]

    def interrupted(*given: object) -> int:
        monkeypatch.undo()
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        return begin(*given)

    with pytest.raises(KeyboardInterrupt), Processes(2) as workers:
        monkeypatch.setattr(threading, "_start_new_thread", interrupted)
        list(workers.each(time.sleep, [0.0] * 4))
