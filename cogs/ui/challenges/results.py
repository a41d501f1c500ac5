"""Results of a challenge: the podium, everybody's place and prizes, and ticking off what was sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import discord

from cogs.ui.cards import Card, Item
from cogs.ui.challenges.naming import accent_of, person, status_line
from cogs.ui.challenges.scores import (
    Namer,
    crowd_lines,
    podium_image,
    prize_line,
    reward_text,
    row_text,
    score_text,
)
from cogs.ui.clan.naming import place_in_text
from cogs.ui.door import (
    Interaction,
    actor_of,
    answer,
    card_words,
    guild_of,
    guild_words,
    hall_of,
    show,
    turn,
    words_for,
)
from cogs.ui.press import Press, turners
from cogs.ui.words import Words
from domain.challenge_settings import State

if TYPE_CHECKING:
    from services.challenges.results import Mine, Outcome, Sent

_ID: Final = r"(?P<challenge>\d{1,15})"
_PLACE: Final = r"(?P<place>\d{1,3})"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class TurnResults(Press, key="challenge:v1:results", args=rf"{_ID}:(?P<page>\d{{1,6}})"):
    """Another page of the places."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        card = await _card(interaction, await card_words(interaction), int(self.args["challenge"]), self.args["page"])
        await turn(interaction, card)


