import asyncio

import pytest

from clients.backoff import Backoff
from clients.breaker import Breaker
from clients.http import Http, Reply
from clients.outage import Closed, Outage
from clients.pace import Pace
from clients.service import Service
from clients.turnstile import Line, Turnstile, Urgency
from tests.clients.quick import AGENT, now

ANSWER = Reply(200, "application/json", b"{}")


def service(slots: int = 1, failures: int = 9) -> Service:
    gate = Turnstile(slots, Pace(None), Breaker("demo", failures=failures, rest=60.0), clock=now)
    return Service(Http(AGENT, connections=slots), gate, Backoff(first=0.001, longest=0.002))


class Caller:
    """Fails as often as it is told to, then answers; notes what happens."""

    def __init__(self, name: str, notes: list[str], fails: int = 0) -> None:
        self.name, self.notes, self.fails = name, notes, fails

    async def fetch(self) -> Reply:
        self.notes.append(f"fetch {self.name}")
        await asyncio.sleep(0)
        return ANSWER

    def read(self, reply: Reply) -> str:
        self.notes.append(f"read {self.name}")
        if self.fails:
            self.fails -= 1
            raise Outage("malformed")
        return self.name

    async def ask(self, service: Service, attempts: int = 3) -> str:
        return await service.ask(self.fetch, self.read, line=Line(0), urgency=Urgency.NEW, attempts=attempts)


async def test_the_next_one_sets_out_while_an_answer_is_read() -> None:
    notes: list[str] = []
    it = service()
    assert await asyncio.gather(Caller("a", notes).ask(it), Caller("b", notes).ask(it)) == ["a", "b"]
    assert notes == ["fetch a", "fetch b", "read a", "read b"]


async def test_what_cannot_be_read_is_fetched_again() -> None:
    notes: list[str] = []
    assert await Caller("a", notes, fails=2).ask(service()) == "a"
    assert notes == ["fetch a", "read a"] * 3


async def test_attempts_are_bounded() -> None:
    notes: list[str] = []
    with pytest.raises(Outage) as outage:
        await Caller("a", notes, fails=99).ask(service(), attempts=4)
    assert (outage.value.code, notes.count("fetch a")) == ("malformed", 4)


async def test_what_cannot_be_read_opens_the_breaker_too_and_its_code_is_kept() -> None:
    notes: list[str] = []
    it = service(failures=2)
    with pytest.raises(Closed) as closed:
        await Caller("a", notes, fails=99).ask(it)
    assert (closed.value.code, notes.count("fetch a")) == ("malformed", 2)
    assert closed.value.next_try > now()
    with pytest.raises(Closed) as closed:
        await Caller("b", notes).ask(it)
    assert closed.value.code == "not_asked"
