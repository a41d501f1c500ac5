"""Signs of unfair votes, for officers: what is unusual in plain words, and what was discarded, with the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Card, Item
from cogs.ui.challenges.judging import Restore
from cogs.ui.challenges.naming import accent_of, heading, person
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Press, turners
from cogs.ui.words import Words, harmless
from domain.challenge_settings import Voting
from domain.challenge_signs import Sign, SignKind
from domain.challenges import REASON_LIMIT
from domain.pages import turned_to
from domain.submissions import TITLE_LIMIT

if TYPE_CHECKING:
    from domain.challenges import Challenge
    from services.challenges.signs import Discard, Signs

_CHALLENGE: Final = r"(?P<challenge>\d{1,15})"
PAGE: Final = 8
"""How many signs or discards fit with their words."""

_NAMED: Final = 5
"""How many people of a crowd are named."""


class ShowSigns(Press, key="challenge:v1:signs", args=_CHALLENGE):
    """The signs in a challenge, for an officer."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page; raises `Forbidden` for everybody else."""
        found = await _found(interaction, int(self.args["challenge"]))
        await show(interaction, signs_card(words_for(interaction), found, 1), private=True)


class TurnSigns(Press, key="challenge:v1:sign-page", args=rf"{_CHALLENGE}:(?P<page>\d{{1,6}})"):
    """Another page of them."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        found = await _found(interaction, int(self.args["challenge"]))
        await turn(interaction, signs_card(words_for(interaction), found, int(self.args["page"])))


def signs_button(say: Words, challenge: Challenge) -> Item:
    """Leads an officer to the signs."""
    return ShowSigns.button(challenge.id, label=say("signs.button"))


async def _found(interaction: Interaction, challenge_id: int) -> Signs:
    return await hall_of(interaction).challenges.judging.signs(actor_of(interaction), challenge_id)


def signs_card(say: Words, found: Signs, page: int) -> Card:
    """One page: what is unusual first, then what was discarded."""
    every = [*found.signs, *found.discards]
    at, pages = turned_to(page, len(every), PAGE)
    part = every[(at - 1) * PAGE : at * PAGE]
    noticed = [one for one in part if isinstance(one, Sign)]
    gone = [one for one in part if not isinstance(one, Sign)]
    told = [say("signs.status", signs=len(found.signs)) if found.signs else say("signs.none")]
    if pages > 1:
        told.append(say("word.page", page=at, pages=pages))
    return Card(
        accent_of(found.challenge),
        heading(say, found.challenge),
        status=" · ".join(told),
        body=[
            "\n".join(f"- {sign_words(say, found, one)}" for one in noticed),
            "\n".join([say("signs.discarded"), *(_discard_line(say, found, *one) for one in enumerate(gone, 1))])
            if gone
            else "",
        ],
        rows=[
            *_undo_rows(say, found, gone),
            turners(TurnSigns, at, pages, found.challenge.id),
        ],
        small=say("signs.small"),
    )


def sign_words(say: Words, found: Signs, sign: Sign) -> str:
    """What was noticed, in plain words."""
    facts = dict(sign.facts)
    match sign.kind:
        case SignKind.MUTUAL:
            one, other = (person(say, found.users.get(who)) for who in sign.members)
            how = "votes" if found.challenge.terms.voting is Voting.VOTES else "stars"
            return say(f"sign.mutual.{how}", one=one, other=other, one_in=facts["one_in"], pairs=facts["pairs"])
        case SignKind.BURST:
            names = [person(say, found.users.get(who)) for who in sign.members[:_NAMED]]
            who = ", ".join(names) + (" …" if len(sign.members) > _NAMED else "")
            title = _title(say, found, sign)
            return say("sign.burst", title=title, who=who, accounts=facts["accounts"], minutes=facts["minutes"])
        case SignKind.FEW if sign.submission_id is not None:
            who = person(say, found.users.get(sign.members[0]))
            return say("sign.few.one", who=who, title=_title(say, found, sign), needed=facts["needed"])
        case SignKind.FEW:
            who = person(say, found.users.get(sign.members[0]))
            return say("sign.few", who=who, marks=facts["marks"], needed=facts["needed"])
        case SignKind.STRAIGHT:
            return say("sign.straight", who=person(say, found.users.get(sign.members[0])), marks=facts["marks"])
        case SignKind.YOUNG:
            return say("sign.young", who=person(say, found.users.get(sign.members[0])), days=facts["days"])


def _title(say: Words, found: Signs, sign: Sign) -> str:
    return harmless(found.titles.get(sign.submission_id or 0, ""), TITLE_LIMIT) or say("entry.untitled")


def _discard_line(say: Words, found: Signs, number: int, one: Discard) -> str:
    told = {"number": number, "who": person(say, found.users.get(one.voter_id)), "at": one.at}
    by = person(say, None if one.by is None else found.users.get(one.by))
    return say("signs.discard", **told, by=by, reason=harmless(one.reason, REASON_LIMIT))


def _undo_rows(say: Words, found: Signs, gone: list[Discard]) -> list[list[Item]]:
    """A button for each discard on the page; which is whose is said by its number."""
    buttons: list[Item] = [
        Restore.button(found.challenge.id, one.voter_id, label=say("signs.button.undo", number=number))
        for number, one in enumerate(gone, 1)
    ]
    return [buttons[:5], buttons[5:]]
