"""What is announced of challenges: that one is open, what closes soon, changed dates, and calling one off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cogs.ui.cards import Card
from cogs.ui.challenges.card import (
    counts_line,
    dates_block,
    described,
    look_row,
    picture_of,
    prizes_block,
    prompt_block,
    sponsor_line,
    terms_line,
)
from cogs.ui.challenges.naming import accent_of, status_line
from cogs.ui.draws.naming import message_url
from cogs.ui.words import Words
from domain.challenge_settings import State, Voting
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.challenges.views import Landing


async def opened(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is open: what is asked for, until when, and what there is to win."""
    landing = await _landing(hall, notice)
    challenge = landing.challenge
    card = _card(say, landing, say("challenge.news.opened", title=challenge.terms.title), hall.desk.clock())
    image, _ = await picture_of(hall, say, landing)
    about = [described(challenge), sponsor_line(say, landing.sponsor), prizes_block(say, landing)]
    return replace(card, body=[*card.body, *about], image=image, small=terms_line(say, challenge))


async def closing(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Submissions close soon."""
    landing = await _landing(hall, notice)
    card = _card(say, landing, say("challenge.news.closing", title=landing.challenge.terms.title), hall.desk.clock())
    return replace(card, body=[*card.body, counts_line(say, landing)])


async def voting(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Nothing can be handed in any more: now it is looked at and voted."""
    landing = await _landing(hall, notice)
    challenge = landing.challenge
    how = "challenge.news.voting_ballot" if challenge.terms.voting is Voting.BALLOT else "challenge.news.voting_votes"
    card = _card(say, landing, say("challenge.news.voting", title=challenge.terms.title), hall.desk.clock())
    return replace(card, body=[say(how), counts_line(say, landing)])


async def voting_closing(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Voting closes soon."""
    landing = await _landing(hall, notice)
    title = landing.challenge.terms.title
    card = _card(say, landing, say("challenge.news.voting_closing", title=title), hall.desk.clock())
    return replace(card, body=[counts_line(say, landing)])


async def changed(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Its dates or prizes are others now."""
    landing = await _landing(hall, notice)
    challenge = landing.challenge
    prizes = notice.facts.get("what") == "prizes"
    key = "challenge.news.prizes_changed" if prizes else "challenge.news.dates_changed"
    card = _card(say, landing, say(key, title=challenge.terms.title), hall.desk.clock())
    if prizes:
        return replace(card, body=[prizes_block(say, landing) or say("challenge.no_prizes")])
    return replace(card, body=[dates_block(say, challenge.dates)])


async def cancelled(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It was called off, and why; what is kept, and what is not."""
    landing = await _landing(hall, notice)
    title = landing.challenge.terms.title
    card = _card(say, landing, say("challenge.news.cancelled", title=title), hall.desk.clock())
    return replace(card, body=[say("challenge.news.cancelled_body")])


async def _landing(hall: Guildhall, notice: Notice) -> Landing:
    return await hall.challenges.views.as_posted(notice.guild_id, int(notice.facts["challenge"]))


def _card(say: Words, landing: Landing, heading: str, now: datetime) -> Card:
    """The heading with how it stands, what is asked for, what can be done, and the way to its panel."""
    challenge, panel = landing.challenge, landing.panel
    url = None if panel is None else message_url(challenge.guild_id, *panel)
    return Card(
        accent_of(challenge),
        heading,
        status=_status(say, landing, now),
        body=[prompt_block(challenge)],
        rows=[look_row(say, challenge, now)],
        links=[] if url is None else [(say("challenge.button.panel"), url)],
    )


def _status(say: Words, landing: Landing, now: datetime) -> str:
    """How it stands, in words that do not turn false in a post that nobody edits."""
    challenge, dates = landing.challenge, landing.challenge.dates
    match challenge.state(now):
        case State.UPCOMING:
            return say("challenge.news.starts_at", at=dates.starts_at)
        case State.ACTIVE:
            return say("challenge.news.closes_at", at=dates.submissions_close_at)
        case State.VOTING if now < dates.voting_closes_at:
            return say("challenge.news.votes_until", at=dates.voting_closes_at)
        case _:
            return status_line(say, challenge, now)
