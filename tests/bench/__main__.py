"""`python -m tests.bench`: each measurement in a process of its own, so that none weighs on another's memory."""

from __future__ import annotations

import subprocess
import sys

PARTS = ("tests.bench.pages", "tests.bench.extraction", "tests.bench.fetch")

sys.exit(max([subprocess.run([sys.executable, "-m", part], check=False).returncode for part in PARTS]))
