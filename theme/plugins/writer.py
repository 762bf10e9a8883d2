"""Pelican's writer, made to put its pages beside the site first, as the plugin does with its own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pelican.writers import Writer

from theme.plugins.output import Output, Written


class StagingWriter(Writer):  # type: ignore[misc]  # Pelican is untyped
    """`written` are the files that the generator of records moves into the site."""

    def __init__(self, output_path: str, settings: Any = None) -> None:
        super().__init__(output_path, settings)
        self.output = Output(Path(output_path))
        self.written: list[Written] = []
        self.failed: OSError | None = None  # Pelican would print where in its code; the generator says it in a line

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:
        path = Path(filename).relative_to(self.output_path).as_posix()
        return _Page(self, path, encoding)


class _Page(io.StringIO):
    def __init__(self, writer: StagingWriter, path: str, encoding: str) -> None:
        super().__init__(newline="")
        self._writer, self._path, self._encoding = writer, path, encoding

    def close(self) -> None:
        if not self.closed:
            data = self.getvalue().encode(self._encoding)
            try:
                self._writer.written.append(self._writer.output.stage(self._path, data))
            except OSError as error:
                self._writer.failed = error
        super().close()
