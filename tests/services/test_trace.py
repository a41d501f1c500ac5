"""One short reference per thing that is being done, in every line of the log."""

import asyncio
import logging

from hypothesis import given
from hypothesis import strategies as st

from services import trace


def test_outside_of_anything_there_is_none():
    assert trace.current() == "-"


async def test_each_task_has_its_own():
    async def act(name: str) -> str:
        trace.follow(name)
        await asyncio.sleep(0)
        return trace.current()

    assert await asyncio.gather(*(asyncio.create_task(act(name)) for name in "abc")) == ["a", "b", "c"]
    assert trace.current() == "-"


def test_it_ends_with_what_it_names():
    with trace.tracing("outer"), trace.tracing("inner") as reference:
        assert trace.current() == reference == "inner"
    assert trace.current() == "-"


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_a_reference_can_be_read_out_loud(one: int, other: int):
    reference = trace.reference(one)
    assert len(reference) == 7
    assert not set(reference) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert (reference == trace.reference(other)) == (one % 2**35 == other % 2**35)


def test_every_record_carries_it():
    record = logging.LogRecord("x", logging.INFO, "", 1, "hello", (), None)
    with trace.tracing("ABC"):
        assert trace.TraceFilter().filter(record)
    assert record.__dict__["trace"] == "ABC"
