"""Ctrl-C at a moment when it would leave something half begun."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Puts off a Ctrl-C until the block has ended; does nothing outside the main thread, which alone is interrupted.

    Processes begun inside are deaf to Ctrl-C from their first instruction on, since they inherit what is blocked.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[tuple[int, FrameType | None]] = []
    # Blocking alone is not enough: the signal goes to any other thread, and Python raises it in this one all the same.
    before = signal.signal(signal.SIGINT, lambda number, frame: caught.append((number, frame)))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, before)
        if caught and callable(before):
            before(*caught[0])
