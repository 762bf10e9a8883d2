"""Losses: whether a built site has so much less than the published one that something must be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.nightly.config import Config


def losses(checked: Mapping[str, Any], config: Config) -> list[str]:
    """A line for each loss beyond the bound, out of what `theme.check` counted in both sites; empty where all is well.

    Withdrawn events do not count, since a person withdrew them; events put together count only in the sum, since their
    records are still there.
    """
    last = checked.get("against")
    if not last:
        return []
    withdrawn = len(checked["withdrawn"])
    found = (
        ("events without a page any more", len(checked["gone"]), last["events"]),
        ("events fewer", last["events"] - checked["events"] - withdrawn, last["events"]),
        ("records gone", len(checked["records_gone"]), last["records"]),
    )
    return [
        f"{lost} of {before} {what}"
        for what, lost, before in found
        if lost > config.lost_events and lost > config.lost_share * before
    ]
