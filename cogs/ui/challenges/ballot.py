"""The private ballot: one submission after another, five buttons of stars, and at the end all that was given."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Card, Item
from cogs.ui.challenges.entry import entry_card, title_of
from cogs.ui.challenges.naming import accent_of, heading
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press, Style, turners
from cogs.ui.words import Words, harmless
from domain.challenge_ranking import STARS
from domain.challenges import REASON_LIMIT
from domain.errors import Refusal

if TYPE_CHECKING:
    from services.challenges.balloting import Ballot, Decided, Seen

_CHALLENGE: Final = r"(?P<challenge>\d{1,15})"
_ONE: Final = rf"{_CHALLENGE}:(?P<submission>\d{{1,15}})"
_BACK: Final = r"(?P<back>[01])"
_PAGE: Final = 25
"""As many as a select takes."""

_LABEL: Final = 100
_DROPPED_OUT: Final = frozenset({"vote.disqualified", "submission.unknown"})


class Star(Press, key="challenge:v1:star", args=rf"{_ONE}:(?P<stars>[1-5]):{_BACK}"):
    """Gives a submission stars."""

    async def press(self, interaction: Interaction) -> None:
        """Give them, and show what is next."""
        balloting, stars = hall_of(interaction).challenges.balloting, int(self.args["stars"])
        back, submission_id = self.args["back"] == "1", int(self.args["submission"])
        given = balloting.mark(actor_of(interaction), submission_id, stars, going_on=not back)
        await _decided(interaction, given, self.args)


class Skip(Press, key="challenge:v1:skip", args=_ONE):
    """Goes on without stars for a submission."""

    async def press(self, interaction: Interaction) -> None:
        """Go on."""
        skipped = hall_of(interaction).challenges.balloting.skip(actor_of(interaction), int(self.args["submission"]))
        await _decided(interaction, skipped, self.args)


class Unmark(Press, key="challenge:v1:unmark", args=_ONE):
    """Takes the stars of a submission back."""

    async def press(self, interaction: Interaction) -> None:
        """Take them back, and show all that was given."""
        taken = hall_of(interaction).challenges.balloting.unmark(actor_of(interaction), int(self.args["submission"]))
        await _decided(interaction, taken, self.args)


class GoOn(Press, key="challenge:v1:ballot-next", args=_CHALLENGE):
    """Goes on with what was not seen yet."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        ballot = await hall_of(interaction).challenges.balloting.open(
            actor_of(interaction), int(self.args["challenge"])
        )
        await turn(interaction, await ballot_card(interaction, ballot))


class Review(Press, key="challenge:v1:ballot-marks", args=rf"{_CHALLENGE}:(?P<page>\d{{1,6}})"):
    """All that the one who presses gave so far."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        await _review(interaction, int(self.args["challenge"]), page=int(self.args["page"]))


class PickMark(Pick, key="challenge:v1:ballot-pick", args=_CHALLENGE):
    """Opens a submission again, to change its stars."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it; where it dropped out meanwhile, say so and show what is left."""
        balloting, challenge_id = hall_of(interaction).challenges.balloting, int(self.args["challenge"])
        try:
            ballot = await balloting.look_at(actor_of(interaction), int(self.item.values[0]))
        except Refusal as refusal:
            if refusal.code not in _DROPPED_OUT:
                raise
            await _review(interaction, challenge_id, note=words_for(interaction)(refusal.code, **refusal.facts))
        else:
            await turn(interaction, await ballot_card(interaction, ballot, back=True))


async def open_ballot(interaction: Interaction, challenge_id: int) -> None:
    """Show the asker their ballot where they left it; raises what the service raises."""
    ballot = await hall_of(interaction).challenges.balloting.open(actor_of(interaction), challenge_id)
    await show(interaction, await ballot_card(interaction, ballot), private=True)


async def ballot_card(
    interaction: Interaction, ballot: Ballot, *, note: str = "", page: int = 1, back: bool = False
) -> Card:
    """What the voter is shown: the submission that they look at, else all that they gave.

    `note` says what the last press did; `back` leads from here to what was given, not to what is next.
    """
    say = words_for(interaction)
    if ballot.discarded is not None:
        return discarded_card(say, ballot)
    if ballot.showing is None:
        return marks_card(say, ballot, note, page)
    return await entry_card(
        hall_of(interaction),
        say,
        ballot.challenge,
        ballot.showing.submission,
        notes=[note] if note else (),
        rows=_entry_rows(say, ballot, ballot.showing, back=back),
        small=progress(say, ballot) + "\n" + say("ballot.small"),
    )


def discarded_card(say: Words, ballot: Ballot) -> Card:
    """That officers do not count it, and why."""
    reason = harmless(ballot.discarded or "", REASON_LIMIT)
    return Card(
        accent_of(ballot.challenge),
        heading(say, ballot.challenge),
        body=[say("ballot.discarded", reason=reason), _lines(say, ballot.seen[:_PAGE])],
        small=say("ballot.private"),
    )


