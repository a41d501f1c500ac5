"""A beacon on this machine: a relay of a chain whose key is ours, on the playground's time, with lies on demand."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import Final

from aiohttp import web

from fairness.beacon import randomness
from fairness.local_beacon import LocalBeacon
from playground.loopback import Loopback, Reply, slow

# As drand's relays have it: any page may ask them, also the one that checks a proof in a browser.
_FOR_ANY_PAGE: Final = {"Access-Control-Allow-Origin": "*"}
_TOO_EARLY: Final = Reply(425, b"Requested future beacon\n", "text/plain", _FOR_ANY_PAGE)
_NOT_FOUND: Final = Reply(404, b"404 page not found\n", "text/plain", _FOR_ANY_PAGE)

_ROUND: Final = re.compile("[1-9][0-9]{0,15}")

SILENT: Final = slow(24 * 3600.0)
"""No answer for a day."""


class Lie(Enum):
    """What a relay that cannot be trusted answers: each looks right from afar."""

    WRONG_SIGNATURE = auto()
    """On this round, with another key."""
    ANOTHER_ROUND = auto()
    """The round after it, truly."""
    ANOTHERS_SIGNATURE = auto()
    """The signature of the round after it, as this one's."""


class DemoBeacon(Loopback):
    """Answers `/{chain}/public/{round}` and `/{chain}/info` as a relay of `local`, at the time that `clock` gives.

    A round is there once its time has come, or `late` seconds after it; before that it is too early. `lie` makes
    every answer one. Scripts are keyed by a round's number in digits; `SILENT`, `broken(500)` and their like do for
    `for_everyone`, and `answer` makes up any other one.
    """

    def __init__(
        self, local: LocalBeacon, *, clock: Callable[[], datetime], late: float = 0.0, lie: Lie | None = None
    ) -> None:
        super().__init__()
        self.local = local
        self.late = late
        self.lie = lie
        self._clock = clock
        self._liar = LocalBeacon.started(b"another key", local.chain.genesis, local.chain.period)

    def keys(self, request: web.BaseRequest) -> tuple[str, ...]:
        """The round as it was asked for, or the path where it is none."""
        match _parts(request):
            case [_, "public", round_]:
                return (round_,)
            case _:
                return (request.path,)

    def truth(self, request: web.BaseRequest) -> Reply:
        """What a relay says; it knows its one chain, and no `latest`."""
        chain = self.local.chain.hash.hex()
        match _parts(request):
            case [asked, "info"] if asked == chain:
                return Reply(body=self.local.info().encode(), headers=_FOR_ANY_PAGE)
            case [asked, "public", text] if asked == chain and _ROUND.fullmatch(text):
                return self._round(int(text))
            case _:
                return _NOT_FOUND

    def _round(self, round_: int) -> Reply:
        if self._clock().timestamp() < self.local.chain.time(round_) + self.late:
            return _TOO_EARLY
        match self.lie:
            case Lie.WRONG_SIGNATURE:
                return answer(round_, self._liar.sign(round_))
            case Lie.ANOTHER_ROUND:
                return answer(round_ + 1, self.local.sign(round_ + 1))
            case Lie.ANOTHERS_SIGNATURE:
                return answer(round_, self.local.sign(round_ + 1))
            case None:
                return answer(round_, self.local.sign(round_))


def answer(round_: int, signature: bytes) -> Reply:
    """A relay's answer in drand's shape, with whatever signature."""
    told = {"round": round_, "randomness": randomness(signature).hex(), "signature": signature.hex()}
    return Reply(body=json.dumps(told).encode(), headers=_FOR_ANY_PAGE)


def _parts(request: web.BaseRequest) -> list[str]:
    return request.path.strip("/").split("/")
