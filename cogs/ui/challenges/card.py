"""A challenge's landing card: the panel that lives where it was published, and the same for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from cogs.ui import challenges as ui
from cogs.ui.cards import Card, Image, Item, table
from cogs.ui.challenges.gallery import OpenGallery
from cogs.ui.challenges.mine import ShowMine
from cogs.ui.challenges.naming import accent_of, heading, money, person, status_line
from cogs.ui.challenges.submitting import Submit
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words, harmless
from domain.challenge_prizes import Kind, Merit, Prize
from domain.challenge_settings import State, Voting
from domain.challenges import DESCRIPTION_LIMIT, PROMPT_LIMIT, votes_open
from domain.panels import Panel
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from domain.challenges import Challenge, Dates
    from domain.sponsors import Sponsor
    from services.challenges.views import Landing

_ID = r"(?P<challenge>\d{1,15})"


class GoVote(Press, key="challenge:v1:card-vote", args=_ID):
    """Leads to where votes are given: the gallery, or one's ballot."""

    async def press(self, interaction: Interaction) -> None:
        """Show it; a card that is older than an edit leads to what it is now."""
        from cogs.ui.challenges.ballot import open_ballot

        challenge_id, views = int(self.args["challenge"]), hall_of(interaction).challenges.views
        challenge = await views.get(actor_of(interaction).guild_id, challenge_id)
        if challenge.terms.voting is Voting.BALLOT:
            await open_ballot(interaction, challenge_id)
        else:
            await ui.gallery.show_gallery(interaction, challenge_id, "random")


class ShowBoard(Press, key="challenge:v1:card-board", args=_ID):
    """Shows who has how many points."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        await ui.board.show_board(interaction, int(self.args["challenge"]))


class ShowResults(Press, key="challenge:v1:card-results", args=_ID):
    """Shows what it came to."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        await ui.results.show_results(interaction, int(self.args["challenge"]))


