"""Another machine, or another disk, by rsync."""

from __future__ import annotations

import shutil
from pathlib import Path

from crawler.nightly import children
from crawler.nightly.config import Target
from crawler.nightly.crawling import StepFailed
from crawler.nightly.plan import Plan

SSH = "ssh -o BatchMode=yes -o ConnectTimeout=30"
"""Asks nobody for a password at night."""


def by_rsync(site: Path, target: Target, plan: Plan) -> str:
    """Sends what differs. Files are put in place together at the end and the gone ones removed after that, so that a
    reader meets no link to what is not there yet. Raises StepFailed, OSError."""
    if shutil.which("rsync") is None:
        raise StepFailed("rsync is not installed")
    # By content and not by time: a disk that was restored has other times for the same bytes.
    command = ["rsync", "-rl", "--checksum", "--delay-updates", "--delete-after", "--chmod=D755,F644"]
    command += ["--itemize-changes", "-e", target.options.get("ssh", SSH), "--", f"{site}/", target.options["to"]]
    done = children.run(command, plan.config.seconds("deploy"))
    if done.status or done.late:
        raise StepFailed(done.reason)
    changed = sum(line[:2] in ("<f", ">f", "*d") for line in done.out.splitlines())
    return f"{changed} files sent or removed" if changed else "unchanged"
