"""The state of a night: which steps are done, so that a run after a crash goes on where the last one ended."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.nightly.files import write_json

STALE = timedelta(hours=20)
"""After so long an unfinished night is not gone on with: the next one has begun."""


@dataclass
class State:
    """`before` is the site that was published when the night began; `done` holds the results of finished steps that
    need not be done again; `runs` counts the starts."""

    night: str
    started: str
    before: str | None
    runs: int = 1
    finished: bool = False
    done: dict[str, Any] = field(default_factory=dict)

    @property
    def resumed(self) -> bool:
        return self.runs > 1


def begin(file: Path, night: str, now: datetime, before: str | None) -> State:
    """The unfinished night that a file tells of, with one more run, else a new one."""
    state = _read(file)
    if state and not state.finished and now - datetime.fromisoformat(state.started) < STALE:
        state.runs += 1
        return state
    return State(night, now.isoformat(timespec="seconds"), before)


def save(file: Path, state: State) -> State:
    """Keeps the state and returns it. Raises OSError."""
    write_json(file, asdict(state))
    return state


def _read(file: Path) -> State | None:
    # A state that cannot be read costs a crawl that asks little anew, nothing else.
    try:
        state = State(**json.loads(file.read_text(encoding="utf-8")))
        began = datetime.fromisoformat(state.started)
    except (OSError, ValueError, TypeError):
        return None
    return state if began.tzinfo and isinstance(state.done, dict) and isinstance(state.runs, int) else None
