"""Leaks: a secret in any file of any format."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from theme.checking.faults import Fault
from theme.checking.secrets import Secrets, folded
from theme.plugins.output import SEARCH_INDEX

LOG_PAGE = "koreksi.html"
"""The public log, which names the records that were withdrawn by their ids."""

_TAG = re.compile(r"<[^<>]*>")
_TEXT = (".html", ".xml", ".json", ".jsonl", ".csv", ".gz", ".txt", ".js", ".css", ".svg", ".sqlite")


def leaks(name: str, data: bytes, secrets: Secrets) -> Iterator[Fault]:
    """A fault for each secret in a file, or in its name. `data` is decompressed."""
    if not len(secrets):
        return
    text = data.decode("utf-8", "replace")
    for event, part in _parts(name, text):
        found = set().union(*(secrets.inside(folded(form)) for form in _forms(name, part)))
        yield from _told(name, event, found, secrets)
    yield from _told(name, None, secrets.inside(folded(name)), secrets)


def _told(name: str, event: str | None, found: Iterable[str], secrets: Secrets) -> Iterator[Fault]:
    for word in sorted(found):
        if word in secrets.drafts and name != LOG_PAGE:
            yield Fault("leaks", name, f"shows the draft {word}")
        elif word in secrets.hidden:
            if name not in (f"kegiatan/{word}.html", LOG_PAGE):
                yield Fault("leaks", name, f"shows the hidden record {word}")
        elif (secret := secrets.secret(word)) and not secret.allowed(event):
            of = ", ".join(sorted(filter(None, secret.events))) or "records that are not published"
            yield Fault("leaks", name, f"shows {secret.what} of {of}")


def _parts(name: str, text: str) -> Iterator[tuple[str | None, str]]:
    """The file in parts, each with the event that it is about, where there is one."""
    path = PurePosixPath(name)
    if path.parent.name == "kegiatan":
        yield path.stem, text
    elif path.suffix == ".jsonl":
        for line in text.splitlines():
            yield _event_of(line), line
    elif path.suffix == ".pf_fragment":
        start = text.find("{")
        yield _page_of(text[start:]), text
    elif path.suffix in _TEXT or SEARCH_INDEX in path.parts or not path.suffix:
        yield None, text


def _forms(name: str, text: str) -> Iterator[str]:
    """The text as it stands and as a reader or a program would read it."""
    yield text
    if "%" in text:
        yield unquote(text)
    if name.endswith((".html", ".xml", ".gz")):
        yield html.unescape(_TAG.sub("", text))


def _event_of(line: str) -> str | None:
    try:
        event = json.loads(line).get("event_id")
    except (ValueError, AttributeError):
        return None  # the check of whole files names it
    return str(event)


def _page_of(fragment: str) -> str | None:
    try:
        return PurePosixPath(str(json.loads(fragment)["url"])).stem
    except (ValueError, KeyError, TypeError):
        return None
