"""An outlet on loopback for the benchmarks: listing pages of a hundred articles each. `python -m tests.bench.server PAGES`
prints its port."""

from __future__ import annotations

import asyncio
import re
import sys
from functools import partial

from tests.crawler.invented import BODY, listing, page

PER_PAGE = 100
RELEVANT = 20
"""One article in so many is on the subject."""

CHAFF = "<div class='menu'>" + "<a href='/kanal/daerah'>Kanal daerah dan kabar lain</a>" * 150 + "</div>"
ELSEWHERE = tuple(
    f"Pemerintah desa membahas perbaikan jalan tani dan saluran air bersama warga pada pertemuan ke-{n} tahun ini."
    for n in range(6)
)


def answer(path: str, pages: int) -> tuple[str, str]:
    """Content type and body of an answer."""
    if path == "/robots.txt":
        return "text/plain", "User-agent: *\n"
    if found := re.fullmatch(r"/daftar\?page=(\d+)", path):
        first = (int(found[1]) - 1) * PER_PAGE
        shown = range(first, first + PER_PAGE) if int(found[1]) <= pages else ()
        return "text/html; charset=utf-8", listing(*(f"/2024/10/02/desa-membahas-jalan-nomor-{n}/" for n in shown))
    number = int((re.findall(r"\d+", path) or ["0"])[-1])
    if number % RELEVANT:
        body = page(f"Desa Membahas Jalan {number}", ELSEWHERE)
    else:
        body = page(f"ASN Ngada Diminta Netral, Kata Camat {number}", (*BODY, f"Ini pertemuan nomor {number}."))
    return "text/html; charset=utf-8", body.replace("<article>", f"{CHAFF}<article>")


async def serve(pages: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            kind, text = answer(head.split(b" ", 2)[1].decode(), pages)
            body = text.encode()
            told = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(told.encode() + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main(pages: int) -> None:
    server = await asyncio.start_server(partial(serve, pages), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
