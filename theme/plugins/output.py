"""The output folder: files are written as bytes, and what no record asks for any more is taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

OWN_FILES = (
    *(f"{folder}/*.html" for folder in ("kegiatan", "wilayah", "jenis", "pemilihan", "lembaga", "pejabat", "media")),
    *("sisip/*.html", "umpan/*.xml", "umpan/*/*.xml", "umpan/*.json", "umpan/*/*.json", "gambar/*.png"),
    *("data/catatan.*", "data/kabar-netral.*", "data/datapackage.json", "data/linimasa/*.gz", "sitemap.xml"),
)
"""What the plugin writes, and so may remove; anything else in the folder is somebody else's."""

SEARCH_INDEX = "pagefind"
"""The folder of the search index: dropped at every build, since it is out of date then."""


class Output:
    """Writes files below a folder and remembers them; paths are relative, with forward slashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: set[Path] = set()

    def write(self, name: str, data: bytes) -> None:
        """Writes one file, its folders included."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.written.add(path)

    def sweep(self) -> None:
        """Removes files of earlier builds: a record that was withdrawn must not stay readable."""
        for own in OWN_FILES:
            for path in self.folder.glob(own):
                if path not in self.written:
                    path.unlink()
        shutil.rmtree(self.folder / SEARCH_INDEX, ignore_errors=True)
