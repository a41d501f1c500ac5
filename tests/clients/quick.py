"""Manners in milliseconds, and the handful of things that most of these tests start from."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from clients.backoff import Backoff
from clients.hiscores import Hiscores, Manners
from clients.lookup import Answer, Found, Subject
from domain.characters import AccountType, parse_name
from playground.growth import Characters
from playground.hiscores import DemoHiscores

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
AGENT = "Guildhall (+ops@example.org)"
QUICK = Manners(
    attempts=3,
    backoff=Backoff(first=0.004, growth=2.0, longest=0.05),
    again=(0.02, 0.02),
    rest=0.05,
    longest_rest=0.2,
    patience=0.3,
    connect_timeout=0.3,
    total_timeout=0.3,
)


def now() -> datetime:
    return NOW


def demo(*, everybody: bool = True, **options: Any) -> DemoHiscores:
    """A hiscores service where everybody is listed, as a regular account."""
    return DemoHiscores(Characters(3, since=NOW, everybody=everybody), clock=now, **options)


class Client(Protocol):
    """The fixture `client`: a client of a server, which is closed after the test."""

    def __call__(self, server: DemoHiscores, *, rate: float | None = None, **manners: Any) -> Hiscores: ...


def hiscores_at(server: DemoHiscores, *, rate: float | None = None, **manners: Any) -> Hiscores:
    return Hiscores(server.url, rate, AGENT, clock=now, manners=replace(QUICK, **manners))


def subject(number: int, name: str | None = None, kind: AccountType = AccountType.REGULAR) -> Subject:
    return Subject(number, parse_name(name or f"char {number}"), kind)


def subjects(count: int) -> list[Subject]:
    return [subject(number) for number in range(count)]


async def swept(hiscores: Hiscores, those: Iterable[Subject]) -> dict[int, Answer]:
    """A whole sweep's answers by the subject's id."""
    answers: dict[int, Answer] = {}
    async with asyncio.timeout(10), hiscores.sweep(those) as sweep:
        async for outcome in sweep:
            assert outcome.subject.id not in answers
            answers[outcome.subject.id] = outcome.answer
    return answers


def all_found(answers: dict[int, Answer]) -> bool:
    return all(isinstance(answer, Found) for answer in answers.values())