def marks_card(say: Words, ballot: Ballot, note: str = "", page: int = 1) -> Card:
    """All that was given, a page at a time, with a select to change it while that can be."""
    challenge, seen = ballot.challenge, ballot.seen
    pages = max(1, -(-len(seen) // _PAGE))
    at = min(max(page, 1), pages)
    part = seen[(at - 1) * _PAGE : at * _PAGE]
    rows: list[list[Item]] = [[*turners(Review, at, pages, challenge.id)]]
    if ballot.open and part:
        rows.insert(0, [_select(say, ballot, part)])
    if ballot.open and len(seen) < ballot.of:
        rows[-1].append(GoOn.button(challenge.id, label=say("ballot.button.next"), style=Style.primary))
    told = [progress(say, ballot), say("word.page", page=at, pages=pages) if pages > 1 else ""]
    return Card(
        accent_of(challenge),
        heading(say, challenge),
        status=" · ".join(filter(None, told)),
        body=[note, _about(say, ballot), _lines(say, part)],
        rows=rows,
        small=say("ballot.private"),
    )


def progress(say: Words, ballot: Ballot) -> str:
    """How far it is, and whether it counts."""
    told = say("ballot.progress", marked=ballot.marked, of=ballot.of)
    if not ballot.of:
        return told
    return f"{told}; " + say("ballot.counts_done" if ballot.complete else "ballot.counts_from", needed=ballot.needed)


def stars_text(stars: int) -> str:
    """Stars as they are drawn: ★★★☆☆."""
    return "★" * stars + "☆" * (STARS - stars)


def _about(say: Words, ballot: Ballot) -> str:
    """What there is to do now."""
    if not ballot.open:
        return say("ballot.over_counted" if ballot.complete else "ballot.over_short")
    if not ballot.of:
        return say("ballot.nothing")
    if len(ballot.seen) < ballot.of:
        return say("ballot.so_far")
    return say("ballot.all_seen", at=ballot.challenge.dates.voting_closes_at)


def _lines(say: Words, seen: tuple[Seen, ...]) -> str:
    return "\n".join(f"{_stars_or_none(say, one)} {title_of(say, one.submission)}" for one in seen)


def _stars_or_none(say: Words, one: Seen) -> str:
    return say("ballot.no_stars") if one.stars is None else stars_text(one.stars)


def _entry_rows(say: Words, ballot: Ballot, showing: Seen, *, back: bool) -> list[list[Item]]:
    """Five stars; under them the way on, or back to what was given."""
    ids = (ballot.challenge.id, showing.submission.id)
    stars: list[Item] = [
        Star.button(
            *ids,
            number,
            int(back),
            label=say(f"ballot.stars.{number}"),
            style=Style.primary if number == showing.stars else Style.secondary,
        )
        for number in range(1, STARS + 1)
    ]
    marks = Review.button(ballot.challenge.id, 1, label=say("ballot.button.marks"))
    if not back:
        return [stars, [Skip.button(*ids, label=say("ballot.button.skip")), marks]]
    if showing.stars is None:
        return [stars, [marks]]
    return [stars, [Unmark.button(*ids, label=say("ballot.button.unmark")), marks]]


def _select(say: Words, ballot: Ballot, part: tuple[Seen, ...]) -> Item:
    options = [
        discord.SelectOption(
            label=(one.submission.work.title or say("entry.untitled"))[:_LABEL],
            description=_stars_or_none(say, one),
            value=str(one.submission.id),
        )
        for one in part
    ]
    select = discord.ui.Select[Any](options=options, placeholder=say("ballot.pick"))
    return PickMark.select(ballot.challenge.id, of=select)


async def _decided(interaction: Interaction, act: Awaitable[Decided], args: dict[str, str]) -> None:
    """Say what stands now, and show what is next; where the submission dropped out meanwhile, say that and go on."""
    say = words_for(interaction)
    try:
        decided = await act
    except Refusal as refusal:
        if refusal.code not in _DROPPED_OUT:
            raise
        balloting, note = hall_of(interaction).challenges.balloting, say(refusal.code, **refusal.facts)
        ballot = await balloting.open(actor_of(interaction), int(args["challenge"]))
    else:
        ballot, note = decided.ballot, _said(say, decided)
    await turn(interaction, await ballot_card(interaction, ballot, note=note))


async def _review(interaction: Interaction, challenge_id: int, *, page: int = 1, note: str = "") -> None:
    ballot = await hall_of(interaction).challenges.balloting.review(actor_of(interaction), challenge_id)
    await turn(interaction, await ballot_card(interaction, ballot, note=note, page=page))


def _said(say: Words, decided: Decided) -> str:
    """What a press came to."""
    title = decided.submission.work.title
    if decided.stars is None:
        return say("ballot.said.skipped" if decided.before is None else "ballot.said.taken_back", title=title)
    if decided.before is None or decided.before == decided.stars:
        return say("ballot.said.marked", title=title, stars=stars_text(decided.stars))
    changed = {"stars": stars_text(decided.stars), "before": stars_text(decided.before)}
    return say("ballot.said.changed", title=title, **changed)
