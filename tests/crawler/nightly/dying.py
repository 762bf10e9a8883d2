"""A night that is killed (signal 9) when it has said a line: `python -m tests.crawler.nightly.dying LINE nightly …`.

The moment is the night's own: who reads its output from outside may come to it when the step is long over.
"""

from __future__ import annotations

import os
import signal
import sys

from crawler.__main__ import main
from crawler.nightly.telling import Voice

if __name__ == "__main__":
    last, say = sys.argv.pop(1), Voice.say

    def said(self: Voice, line: str) -> None:
        say(self, line)
        if line == last:
            os.kill(os.getpid(), signal.SIGKILL)

    Voice.say = said  # type: ignore[method-assign]
    main()
