"""Settings for the public site: KABAR_NETRAL_URL is its address, KABAR_NETRAL_CONTACT where corrections are sent."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("KABAR_NETRAL_URL", "").rstrip("/")

if not SITEURL:
    raise SystemExit("error: publishconf.py needs KABAR_NETRAL_URL, the site's public address (https://…)")
