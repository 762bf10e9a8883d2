"""Addresses: WARC files by path, or by any address that fsspec reads (https://…, s3://…, memory://…)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from crawler.fetch.archive import BrokenArchive, warc_files

MISSING = "reading {address} needs fsspec: pip install 'kabar-netral[spread]'"


@dataclass(frozen=True)
class Remote:
    """A file behind an address that is no path. Its errors are OSErrors, as those of a path."""

    address: str

    def __str__(self) -> str:
        return self.address

    def open(self, mode: Literal["rb"] = "rb", /) -> IO[bytes]:
        """The file, to be read at any place: where the server gives no parts, as a copy."""
        system, path = _system(self.address)
        try:
            if size_of(self.address) is not None:
                file: IO[bytes] = system.open(path, mode)
                return file
            with system.open(path, mode, block_size=0) as sent:
                return _copied(sent)
        except ValueError as error:
            raise OSError(f"{_line(error)}") from error
        except OSError:
            raise
        except _client_errors() as error:
            raise OSError(_line(error)) from error


def is_remote(address: str) -> bool:
    return "://" in address


def file_at(address: str) -> Path | Remote:
    """The file at a path or address; its `open` raises OSError, or BrokenArchive where no package here reads it."""
    return Remote(address) if is_remote(address) else Path(address)


def size_of(address: str) -> int | None:
    """Bytes of a file of which parts can be read; None where only the whole can be had, or where it is unknown. Raises
    OSError where it cannot be found, BrokenArchive where the address cannot be read here."""
    if not is_remote(address):
        return Path(address).stat().st_size
    system, path = _system(address)
    try:
        told = system.info(path)
    except _client_errors() as error:
        raise OSError(_line(error)) from error
    size = told.get("size")
    in_parts = told.get("partial", True) if address.startswith("http") else True
    return int(size) if size is not None and in_parts else None


def known_size(address: str) -> int:
    """Bytes of a file, 0 where that cannot be told."""
    try:
        return size_of(address) or 0
    except (OSError, BrokenArchive):
        return 0


def addresses_of(given: Iterable[str]) -> list[str]:
    """The WARC files that are meant: paths as they are, folders searched, addresses with * matched; in the order given.
    Raises BrokenArchive for an address that cannot be read here."""
    found: list[str] = []
    for one in given:
        if not is_remote(one):
            found += map(str, warc_files([Path(one)]))
        elif "*" in one:
            system, path = _system(one)
            found += sorted(system.unstrip_protocol(match) for match in system.glob(path))
        else:
            found.append(one)
    return found


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError as error:
        raise BrokenArchive(MISSING.format(address=address)) from error
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:  # an unknown scheme, or one whose package is not installed
        raise BrokenArchive(f"{address}: {_line(error)}") from error
    return system, path


def _client_errors() -> tuple[type[Exception], ...]:
    """What fsspec lets through of the libraries below it."""
    try:
        from aiohttp import ClientError
    except ImportError:
        return (TimeoutError,)
    return (ClientError, TimeoutError)


def _copied(sent: IO[bytes]) -> IO[bytes]:
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for the file closes it
    shutil.copyfileobj(sent, copy, 1 << 20)
    copy.seek(0)
    return copy


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
