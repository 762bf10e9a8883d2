"""A look at a server on loopback, in a process of its own.

`python -m tests.crawler.fetch.onramp.loopback ADDRESS FOLDER` looks, with half a second between requests, and prints
the proposal.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.onramp.looking import Errand, look
from crawler.fetch.onramp.proposal import proposal
from crawler.fetch.onramp.sights import Sight
from crawler.fetch.onramp.survey import survey_of
from crawler.settings import crawl_settings

HASTE = {"DOWNLOAD_DELAY": 0.5, "AUTOTHROTTLE_START_DELAY": 0, "AUTOTHROTTLE_MAX_DELAY": 0.5, "RETRY_ENABLED": False}


def main(address: str, folder: str) -> None:
    now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    sight = Sight(address, "netralitas", now.date())
    settings = crawl_settings(Path(folder) / "var", replay=False, environment={})
    errand = Errand(lambda: now, ArchiveWriter(Path(folder) / "looks", now))
    look(sight, errand, settings | HASTE | {"ALLOW_LOOPBACK": True}, lambda asked: None)
    print(proposal(survey_of(sight)), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
