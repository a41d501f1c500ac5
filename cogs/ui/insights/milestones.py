"""What is announced of milestones: all that was reached at once is one card."""

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import metric_name
from cogs.ui.words import Words
from domain.milestones import Reached, What
from domain.notices import Notice
from services.guildhall import Guildhall


async def reached(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Who reached what, the rarest first."""
    from services.milestones import told

    found, more = told(notice.facts), int(notice.facts["more"])
    users = await hall.milestones.users({one.member for one in found if one.member is not None})
    lines = [_line(say, one, users) for one in found]
    return Card(
        Accent.LEADERBOARD,
        say("milestone.heading") if len(lines) == 1 else say("milestone.headings", count=len(lines) + more),
        body=["\n".join([*lines, *([say("milestone.more", more=more)] if more else [])])],
        small=say("milestone.small"),
    )


def _line(say: Words, one: Reached, users: dict[int, int]) -> str:
    key = f"milestone.{one.what}" + (".first" if one.what is What.SKILL and one.first else "")
    metric = metric_name(say, one.metric) if one.metric else ""
    return say(key, who=_who(say, one, users), metric=metric, step=one.step, amount=say.short(one.step))


def _who(say: Words, one: Reached, users: dict[int, int]) -> str:
    """A character, with whose it is where that is known; or a member."""
    user = users.get(one.member) if one.member is not None else None
    person = None if user is None else f"<@{user}>"
    if not one.name:
        return person or say("milestone.erased")
    return (
        say("milestone.who", name=one.name) if person is None else say("milestone.whose", name=one.name, person=person)
    )
