"""Commands of the project in processes that begin with everything imported: `run_module("crawler", "status", …)`.

Most of what `python -m crawler` or `python -m pelican` takes is the import of Scrapy, Trafilatura or Pelican. A server
(tests.running.server) imports once and forks a process for each command, which then goes on as `python -m` does. There are
two servers for each set of imports, with other hash seeds, taken in turn: two runs that must give the same bytes differ in
the order of their sets. What is tested of the process itself (its start, its signals, its peak memory) takes a real one.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path

from tests.running.client import Server

ROOT = Path(__file__).parents[2]
SEEDS = (1, 2)
HANGS = 600
"""Seconds after which a command counts as hanging: a night takes two minutes where six processes want one core."""
_SETS = {"pelican": "pelican", "theme": "pelican"}
"""The set of imports by a module's package; everything else is crawler's."""


def run_module(
    module: str,
    *arguments: object,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    given: str | None = None,
    timeout: float = HANGS,
) -> subprocess.CompletedProcess[str]:
    """`python -m module arguments`, to its end. `environment` is added to this process's, `given` is what standard input
    says. Raises subprocess.TimeoutExpired after so many seconds; the process is then dead."""
    words = [module, *map(str, arguments)]
    wanted = dict(os.environ) | dict(environment or {})
    with _LOCK:
        server = next(_servers(_SETS.get(module.partition(".")[0], "crawler")))
        status, out, err = server.run(words, cwd, wanted, given, timeout)
    return subprocess.CompletedProcess(words, status, out, err)


class _Turns:
    """The servers of one set of imports, in turn; each is started when its turn first comes."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._seeds = cycle(SEEDS)
        self.started: dict[int, Server] = {}

    def __next__(self) -> Server:
        seed = next(self._seeds)
        if seed not in self.started:
            self.started[seed] = Server(self._kind, seed, ROOT)
        return self.started[seed]


_LOCK = threading.Lock()
_TURNS: dict[str, _Turns] = {}


def _servers(kind: str) -> _Turns:
    return _TURNS.setdefault(kind, _Turns(kind))


@atexit.register
def _close() -> None:
    for turns in _TURNS.values():
        for server in turns.started.values():
            server.close()


__all__: Sequence[str] = ("HANGS", "ROOT", "run_module")
