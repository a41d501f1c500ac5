"""What is announced at the end of a challenge: the podium for everybody, and for officers what is left to send."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.challenges.naming import accent_of, person
from cogs.ui.challenges.results import MarkSent, OpenResults
from cogs.ui.challenges.scores import crowd_lines, podium_image, reward_text, row_text
from cogs.ui.clan.naming import place, place_in_text
from cogs.ui.press import Style
from cogs.ui.words import Words
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.challenges.results import Given, Matters, Outcome

_BUTTONS: Final = 4
_LINES: Final = 20


async def completed(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is over: the podium, what everybody on it won, and what those got who took part."""
    outcome = await hall.challenges.results.show(notice.guild_id, notice.facts["challenge"])
    again = bool(notice.facts.get("again"))
    heading = "challenge.news.changed_result" if again else "challenge.news.completed"
    image = (await podium_image(say, outcome, _nobodys_name))[0] if outcome.podium else None
    see: Item = OpenResults.button(outcome.challenge.id, label=say("challenge.button.results"), style=Style.primary)
    return Card(
        accent_of(outcome.challenge),
        say(heading, title=outcome.challenge.terms.title),
        body=[_winners(say, outcome), "\n".join(crowd_lines(say, outcome))],
        image=image,
        rows=[[see]],
        small=say("challenge.news.again_small") if again else "",
    )


async def to_send(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """What officers have to see to, as it stands when it is told."""
    matters = await hall.challenges.results.matters(notice.guild_id, notice.facts["challenge"])
    blocks = [
        _block(say, "challenge.to_send.send", matters, matters.to_send),
        _block(say, "challenge.to_send.astray", matters, matters.astray),
        _block(say, "challenge.to_send.missing", matters, matters.missing),
        _block(say, "challenge.to_send.unpaid", matters, matters.unpaid),
    ]
    told = [one for one in blocks if one] or [say("challenge.to_send.nothing")]
    return Card(
        Accent.ALERT if matters.astray or matters.missing or matters.unpaid else accent_of(matters.challenge),
        say("challenge.to_send.heading", title=matters.challenge.terms.title),
        body=told,
        rows=[_sent_row(say, matters)],
        small=say("challenge.to_send.small") if matters.to_send else "",
    )


def _winners(say: Words, outcome: Outcome) -> str:
    rows = [row_text(say, row) for row in outcome.rows if row.ranked.result.place in outcome.on_podium]
    return "\n".join(rows) or say("challenge.result.nobody")


def _block(say: Words, heading: str, matters: Matters, prizes: tuple[Given, ...]) -> str:
    """A heading and a line a prize; as many lines as anybody reads."""
    if not prizes:
        return ""
    lines = [say(f"{heading}_line", **_about(say, matters, one)) for one in prizes[:_LINES]]
    more = len(prizes) - len(lines)
    return "\n".join([say(heading), *lines, *([say("challenge.result.more", count=more)] if more else [])])


def _about(say: Words, matters: Matters, prize: Given) -> dict[str, str | int]:
    who = person(say, matters.users.get(prize.reward.member_id))
    at = place_in_text(prize.reward.place) if prize.reward.place else ""
    return {"place": at, "who": who, "what": reward_text(say, prize), "missing": prize.missing}


def _sent_row(say: Words, matters: Matters) -> list[Item]:
    """A button a place, as many as there is room for."""
    places = [number for number, _ in groupby(sorted(one.reward.place for one in matters.to_send))]
    return [
        MarkSent.button(matters.challenge.id, number, label=say("challenge.button.sent", place=place(number)))
        for number in places[:_BUTTONS]
    ]


def _nobodys_name(_user_id: int | None) -> str:
    """An announcement is drawn where nobody's name is known; the lines under it mention them."""
    return ""
