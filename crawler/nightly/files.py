"""Writing a small file whole, and saying which one could not be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crawler.write.store import write_atomically


def write(file: Path, text: str) -> Path:
    """Writes a file by one rename and returns it. Raises OSError that names it: a full disk does not say what it
    could not take."""
    try:
        write_atomically(file, text)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(file)) from error
    return file


def write_json(file: Path, told: Any) -> Path:
    """Writes an object as indented JSON. Raises OSError that names the file."""
    return write(file, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
