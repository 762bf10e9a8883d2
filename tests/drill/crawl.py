"""The real `crawl` command in the drill's newsroom: `python -m tests.drill.crawl HOST,HOST SECONDS … --content DIR --var DIR`.

Only what keeps a crawl away from loopback and what makes it wait is set otherwise: the hosts lie at 127.0.0.1, nobody is
asked to be spared, and whoever takes so many seconds is too slow.
"""

from __future__ import annotations

import sys

from crawler import settings
from crawler.__main__ import main

PATIENCE = 2
"""Seconds until an outlet is too slow, where slow outlets are tried; elsewhere a busy machine is given longer."""

_HASTE = {
    "ALLOW_LOOPBACK": True,
    "DOWNLOAD_DELAY": 0.0,
    "AUTOTHROTTLE_START_DELAY": 0.0,
    "AUTOTHROTTLE_MAX_DELAY": 0.01,
    "DELAY_AFTER_429": 0.1,
    "LONGEST_WAIT": 2.0,
    "RETRY_TIMES": 1,
}

if __name__ == "__main__":
    own = {"LOOPBACK_HOSTS": sys.argv.pop(1).split(","), "DOWNLOAD_TIMEOUT": float(sys.argv.pop(1))}
    for name, value in (_HASTE | own).items():
        setattr(settings, name, value)
    sys.argv.insert(1, "crawl")
    main()
