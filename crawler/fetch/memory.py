"""The crawl's memory: addresses seen with a verdict, and each source's crawls; SQLite unless told otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import JSON, DateTime, String, create_engine, event, select
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

DATABASE_URL = "KABAR_NETRAL_DATABASE"
"""Environment variable with the address of another database, e.g. postgresql+psycopg://…"""


class BrokenMemory(RuntimeError):
    """The database cannot be used; the message is one line that names it, without its password."""


class Verdict(StrEnum):
    """What became of an address. The last two are asked again at the next crawl."""

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
class Seen:
    """What is remembered of one address; `on` is when it was last fetched (UTC)."""

    verdict: Verdict
    on: datetime
    reason: str | None = None
    content_hash: str | None = None


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
    """The crawl database. Every write is committed at once: a crawl killed at any moment loses nothing it finished."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        try:
            _Base.metadata.create_all(engine)
        except SQLAlchemyError as error:
            address = engine.url.render_as_string(hide_password=True)
            raise BrokenMemory(f"{address}: {_first_line(error)}") from error

    def close(self) -> None:
        self._engine.dispose()

    def recall(self, address: str) -> Seen | None:
        """What is known of a canonical address, or None."""
        with Session(self._engine) as session:
            row = session.get(_Address, address)
            return Seen(Verdict(row.verdict), row.on, row.reason, row.content_hash) if row else None

    def needs_fetch(self, address: str, modified: datetime | None = None) -> bool:
        """Whether a canonical address is new, unsettled, or listed as modified after it was last fetched."""
        seen = self.recall(address)
        if seen is None or not seen.verdict.settled:
            return True
        return modified is not None and modified > seen.on

    def remember(self, address: str, source: str, seen: Seen) -> None:
        with Session(self._engine) as session, session.begin():
            row = _Address(
                address=address,
                source=source,
                verdict=str(seen.verdict),
                on=seen.on,
                reason=seen.reason,
                content_hash=seen.content_hash,
            )
            session.merge(row)

    def note_crawl(self, crawl: Crawl) -> None:
        row = _Crawl(
            source=crawl.source,
            started=crawl.started,
            ended=crawl.ended,
            outcome=crawl.outcome,
            why=crawl.why,
            counts=dict(crawl.counts),
        )
        with Session(self._engine) as session, session.begin():
            session.add(row)

    def crawls(self, source: str, last: int = 30) -> list[Crawl]:
        """The last crawls of a source, newest first."""
        rows = select(_Crawl).where(_Crawl.source == source).order_by(_Crawl.id.desc()).limit(last)
        with Session(self._engine) as session:
            return [
                Crawl(row.source, row.started, row.ended, row.outcome, row.why, row.counts)
                for row in session.scalars(rows)
            ]


def open_memory(var: Path, environment: Mapping[str, str] = os.environ) -> Memory:
    """The memory of a var/ folder, or of the database that KABAR_NETRAL_DATABASE names. Raises BrokenMemory."""
    url = environment.get(DATABASE_URL)
    if not url:
        var.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{var / 'crawl.sqlite'}"
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise BrokenMemory(f"{DATABASE_URL}: {_first_line(error)}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return Memory(engine)


class _Moment(TypeDecorator[datetime]):
    """A moment in UTC: SQLite keeps no offset, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class _Base(DeclarativeBase):
    pass


class _Address(_Base):
    __tablename__ = "address"

    address: Mapped[str] = mapped_column(String, primary_key=True)
    source: Mapped[str] = mapped_column(String, index=True)
    verdict: Mapped[str] = mapped_column(String)
    on: Mapped[datetime] = mapped_column("seen_on", _Moment)
    reason: Mapped[str | None] = mapped_column(String)
    content_hash: Mapped[str | None] = mapped_column(String)


class _Crawl(_Base):
    __tablename__ = "crawl"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String, index=True)
    started: Mapped[datetime] = mapped_column(_Moment)
    ended: Mapped[datetime] = mapped_column(_Moment)
    outcome: Mapped[str] = mapped_column(String)
    why: Mapped[str | None] = mapped_column(String)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


def _prepare_sqlite(connection: object, record: object) -> None:
    # WAL: `status` may read while a crawl writes, and each commit costs one sync instead of two.
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
