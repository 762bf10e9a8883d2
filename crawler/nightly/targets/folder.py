"""A folder of this machine: the target's path is a link to a copy beside it, switched by one rename."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from crawler.nightly.config import Target
from crawler.nightly.crawling import StepFailed
from crawler.nightly.plan import Plan


def to_folder(site: Path, target: Target, plan: Plan) -> str:
    """Copies the site to PATH.releases/NAME and switches PATH to it. Raises StepFailed, OSError.

    What PATH showed before stays until the next change, for readers in the middle of a page.
    """
    path = plan.var.parent / target.options["path"]  # relative ones as the other folders of a run
    if path.exists() and not path.is_symlink():
        raise StepFailed(f"{path} is no link of this job's: move it away")
    folder = path.with_name(f"{path.name}.releases")
    folder.mkdir(parents=True, exist_ok=True)
    shown = path.resolve() if path.is_symlink() else None
    if shown == folder.resolve() / site.name and shown.is_dir():
        return "unchanged"
    copy = folder / site.name
    half = folder / f".new-{site.name}"
    for left in (*folder.glob(".new-*"), copy):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(site, half)
    os.sync()
    half.rename(copy)
    link = path.with_name(f".{path.name}-{os.getpid()}")
    link.unlink(missing_ok=True)
    link.symlink_to(Path(folder.name) / site.name)
    link.replace(path)
    for old in folder.iterdir():
        if old.resolve() not in (shown, copy.resolve()):
            shutil.rmtree(old)
    return f"{site.name} shown"