async def paint_challenge(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the challenge stands now."""
    return await public_card(hall, panel.guild_id, panel.subject, say)


async def public_card(hall: Guildhall, guild_id: int, challenge_id: int, say: Words) -> Card:
    """A challenge as everybody sees it; raises `NotFound`."""
    return await landing_card(hall, say, await hall.challenges.views.as_posted(guild_id, challenge_id))


async def show_privately(interaction: Interaction, challenge_id: int) -> None:
    """Show a challenge to the one who asks, with how they stand in it; raises `NotFound`."""
    hall, say = hall_of(interaction), words_for(interaction)
    landing = await hall.challenges.views.landing(actor_of(interaction), challenge_id)
    card = await landing_card(hall, say, landing)
    rows = [*card.rows, officers_row(say, landing)]
    await show(interaction, replace(card, rows=rows), private=True)


async def landing_card(hall: Guildhall, say: Words, landing: Landing) -> Card:
    """A challenge at a glance: what it asks for, how long it goes, what there is to win, and what can be done."""
    challenge, now = landing.challenge, hall.desk.clock()
    image, lost = await picture_of(hall, say, landing)
    return Card(
        accent_of(challenge),
        heading(say, challenge),
        status=status_line(say, challenge, now),
        body=[
            winners_line(say, landing, now),
            prompt_block(challenge),
            described(challenge),
            sponsor_line(say, landing.sponsor),
            "\n".join(filter(None, [counts_line(say, landing), mine_line(say, landing)])),
            lost,
            prizes_block(say, landing),  # the longest that it can be, so that nothing else is cut off by it
        ],
        image=image,
        rows=[look_row(say, challenge, now)],
        small=terms_line(say, challenge),
    )


def look_row(say: Words, challenge: Challenge, now: datetime) -> list[Item]:
    """What can be done with it as it stands."""
    state, which = challenge.state(now), challenge.id
    gallery = OpenGallery.button(which, label=say("challenge.button.gallery"))
    board = ShowBoard.button(which, label=say("challenge.button.board"))
    mine = ShowMine.button(label=say("challenge.button.mine"))
    votes: list[Item] = []
    if votes_open(challenge.terms.voting, challenge.dates, challenge.standing, now):
        style = Style.primary if state is State.VOTING else Style.secondary
        votes.append(GoVote.button(which, label=say("challenge.button.vote"), style=style))
    match state:
        case State.ACTIVE:
            submit = Submit.button(which, label=say("challenge.button.submit"), style=Style.primary)
            return [submit, gallery, *votes, board, mine]
        case State.VOTING:
            return [gallery, *votes, board, mine]
        case State.COMPLETED:
            results = ShowResults.button(which, label=say("challenge.button.results"), style=Style.primary)
            return [results, gallery, board, mine]
        case State.CANCELLED if challenge.standing.published_at is not None:
            return [gallery, board, mine]
        case _:
            return []


def officers_row(say: Words, landing: Landing) -> list[Item]:
    """What an officer who asks can look at besides."""
    challenge = landing.challenge
    public = challenge.standing.published_at is not None and challenge.standing.cancelled_at is None
    voted = public and challenge.terms.voting is not Voting.NONE
    return [ui.signs.signs_button(say, challenge)] if landing.officer and voted else []


def prompt_block(challenge: Challenge) -> str:
    """What is asked for, large."""
    return f"### {harmless(challenge.terms.prompt, PROMPT_LIMIT)}"


def described(challenge: Challenge) -> str:
    """What officers wrote about it, line by line."""
    return "\n".join(harmless(line, DESCRIPTION_LIMIT) for line in challenge.terms.description.splitlines())


def sponsor_line(say: Words, sponsor: Sponsor | None) -> str:
    """Who sponsors it; empty without one."""
    return "" if sponsor is None else say("challenge.sponsored", who=sponsor_name(say, sponsor))


def sponsor_name(say: Words, sponsor: Sponsor) -> str:
    """A sponsor's name, linked to its site, with the mark of one that officers made sure of."""
    name = harmless(sponsor.name)
    linked = f"[{name}](<{sponsor.website}>)" if sponsor.website.startswith("https://") else name
    return f"{linked} {say('sponsor.verified')}" if sponsor.verified else linked


def dates_block(say: Words, dates: Dates) -> str:
    """When it starts, closes and ends, a line each."""
    return say(
        "challenge.dates",
        starts=dates.starts_at,
        closes=dates.submissions_close_at,
        votes=dates.voting_closes_at,
        ends=dates.ends_at,
    )


def prizes_block(say: Words, landing: Landing) -> str:
    """What there is to win, a line for each place and for everybody who takes part or votes; empty for nothing."""
    rows: dict[str, list[str]] = {}
    for one in landing.prizes:
        rows.setdefault(_for_what(say, one), []).append(_plain(say, one))
    if not rows:
        return ""
    listed = say("challenge.prizes") + "\n" + table([(who, " + ".join(what)) for who, what in rows.items()])
    voting = landing.challenge.terms.voting
    if voting is Voting.NONE or not any(one.merit is Merit.VOTING for one in landing.prizes):
        return listed
    return f"{listed}\n{say(f'challenge.voters.{voting}', votes=landing.voter_votes)}"


def counts_line(say: Words, landing: Landing) -> str:
    """How many take part and vote."""
    counts, voting = landing.counts, landing.challenge.terms.voting
    if landing.challenge.standing.published_at is None:
        return ""
    if not counts.submissions:
        return say("challenge.counts.none")
    told = [say("challenge.counts", submissions=counts.submissions, people=counts.participants)]
    if voting is Voting.VOTES:
        told.append(say("challenge.counts.voters", voters=counts.voters))
    if voting is Voting.BALLOT:
        told.append(say("challenge.counts.ballots", ballots=counts.voters))
    return " · ".join(told)


def winners_line(say: Words, landing: Landing, now: datetime) -> str:
    """Who came first, once there is a result that stands."""
    if not landing.winners or landing.challenge.state(now) is not State.COMPLETED:
        return ""
    return say("challenge.won", who=_people(say, landing.winners))


def mine_line(say: Words, landing: Landing) -> str:
    """How the one who asks stands; empty where nobody in particular does."""
    mine = landing.mine
    if mine is None or landing.challenge.standing.published_at is None:
        return ""
    told = [say("challenge.you", submitted=mine.submitted, most=landing.challenge.terms.most)]
    if landing.challenge.terms.voting is not Voting.NONE:
        told.append(say("challenge.you.votes", votes=mine.votes))
    told.append(say("challenge.you.points", points=mine.points))
    return " · ".join(told)


def terms_line(say: Words, challenge: Challenge) -> str:
    """What goes for everybody: how places are found, how many one may hand in, what every one needs; and the week."""
    terms = challenge.terms
    told = [say(f"challenge.voting.{terms.voting}"), say("challenge.most", most=terms.most)]
    if terms.link_required:
        told.append(say("challenge.needs_link"))
    if terms.judge_weight and terms.voting is not Voting.NONE:
        told.append(say("challenge.judges", percent=terms.judge_weight))
    return " · ".join([*told, say("challenge.week", week=f"{challenge.week}", year=f"{challenge.year}")])


async def picture_of(hall: Guildhall, say: Words, landing: Landing) -> tuple[Image | None, str]:
    """Its picture, else its sponsor's logo; and the word that a picture of its own is missing."""
    challenge, sponsor = landing.challenge, landing.sponsor
    if challenge.image_id is not None:
        data = await hall.challenges.pictures.bring_out(challenge.guild_id, challenge.image_id)
        if data is None:
            return None, say("challenge.picture_missing")
        return Image(f"challenge-{challenge.id}.webp", data, say("challenge.alt", prompt=challenge.terms.prompt)), ""
    return (None, "") if sponsor is None else (await logo_of(hall, say, sponsor), "")


async def logo_of(hall: Guildhall, say: Words, sponsor: Sponsor) -> Image | None:
    """A sponsor's logo, if there is one."""
    if sponsor.logo_id is None:
        return None
    data = await hall.challenges.pictures.bring_out(sponsor.guild_id, sponsor.logo_id)
    return None if data is None else Image(f"sponsor-{sponsor.id}.webp", data, say("sponsor.alt", name=sponsor.name))


def _people(say: Words, winners: Sequence[int | None]) -> str:
    names = [person(say, one) for one in winners]
    return ", ".join(names)


def _for_what(say: Words, prize: Prize) -> str:
    return f"{prize.place}." if prize.merit is Merit.PLACE else say(f"challenge.for.{prize.merit}")


def _plain(say: Words, prize: Prize) -> str:
    """A prize for a code block, in which nothing needs to be made harmless."""
    match prize.kind:
        case Kind.CREDITS:
            return say("challenge.prize.credits", amount=prize.amount)
        case Kind.CASH:
            return f"{money(say, prize.amount)} {prize.currency}"
        case Kind.THING:
            return prize.thing
