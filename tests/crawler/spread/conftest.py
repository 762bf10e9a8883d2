"""Real servers for the tests of a crew: Redis, and the PostgreSQL of the memory's tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text


class RedisServer:
    """A throwaway Redis on loopback that may be killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}/0"
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.client = self._connected()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _connected(self) -> Any:
        import redis

        client = redis.Redis.from_url(self.url)
        deadline = time.monotonic() + 20
        while True:
            try:
                client.ping()
                return client
            except redis.ConnectionError:
                assert time.monotonic() < deadline
                assert self._process.poll() is None
                time.sleep(0.02)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Skips, saying why, where no Redis can be run."""
    if shutil.which("redis-server") is None:
        pytest.skip("no Redis is installed here (redis-server): its tests did not run")
    pytest.importorskip("scrapy_redis", reason="no scrapy-redis: its tests did not run")
    server = RedisServer(tmp_path)
    try:
        yield server
    finally:
        server.kill()


class Database:
    """An empty database of a real PostgreSQL that may be dropped under its users."""

    def __init__(self, server: str) -> None:
        self._server, self._name = server, f"kabar_{uuid4().hex}"
        self.url = f"{server.rpartition('/')[0]}/{self._name}"
        self.make()

    def make(self) -> None:
        self._run(f"CREATE DATABASE {self._name}")

    def drop(self) -> None:
        self._run(f"DROP DATABASE {self._name} WITH (FORCE)")

    def _run(self, command: str) -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(command))
        engine.dispose()


@pytest.fixture
def database(postgres: str) -> Database:
    return Database(postgres)
