"""`python -m tests.bench`: how fast extraction is, against what is asked of it. See also tests.bench.fetch."""

from __future__ import annotations

import sys

from tests.bench.extraction import main

sys.exit(main())
