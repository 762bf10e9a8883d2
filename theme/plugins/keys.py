"""The key of a file: the digest of all that goes into it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from theme.plugins.listed import ListedEvent

_EVENTS_ONLY = {ListedEvent}


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: `make` gets `inputs` and what all pages of one theme and settings share, nothing else.

    So the key, which is made of `inputs`, cannot leave out anything that the bytes depend on.
    """

    path: str
    make: Callable[[Any, Any], bytes]
    inputs: Any

    @property
    def key(self) -> str:
        """The same for the same maker and inputs."""
        name = f"{self.make.__module__}.{self.make.__qualname__}"
        return digest_of((name, self.inputs))


def digest_of(value: object) -> str:
    """32 hexadecimal digits; the same for equal values, in any process."""
    told = hashlib.blake2b(digest_size=16)
    for piece in _pieces(value):
        told.update(piece)
    return told.hexdigest()


def digest_of_files(paths: Mapping[str, Path]) -> str:
    """The digest of files by name; a file that is missing counts as such. Raises OSError where one cannot be read."""
    return digest_of([(name, path.read_bytes() if path.is_file() else None) for name, path in sorted(paths.items())])


def _pieces(value: object) -> Iterator[bytes]:
    # Every piece begins with its kind and says where it ends, so that no two values share their pieces.
    if isinstance(value, ListedEvent):
        yield b"e" + value.digest
    elif isinstance(value, str | bytes):
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        yield b"%s%d:" % (b"s" if isinstance(value, str) else b"b", len(data))
        yield data
    elif isinstance(value, Mapping):
        yield b"m%d:" % len(value)
        for pair in value.items():
            yield from _pieces(pair)
    elif isinstance(value, tuple | list):
        yield b"t%d:" % len(value)
        if set(map(type, value)) == _EVENTS_ONLY:  # of 20,000 events the large lists, at a fifth of the time
            yield b"".join([b"e" + item.digest for item in value])
            return
        for item in value:
            yield from _pieces(item)
    elif isinstance(value, Enum | date) or value is None or isinstance(value, int | float):
        yield f"{type(value).__name__}={value};".encode()
    elif is_dataclass(value) and not isinstance(value, type):
        yield f"d{type(value).__name__}:".encode()
        for one in fields(value):
            yield from _pieces(getattr(value, one.name))
    else:
        raise TypeError(f"no key can be made of a {type(value).__name__}")
