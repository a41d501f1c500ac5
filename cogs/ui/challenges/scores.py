"""How a result reads: scores, prizes with whether they were sent, and the steps of the podium."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cogs.ui.cards import Image
from cogs.ui.challenges.naming import accent_of, person, prize_text
from cogs.ui.clan.naming import place_in_text
from cogs.ui.words import Words
from domain.challenge_prizes import Kind, Merit
from domain.challenge_results import Measure

if TYPE_CHECKING:
    from cogs.ui.challenges.podium import Step
    from domain.challenge_results import Result
    from services.challenges.results import Given, Outcome, Ranked, Row

Namer = Callable[[int | None], str]
"""Somebody's name by Discord's id where it is known, else empty."""


def score_text(say: Words, result: Result) -> str:
    """A score as people count it: `14 votes`, `4.21 ★ of 23`, `8.5 of 10`, `87.3 %` where judges are mixed in."""
    match result.measure:
        case Measure.VOTES:
            return say("challenge.score.votes", count=result.given)
        case Measure.STARS:
            return say("challenge.score.stars", stars=decimal(say, result.score, 2), count=result.given)
        case Measure.MIXED:
            return say("challenge.score.mixed", percent=decimal(say, result.score * 100, 1))
        case Measure.JUDGES:
            return say("challenge.score.judges", score=decimal(say, result.score * 10, 1))


def decimal(say: Words, value: Fraction, digits: int) -> str:
    """A positive fraction to so many decimals, rounded half up."""
    scale = 10**digits
    whole = (2 * scale * value.numerator + value.denominator) // (2 * value.denominator)
    point = "," if say.language == "es" else "."
    return f"{say.number(whole // scale)}{point}{whole % scale:0{digits}d}"


def prize_line(say: Words, prize: Given) -> str:
    """What somebody was given for a place, and whether it is on its way: `100 USD (to be sent)`."""
    what = reward_text(say, prize)
    if prize.reward.kind is Kind.CREDITS:
        return what if prize.paid_at is not None else say("challenge.prize.waits", what=what)
    return say("challenge.prize.to_send" if prize.sent_at is None else "challenge.prize.sent", what=what)


def reward_text(say: Words, prize: Given) -> str:
    """What somebody was given; a thing that several won names them all as its winners."""
    reward = prize.reward
    what = prize_text(say, reward.kind, reward.amount, reward.currency, reward.thing)
    shared = reward.kind is Kind.THING and reward.shared
    return say("challenge.prize.shared", what=what, count=reward.shared) if shared else what


def row_text(say: Words, row: Row) -> str:
    """A place in two lines: who with what and its score, then points and prizes of the place."""
    ranked = row.ranked
    first = say(
        "challenge.result.row",
        place=place_in_text(ranked.result.place),
        who=person(say, ranked.user_id),
        title=ranked.title,
        score=score_text(say, ranked.result),
    )
    prizes = [prize_line(say, one) for one in row.prizes if one.reward.merit is Merit.PLACE]
    return first + "\n-# " + " · ".join([say("challenge.result.points", count=row.points), *prizes])


def crowd_lines(say: Words, outcome: Outcome) -> list[str]:
    """What those got who took part and who voted, whatever their place."""
    told: list[str] = []
    if (crowd := outcome.participation).count:
        told.append(say("challenge.result.participation", people=crowd.count, credits=crowd.credits))
    if (crowd := outcome.voting).count:
        told.append(say("challenge.result.voting", people=crowd.count, credits=crowd.credits))
    return told


async def podium_image(say: Words, outcome: Outcome, name: Namer) -> tuple[Image, str]:
    """The podium as an upload, drawn beside the event loop, and the same for a code block."""
    from cogs.ui.challenges.podium import Podium, podium_picture

    podium = Podium(
        outcome.challenge.terms.title,
        say("challenge.result.people", count=outcome.total) if outcome.total else "",
        tuple(_steps(say, outcome.podium, outcome.on_podium, name)),
        say("challenge.result.nobody"),
        accent_of(outcome.challenge),
    )
    picture = await asyncio.to_thread(podium_picture, podium)
    # Discord's clients cache pictures by name: another picture needs another one.
    file = f"{hashlib.sha256(picture.png).hexdigest()[:12]}.png"
    return Image(file, picture.png, picture.alt), f"```\n{picture.text}\n```"


def _steps(say: Words, podium: Sequence[Ranked], sizes: Mapping[int, int], name: Namer) -> Iterator[Step]:
    from cogs.ui.challenges.podium import Step

    places = [one.result.place for one in podium]
    for number, one in enumerate(podium):
        place = one.result.place
        last = place not in places[number + 1 :]
        more = sizes.get(place, 0) - places.count(place) if last else 0
        others = say("challenge.result.more", count=more) if more > 0 else ""
        yield Step(place, one.title, name(one.user_id), score_text(say, one.result), others)
