"""A crawl of a server on loopback in a world whose name server lies; otherwise as tests.crawler.fetch.loopback.

`python -m tests.hardening.nameserver PORT FOLDER JSON`: `names` maps hosts to the addresses that they are said to have,
the next one at each question and the last one for ever. No other name has an address.
"""

from __future__ import annotations

import json
import socket
import sys
from typing import Any

from tests.crawler.fetch.loopback import main


def lie(names: dict[str, list[str]]) -> None:
    """Puts the table in the place of the system's resolver, for this process."""

    def by_table(host: str, *rest: Any, **options: Any) -> str:
        if host.replace(".", "").isdigit():
            return real(host)  # an address, also in the forms that C reads: 127.2, 2130706434
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, f"{host} is not in the test's table")
        return names[host].pop(0) if len(names[host]) > 1 else names[host][0]

    real = socket.gethostbyname
    socket.gethostbyname = by_table


if __name__ == "__main__":
    given = json.loads(sys.argv[3])
    lie(given.pop("names"))
    main(sys.argv[1], sys.argv[2], json.dumps(given))
