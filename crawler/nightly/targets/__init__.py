"""Where the published site is handed on to: a folder, rsync, a git branch."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from crawler.nightly.config import Target
from crawler.nightly.plan import Plan
from crawler.nightly.targets.folder import to_folder
from crawler.nightly.targets.git import to_branch
from crawler.nightly.targets.rsync import by_rsync


class HandOn(Protocol):
    """Hands a site on and says in a few words what was done. Raises StepFailed, OSError."""

    def __call__(self, site: Path, target: Target, plan: Plan) -> str: ...


HAND_ON: dict[str, HandOn] = {"folder": to_folder, "rsync": by_rsync, "git": to_branch}
