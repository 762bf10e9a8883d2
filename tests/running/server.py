"""The server of processes: imports once, then forks for each command. It has one thread and opens nothing before it forks."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import random
import runpy
import signal
import socket
import sys
import time

_ROOMS = {"crawler": "crawler", "pelican": "theme"}
_HEAVY = {
    "crawler": (
        "scrapy.core.downloader.handlers.http11",
        "scrapy.core.engine",
        "scrapy.core.scheduler",
        "scrapy.crawler",
        "scrapy.extensions.throttle",
        "sqlalchemy.dialects.sqlite.pysqlite",
        "trafilatura",
        "twisted.web.client",
        "typer.core",
    ),
    "pelican": ("pelican", "pelican.generators", "pelican.readers", "pelican.writers", "yaml"),
}
_NOT = ("crawler.reviewing.serving",)
"""Modules that install Twisted's reactor when they are imported: every process would go on with the same one's files."""


def serve(control: int, kind: str) -> None:
    """Forks a process for each request on the socket until it is closed. In the process that was forked it runs the module
    as `python -m` does, and what that raises (SystemExit) goes through to the interpreter."""
    preload(kind)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, which close the socket
    gc.freeze()
    with socket.socket(fileno=control) as requests:
        while True:
            message, passed, _, _ = socket.recv_fds(requests, 16, 4)
            if not message:
                return
            pid = os.fork()
            if pid == 0:
                break
            for end in passed:
                os.close(end)
            requests.send(b"%d" % pid)
            requests.send(b"%d" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    become(*passed)


def preload(kind: str) -> None:
    """Imports what the commands of a room need, but for the modules that are commands themselves."""
    for name in _HEAVY[kind]:
        importlib.import_module(name)
    package = importlib.import_module(_ROOMS[kind])
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith(("__main__", *_NOT)):
            importlib.import_module(module.name)
    assert "twisted.internet.reactor" not in sys.modules


def become(order: int, *standard: int) -> None:
    """Runs the module of an order in this process: its words, folder, environment and standard streams."""
    words, folder, environment = json.loads(os.pread(order, os.fstat(order).st_size, 0))
    os.close(order)
    for stream, end in enumerate(standard):
        os.dup2(end, stream)
        os.close(end)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    random.seed()
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv = ["-m", *words[1:]]
    sys.modules.pop(
        words[0], None
    )  # a command that is a module of a room was imported with it, and runs as if it was not
    runpy._run_module_as_main(words[0])  # type: ignore[attr-defined]
