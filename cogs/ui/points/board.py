"""Standings under EPGP and DKP: who stands where, with the rules in force, and one's own place told in private."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
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
from cogs.ui.points.naming import percent_text, person_text, points_text
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.loot import System
from domain.points import Pool

if TYPE_CHECKING:
    from services.loot.board import Page, Rules, Stand
    from services.loot.standings import Place

_SYSTEM = "(?P<system>epgp|dkp)"


class TurnStandings(Press, key="points:v1:standings", args=rf"{_SYSTEM}:(?P<page>\d{{1,6}})"):
    """Another page of the standings."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        board, system = hall_of(interaction).loot.board, System(self.args["system"])
        page = await board.page(guild_of(interaction), system, int(self.args["page"]))
        await turn(interaction, standings_card(await card_words(interaction), page))


class MyPlace(Press, key="points:v1:mine", args=_SYSTEM):
    """One's own place, told to nobody else."""

    async def press(self, interaction: Interaction) -> None:
        """Say it."""
        actor = actor_of(interaction)
        stand = await hall_of(interaction).loot.board.stand(actor, actor.user_id, System(self.args["system"]))
        await answer(interaction, stand_text(words_for(interaction), stand, own=True))


async def show_standings(interaction: Interaction, system: System) -> None:
    """Post the first page of a system's standings."""
    page = await hall_of(interaction).loot.board.page(guild_of(interaction), system, 1)
    await show(interaction, standings_card(await guild_words(interaction), page))


async def tell_priority(interaction: Interaction, user_id: int | None) -> None:
    """Answer where somebody stands under the guild's own system; oneself unless told."""
    actor = actor_of(interaction)
    stand = await hall_of(interaction).loot.board.stand(actor, user_id or actor.user_id)
    own = user_id is None or user_id == actor.user_id
    await answer(interaction, stand_text(words_for(interaction), stand, own=own))


def standings_card(say: Words, page: Page) -> Card:
    """One page of the standings; who has not reached the minimum EP stands below a line that says so."""
    table = page.table
    status = [say("points.board.members", count=table.total)] if table.total else []
    status += [say("word.page", page=page.page, pages=page.pages)] if page.pages > 1 else []
    lines = list(_lines(say, page)) or [say(f"points.board.nobody_{table.system}")]
    return Card(
        Accent.LEADERBOARD,
        say(f"points.board.{table.system}"),
        status=" · ".join(status),
        body=["\n".join(lines)],
        rows=[_buttons(say, page)] if table.total else [],
        small=_small(say, page),
    )


def stand_text(say: Words, stand: Stand, *, own: bool) -> str:
    """Somebody's place in a sentence or two."""
    if stand.system is System.COUNCIL:
        return say("points.mine.council")
    who = person_text(say, stand.person)
    system = say(f"choice.{stand.system}")
    if stand.place is None:
        return (
            say("points.mine.nothing", system=system) if own else say("points.theirs.nothing", who=who, system=system)
        )
    about = {"place": stand.place.place, "total": stand.total, "holding": _holding(say, stand.system, stand.place)}
    text = say("points.mine.place", **about) if own else say("points.theirs.place", who=who, **about)
    ranked = stand.place.ranked
    if ranked is not None and not ranked.reached:
        needed = ranked.rates.minimum_ep - ranked.standing.ep
        text += " " + say("points.mine.under", needed=points_text(say, needed))
    return text


def priority_text(say: Words, priority: Fraction) -> str:
    """PR to three decimals: `1.920`."""
    thousandths = (2000 * priority.numerator + priority.denominator) // (2 * priority.denominator)
    sign, size = ("−" if thousandths < 0 else ""), abs(thousandths)
    point = "," if say.language == "es" else "."
    return f"{sign}{say.number(size // 1000)}{point}{size % 1000:03d}"


def _lines(say: Words, page: Page) -> Iterator[str]:
    told = False
    for place in page.table.places:
        if place.ranked is not None and not place.ranked.reached and not told:
            told = True
            yield say("points.board.under", minimum=points_text(say, place.ranked.rates.minimum_ep))
        who = person_text(say, page.people.get(place.member_id))
        holding = _holding(say, page.table.system, place)
        yield say("points.board.row", place=place_in_text(place.place), who=who, holding=holding)


def _holding(say: Words, system: System, place: Place) -> str:
    if system is System.DKP or place.ranked is None:
        return say("points.board.dkp_row", dkp=points_text(say, place.points.get(Pool.DKP, 0)))
    return say(
        "points.board.epgp_row",
        pr=priority_text(say, place.ranked.priority),
        ep=points_text(say, place.points.get(Pool.EP, 0)),
        gp=points_text(say, place.points.get(Pool.GP, 0)),
    )


def _buttons(say: Words, page: Page) -> list[Press]:
    system, number, pages = page.table.system, page.page, page.pages
    mine = MyPlace.button(system, label=say("points.button.mine"))
    if pages == 1:
        return [mine]
    # The ends point past the list: two buttons of one message cannot share an id.
    back = TurnStandings.button(system, number - 1, emoji="◀️", disabled=number == 1)
    on = TurnStandings.button(system, number + 1, emoji="▶️", disabled=number == pages)
    return [back, mine, on]


def _small(say: Words, page: Page) -> str:
    """The rates in force."""
    rules, table = page.rules, page.table
    notes: list[str] = []
    if table.system is System.EPGP:
        notes.append(say("points.board.base", base=points_text(say, table.rates.base_gp)))
        if table.rates.minimum_ep:
            notes.append(say("points.board.minimum", minimum=points_text(say, table.rates.minimum_ep)))
    elif rules.cap:
        notes.append(say("points.board.cap", cap=points_text(say, rules.cap)))
    notes.append(_decay(say, rules, table.system))
    lines = [" · ".join(notes)]
    if rules.current is not table.system:
        lines.append(say("points.board.other", system=say(f"choice.{rules.current}")))
    return "\n".join(lines)


def _decay(say: Words, rules: Rules, system: System) -> str:
    if not rules.percent or rules.current is not system:
        return say("points.board.no_decay")
    about = {"day": say(f"points.day.{rules.day}"), "hour": f"{rules.hour:02d}:00"}
    return say("points.board.decay", percent=percent_text(say, rules.percent), **about)
