"""What the commands of the review desk share: who decides, the desk itself, and how a refusal ends a command."""

from __future__ import annotations

import subprocess  # nosec B404 # asks git for the user's name
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import BROKEN, CONTENT, MISUSED, VAR, fail

if TYPE_CHECKING:
    from crawler.reviewing.desk import Entry, ReviewDesk
    from crawler.reviewing.showing import Shown

Id = Annotated[str, typer.Argument(metavar="ID", help="The record's twelve digits.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who has looked; git's user.name without.")]


def desk_for(content: Path | None, by: str | None, *, deciding: bool = True) -> ReviewDesk:
    """The desk over a content folder in somebody's name; ends the command where nobody is named and one is needed."""
    from crawler.items import WITA
    from crawler.reviewing.desk import ReviewDesk

    folder = content or CONTENT
    name = " ".join((by if by is not None else _git_name(folder)).split())
    if deciding and not name:
        fail("--by needs a name (and git has no user.name)", MISUSED)
    return ReviewDesk(folder, lambda: datetime.now(WITA).date(), name)


@contextmanager
def told() -> Iterator[None]:
    """Ends the command with one line for what the desk refuses: status 1 for a broken file, 2 for a wrong wish."""
    from crawler.reviewing.refusing import NotWritten, Refused, Unreadable

    try:
        yield
    except (Unreadable, NotWritten) as error:
        fail(str(error), BROKEN)
    except Refused as error:
        fail(str(error), MISUSED)


def laid_out(entry: Entry, var: Path | None) -> Shown:
    """The record with its article's text, where the var folder has it; a broken file of texts costs the text only."""
    from crawler.reviewing.showing import shown
    from crawler.reviewing.texts import text_of

    return shown(entry.record, text_of(entry.record.id, var or VAR))


def _git_name(folder: Path) -> str:
    at = folder if folder.is_dir() else Path()
    try:
        # No shell and no remote text; git stands where the person's own PATH has it.
        command = ["git", "-C", str(at), "config", "user.name"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=10)  # nosec B603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout
