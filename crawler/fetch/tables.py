"""The crawl database's tables, and how an older file gets the columns that came later."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, DateTime, Engine, String, inspect, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: SQLite keeps no offset, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    pass


class AddressRow(Base):
    """One article's key with what became of it."""

    __tablename__ = "address"

    address: Mapped[str] = mapped_column(String, primary_key=True)
    source: Mapped[str] = mapped_column(String, index=True)
    verdict: Mapped[str] = mapped_column(String)
    on: Mapped[datetime] = mapped_column("seen_on", Moment)
    reason: Mapped[str | None] = mapped_column(String)
    content_hash: Mapped[str | None] = mapped_column(String)
    etag: Mapped[str | None] = mapped_column(String)
    last_modified: Mapped[str | None] = mapped_column(String)


class CrawlRow(Base):
    """One crawl of one source."""

    __tablename__ = "crawl"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String, index=True)
    started: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(String)
    why: Mapped[str | None] = mapped_column(String)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


def prepare(engine: Engine) -> None:
    """Makes the tables that are missing, and in those that are there the columns that are missing: all of them may be
    empty. Raises SQLAlchemyError."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two crawlers that begin together would both make them
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        Base.metadata.create_all(connection)
        for table in Base.metadata.sorted_tables:
            known = {column["name"] for column in inspect(connection).get_columns(table.name)}
            for column in table.columns:
                if column.name not in known:
                    kind = column.type.compile(engine.dialect)
                    connection.execute(text(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {kind}'))


_LOCK = 0x6B61626172
"""The number under which PostgreSQL locks the making of the tables, which nobody else should use: "kabar"."""
