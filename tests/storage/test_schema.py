"""Column types: times stay aware, exact and comparable."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, StatementError

from storage.schema import SECONDS, UtcDateTime, one_of, word

DIALECT = sqlite.dialect()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportNoOverloadImplementation]
MICROSECONDS = UtcDateTime()
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1), timezones=zones)  # noqa: DTZ001 - the zone is drawn


def kept(column: UtcDateTime, value: datetime | None) -> datetime | None:
    """What comes out again."""
    return column.process_result_value(column.process_bind_param(value, DIALECT), DIALECT)


@given(times)
def test_a_time_comes_back_as_the_same_instant_in_utc(at: datetime):
    back = kept(MICROSECONDS, at)
    assert back == at
    assert back is not None
    assert back.tzinfo is UTC


@given(times)
def test_a_time_in_seconds_is_cut_to_the_earlier_one(at: datetime):
    back = kept(SECONDS, at)
    assert back is not None
    assert timedelta(0) <= at - back < timedelta(seconds=1)
    assert kept(SECONDS, back) == back


@given(times, times)
def test_the_database_orders_times_as_they_happened(one: datetime, other: datetime):
    first, second = (MICROSECONDS.process_bind_param(at, DIALECT) for at in (one, other))
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)


@given(st.datetimes())
def test_a_naive_time_is_a_mistake(at: datetime):
    for column in (MICROSECONDS, SECONDS):
        with pytest.raises(ValueError, match="naive"):
            column.process_bind_param(at, DIALECT)


def test_nothing_stays_nothing():
    assert kept(MICROSECONDS, None) is None


def test_a_real_database_keeps_times_and_refuses_naive_ones():
    engine = create_engine("sqlite://")
    table = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime()))
    at = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table).values(at=at))
        assert connection.execute(select(table.c.at)).scalar_one() == at
        assert connection.execute(select(table.c.id).where(table.c.at <= literal(at, UtcDateTime()))).all() == [(1,)]
        naive = at.replace(tzinfo=None)
        with pytest.raises(StatementError, match="naive"):
            connection.execute(insert(table).values(at=naive))
    engine.dispose()


class Colour(StrEnum):
    """What the table below knows."""

    RED = "red"
    GREEN = "green"


def test_a_word_that_is_not_in_the_list_is_refused_by_the_database():
    engine = create_engine("sqlite://")
    column = word()
    column.column.name = column.column.key = "colour"
    table = Table("things", MetaData(), column.column, one_of("colour", Colour))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table).values(colour=Colour.RED))
        with pytest.raises(IntegrityError, match="CHECK"):
            connection.execute(insert(table).values(colour="blue"))
    engine.dispose()
