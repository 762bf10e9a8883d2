"""An article's body out of the var folder, where it is at hand."""

from __future__ import annotations

from pathlib import Path

from crawler.write.texts import FILE, BrokenTexts, Texts


def text_of(id: str, var: Path) -> str | None:
    """An article's body out of the var folder, None where it is not at hand."""
    file = var / FILE
    if not file.is_file():
        return None
    try:
        texts = Texts(file)
    except BrokenTexts:
        return None
    try:
        return texts.get(id)
    finally:
        texts.close()
