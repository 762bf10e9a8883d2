"""The crawl's memory: addresses seen with a verdict, and each source's crawls; SQLite unless told otherwise."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import create_engine, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crawler.fetch.tables import AddressRow, CrawlRow, prepare
from crawler.read.identity import article_key

DATABASE_URL = "KABAR_NETRAL_DATABASE"
"""Environment variable with the address of another database, e.g. postgresql+psycopg://…"""

SQLITE_FILE = "crawl.sqlite"
"""Its file below the var folder where no other database is named."""


class BrokenMemory(RuntimeError):
    """The database cannot be used; the message is one line that names it, without its password."""


class Verdict(StrEnum):
    """What became of an article. The last two are asked again at the next crawl; incomplete is one that misses a page,
    or whose page showed no text."""

    STORED = "stored"
    IRRELEVANT = "irrelevant"
    NOT_AN_ARTICLE = "not an article"
    GONE = "gone"
    REFUSED = "refused"
    INCOMPLETE = "incomplete"

    @property
    def settled(self) -> bool:
        return self not in (Verdict.REFUSED, Verdict.INCOMPLETE)


@dataclass(frozen=True)
class Validators:
    """What an outlet said by which a page can be told from a later one; sent back to it with the next request."""

    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True)
class Seen:
    """What is remembered of one article; `on` is when it was last fetched (UTC)."""

    verdict: Verdict
    on: datetime
    reason: str | None = None
    content_hash: str | None = None
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True)
class Crawl:
    """One crawl of one source: when (UTC), how it ended (`ok`, `empty`, `failed`), why, and its counts."""

    source: str
    started: datetime
    ended: datetime
    outcome: str
    why: str | None
    counts: Mapping[str, int]


