"""One server of processes, as the tests see it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread


class Server:
    """Starts a server with a hash seed, and asks it for one process after the other."""

    def __init__(self, kind: str, seed: int, root: Path) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"from tests.running.server import serve; serve({theirs.fileno()}, {kind!r})"],
                cwd=root,
                env=dict(os.environ) | {"PYTHONHASHSEED": str(seed)},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def run(
        self, words: list[str], cwd: Path, environment: Mapping[str, str], given: str | None, timeout: float
    ) -> tuple[int, str, str]:
        """Exit status, standard output, standard error. Raises TimeoutExpired."""
        deadline = time.monotonic() + timeout
        (stdin, tell), (out, stdout), (err, stderr) = os.pipe(), os.pipe(), os.pipe()
        order = os.memfd_create("order")
        os.write(order, json.dumps([words, str(cwd), dict(environment)]).encode())
        passed = [order, stdin, stdout, stderr]
        socket.send_fds(self._socket, [b"run"], passed)
        for end in passed:
            os.close(end)
        pid = int(self._answer())
        told = [_Reader(out), _Reader(err)]
        with suppress(BrokenPipeError), os.fdopen(tell, "w", encoding="utf-8") as writer:
            writer.write(given or "")
        if late := not all(reader.ended(deadline) for reader in told):
            os.kill(pid, signal.SIGKILL)
        status = int(self._answer())
        if late:
            raise subprocess.TimeoutExpired(words, timeout)
        return status, told[0].text, told[1].text

    def close(self) -> None:
        """Ends the server."""
        self._socket.close()
        self._process.wait()

    def _answer(self) -> bytes:
        answer = self._socket.recv(64)
        assert answer, "the server of processes has ended"
        return answer


class _Reader(Thread):
    """Reads a pipe to its end, which comes when the last process that holds it has ended."""

    def __init__(self, end: int) -> None:
        super().__init__(daemon=True)
        self._end = end
        self.text = ""
        self.start()

    def run(self) -> None:
        with os.fdopen(self._end, encoding="utf-8") as reader:
            self.text = reader.read()

    def ended(self, deadline: float) -> bool:
        self.join(max(0.0, deadline - time.monotonic()))
        return not self.is_alive()