class OpenResults(Press, key="challenge:v1:see-results", args=_ID):
    """Shows the result to the one who presses, with what they came to."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        await show_results(interaction, int(self.args["challenge"]))


class MyResult(Press, key="challenge:v1:my-result", args=_ID):
    """What one came to oneself, told to nobody else."""

    async def press(self, interaction: Interaction) -> None:
        """Say it."""
        mine = await hall_of(interaction).challenges.results.mine(actor_of(interaction), int(self.args["challenge"]))
        await answer(interaction, mine_text(words_for(interaction), mine))


class MarkSent(Press, key="challenge:v1:sent", args=rf"{_ID}:{_PLACE}"):
    """Ticks off what was sent for a place."""

    async def press(self, interaction: Interaction) -> None:
        """Tick it off."""
        await prize_sent(interaction, int(self.args["challenge"]), int(self.args["place"]))


class Unsend(Press, key="challenge:v1:unsend", args=rf"{_ID}:{_PLACE}:(?P<at>\d{{1,17}})"):
    """Takes back what was ticked off at that moment, and nothing that was since."""

    async def press(self, interaction: Interaction) -> None:
        """Take it back, and turn the answer into what stands now."""
        say, place = words_for(interaction), int(self.args["place"])
        at = _EPOCH + int(self.args["at"]) * _MICROSECOND
        results = hall_of(interaction).challenges.results
        challenge = await results.untick(actor_of(interaction), int(self.args["challenge"]), place, at)
        text = say("challenge.sent.undone", place=place_in_text(place))
        heading = say("challenge.result.heading", title=challenge.terms.title)
        await turn(interaction, Card(accent_of(challenge), heading, body=[text]))


async def show_results(interaction: Interaction, challenge_id: int) -> None:
    """Show what a challenge came to: to everybody as a command, to the one who presses as a button."""
    private = interaction.type is discord.InteractionType.component
    say = words_for(interaction) if private else await guild_words(interaction)
    if not private:
        await interaction.response.defer()
    card = await _card(interaction, say, challenge_id, 1, own=private)
    await show(interaction, card, private=private)


async def prize_sent(interaction: Interaction, challenge_id: int, place: int) -> None:
    """Tick off the cash and the things for a place, with a way back; again it says what stands."""
    results = hall_of(interaction).challenges.results
    sent = await results.tick_off(actor_of(interaction), challenge_id, place)
    await show(interaction, sent_card(words_for(interaction), sent), private=True)


async def _card(interaction: Interaction, say: Words, challenge_id: int, page: int | str, *, own: bool = False) -> Card:
    hall, now = hall_of(interaction), hall_of(interaction).desk.clock()
    outcome = await hall.challenges.results.show(guild_of(interaction), challenge_id, int(page))
    mine = await hall.challenges.results.mine(actor_of(interaction), challenge_id) if own else None
    image, text = None, ""
    if outcome.page == 1 and outcome.challenge.standing.completed_at is not None:
        image, text = await podium_image(say, outcome, names_in(interaction))
        if not interaction.app_permissions.attach_files:
            image = None
    return Card(
        accent_of(outcome.challenge),
        say("challenge.result.heading", title=outcome.challenge.terms.title),
        status=_status(say, outcome, now),
        body=[
            "" if image else text,
            *_body(say, outcome),
            "" if mine is None else mine_text(say, mine),
        ],
        image=image,
        rows=[_row(say, outcome)],
        small=_small(say, outcome, now),
    )


def _status(say: Words, outcome: Outcome, now: datetime) -> str:
    told = [status_line(say, outcome.challenge, now)]
    if outcome.total:
        told.append(say("challenge.result.people", count=outcome.total))
    if outcome.pages > 1:
        told.append(say("word.page", page=outcome.page, pages=outcome.pages))
    return " · ".join(told)


def _body(say: Words, outcome: Outcome) -> list[str]:
    """The places of this page; where there is no result yet, or nobody is placed, words for it."""
    if outcome.challenge.standing.completed_at is None:
        return [say("challenge.result.none_yet", at=outcome.challenge.dates.ends_at)]
    rows = "\n".join(row_text(say, row) for row in outcome.rows)
    return [rows or say("challenge.result.nobody"), "\n".join(crowd_lines(say, outcome))]


def _row(say: Words, outcome: Outcome) -> list[Item]:
    if outcome.challenge.standing.completed_at is None:
        return []
    which = outcome.challenge.id
    turning: list[Item] = [*turners(TurnResults, outcome.page, outcome.pages, which)]
    return [*turning, MyResult.button(which, label=say("challenge.button.my_result"))]


def _small(say: Words, outcome: Outcome, now: datetime) -> str:
    """What is not final says so."""
    challenge = outcome.challenge
    if challenge.standing.completed_at is None:
        return ""
    if challenge.state(now) is State.CANCELLED:
        return say("challenge.result.called_off")
    if outcome.open:
        return say("challenge.result.not_final", at=challenge.dates.ends_at)
    kept = say("challenge.result.kept", at=challenge.standing.completed_at)
    return f"{kept}\n{say('challenge.result.discarded', people=outcome.discarded)}" if outcome.discarded else kept


def mine_text(say: Words, mine: Mine) -> str:
    """What somebody came to, in a sentence or two."""
    told: list[str] = []
    if mine.row is None:
        told.append(say("challenge.mine.no_place", points=mine.points))
    else:
        result = mine.row.ranked.result
        about = {"title": mine.row.ranked.title, "score": score_text(say, result), "points": mine.points}
        told.append(say("challenge.mine.place", place=place_in_text(result.place), **about))
    if mine.prizes:
        prizes = " · ".join(prize_line(say, one) for one in mine.prizes)
        told.append(say("challenge.mine.prizes", prizes=prizes))
    return " ".join(told)


def sent_card(say: Words, sent: Sent) -> Card:
    """What is ticked off, by whom, and the way back."""
    lines = [
        say("challenge.sent.line", who=person(say, sent.users.get(one.reward.member_id)), what=reward_text(say, one))
        for one in sent.prizes
    ]
    about = {"place": place_in_text(sent.place), "by": person(say, sent.by), "at": sent.at}
    first = say("challenge.sent.again" if sent.again else "challenge.sent.done", **about)
    at = (sent.at - _EPOCH) // _MICROSECOND
    undo = Unsend.button(sent.challenge.id, sent.place, at, label=say("challenge.button.undo"))
    return Card(
        accent_of(sent.challenge),
        say("challenge.result.heading", title=sent.challenge.terms.title),
        body=["\n".join([first, *lines])],
        rows=[[undo]],
    )


def names_in(interaction: Interaction) -> Namer:
    """Names of those whom Discord's library knows; others are shown by what they made."""

    def name(user_id: int | None) -> str:
        if user_id is None:
            return ""
        member = interaction.guild.get_member(user_id) if interaction.guild else None
        known = member or interaction.client.get_user(user_id)
        return known.display_name if known else ""

    return name