class Memory:
    """The crawl database. Every write is committed at once: a crawl killed at any moment loses nothing it finished.

    Articles are known by `article_key`, so that what is told of one address is known of its twins.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._open: Session | None = None
        self._rows: dict[str, AddressRow | None] = {}
        try:
            prepare(engine)
        except SQLAlchemyError as error:
            raise BrokenMemory(f"{_address(engine)}: {_first_line(error)}") from error

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def together(self, addresses: Iterable[str] = ()) -> Iterator[None]:
        """What is remembered within is committed at its end, as one: for articles that can be had again, out of an
        archive. A commit costs ten times what it takes to note an article. What is known of `addresses` is asked for
        at once: one by one takes a quarter of a millisecond each."""
        with self._session() as session, session.no_autoflush:  # all new rows go in one statement, at the end
            self._open, self._rows = session, _rows_of(session, addresses)
            try:
                yield
            finally:
                self._open, self._rows = None, {}

    def _row(self, session: Session, key: str) -> AddressRow | None:
        """The row of a key; within `together` it is asked for once, and those not yet written are known."""
        if self._open is None:
            return session.get(AddressRow, key)
        if key not in self._rows:
            self._rows[key] = session.get(AddressRow, key)
        return self._rows[key]

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """The session of `together`, else one that is committed at once. Raises BrokenMemory when the database is
        lost."""
        try:
            if self._open is not None:
                yield self._open
                return
            with Session(self._engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise BrokenMemory(f"{_address(self._engine)}: {_first_line(error)}") from error

    def recall(self, address: str) -> Seen | None:
        """What is known of an address, or None. Raises ValueError for what is no web address."""
        with self._session() as session:
            row = self._row(session, _key(address))
            if row is None:
                return None
            validators = Validators(row.etag, row.last_modified)
            return Seen(Verdict(row.verdict), row.on, row.reason, row.content_hash, validators)

    def needs_fetch(self, address: str, modified: datetime | None = None) -> bool:
        """Whether a canonical address is new, unsettled, or listed as modified after it was last fetched."""
        seen = self.recall(address)
        if seen is None or not seen.verdict.settled:
            return True
        return modified is not None and modified > seen.on

    def remember(self, address: str, source: str, seen: Seen) -> None:
        """Keeps what became of an address, unless a later look at it is known. Raises ValueError as `recall`."""
        key = _key(address)
        with self._session() as session:
            row = self._row(session, key)
            if row is None:
                row = AddressRow(address=key)
                session.add(row)
                if self._open is not None:
                    self._rows[key] = row
            elif row.on > seen.on:
                return  # an older capture, out of an archive
            row.source, row.verdict, row.on = source, str(seen.verdict), seen.on
            row.reason, row.content_hash = _storable(seen.reason), seen.content_hash
            row.etag = _storable(seen.validators.etag)
            row.last_modified = _storable(seen.validators.last_modified)

    def note_crawl(self, crawl: Crawl) -> None:
        row = CrawlRow(
            source=crawl.source,
            started=crawl.started,
            ended=crawl.ended,
            outcome=crawl.outcome,
            why=_storable(crawl.why),
            counts=dict(crawl.counts),
        )
        with self._session() as session:
            session.add(row)

    def crawls(self, source: str, last: int = 30) -> list[Crawl]:
        """The last crawls of a source, newest first."""
        rows = select(CrawlRow).where(CrawlRow.source == source).order_by(CrawlRow.id.desc()).limit(last)
        with self._session() as session:
            return [
                Crawl(row.source, row.started, row.ended, row.outcome, row.why, row.counts)
                for row in session.scalars(rows)
            ]

    def months(self, source: str) -> dict[str, dict[str, int]]:
        """How all crawls of a source ended, by month of their end in UTC: {"2024-09": {"ok": 28, "failed": 2}}."""
        rows = select(CrawlRow.ended, CrawlRow.outcome).where(CrawlRow.source == source).order_by(CrawlRow.id)
        ends: defaultdict[str, Counter[str]] = defaultdict(Counter)
        with self._session() as session:
            for ended, outcome in session.execute(rows):
                ends[f"{ended:%Y-%m}"][outcome] += 1
        return {month: dict(sorted(ends[month].items())) for month in sorted(ends)}


def open_memory(var: Path, environment: Mapping[str, str] = os.environ) -> Memory:
    """The memory of a var/ folder, or of the database that KABAR_NETRAL_DATABASE names. Raises BrokenMemory."""
    return Memory(crawl_engine(var, environment))


def crawl_engine(var: Path, environment: Mapping[str, str] = os.environ) -> Engine:
    """The database of the memory, not yet asked for anything. Raises BrokenMemory for an address that cannot be one."""
    url = environment.get(DATABASE_URL)
    if not url:
        var.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{var / SQLITE_FILE}"
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise BrokenMemory(f"{DATABASE_URL}: {_first_line(error)}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


_LONGEST_KEY = 500  # characters; an index entry of PostgreSQL holds 2,700 bytes, an address may have 4,000
_LONGEST_NOTE = 500
_ASKED_AT_ONCE = 500  # addresses; a statement of SQLite before 3.32 takes 999 values


def _key(address: str) -> str:
    key = article_key(address)
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:100]}…{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"


def _rows_of(session: Session, addresses: Iterable[str]) -> dict[str, AddressRow | None]:
    """The rows of addresses by key, None where there is none; what is no web address is left out."""
    keys = set()
    for address in addresses:
        with suppress(ValueError):
            keys.add(_key(address))
    asked, rows = sorted(keys), dict[str, AddressRow | None].fromkeys(keys)
    for at in range(0, len(asked), _ASKED_AT_ONCE):
        some = select(AddressRow).where(AddressRow.address.in_(asked[at : at + _ASKED_AT_ONCE]))
        rows |= {row.address: row for row in session.scalars(some)}
    return rows


def _storable(note: str | None) -> str | None:
    """Without NUL and lone surrogates, which PostgreSQL refuses: the outlet may print what it likes."""
    if note is None:
        return None
    return note.replace("\0", "").encode("utf-8", "replace").decode()[:_LONGEST_NOTE]


def _prepare_sqlite(connection: object, record: object) -> None:
    # WAL: `status` may read while a crawl writes, and each commit costs one sync instead of two.
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
