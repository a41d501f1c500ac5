"""What every table is made of: the declarative root, its column types and its naming of constraints."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Dialect, Index, MetaData, String, TextClause
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time, kept as whole units since 1970 so that every database orders and compares it alike.

    `unit` is the resolution: microseconds unless told, seconds where rows are many and small. A naive time is a
    mistake and raises `ValueError`; a time between two units is cut to the earlier one.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, unit: timedelta = _MICROSECOND) -> None:
        super().__init__()
        self.unit = unit

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Aware time to units since 1970."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime must not reach the database")
        return (value - _EPOCH) // self.unit

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Units since 1970 to an aware UTC time."""
        return None if value is None else _EPOCH + value * self.unit


SECONDS = UtcDateTime(timedelta(seconds=1))


class Base(DeclarativeBase):
    """The root of all tables; rows are read with Core statements, never through a session."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime()}


def snowflake(**options: Any) -> MappedColumn[Any]:
    """A column for one of Discord's ids (below 2^63)."""
    return mapped_column(BigInteger, **options)


def word(length: int = 40, **options: Any) -> MappedColumn[Any]:
    """A column for one word of a known list; pair it with `one_of` in the table's arguments."""
    return mapped_column(String(length), **options)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The database refuses any word in `column` that is not in the list."""
    listed = ", ".join(f"'{item.value}'" for item in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def partial(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index over the rows that `where` picks.

    PostgreSQL is told by the migrations, which make the tables: to name it here too loads its dialect at every start.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where)
