"""One's own requests: asking, how they stand, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, answer, hall_of, show, turn, words_for
from cogs.ui.press import Press
from cogs.ui.requests.naming import amount, amount_label, asked, kind, own_outcome
from cogs.ui.words import Words, harmless
from domain.credit import Credit
from domain.errors import NotFound
from domain.requests import REASON_LIMIT

if TYPE_CHECKING:
    from services.requests.asking import Asked, Withdrawn
    from services.requests.views import Kind, Seen, Status


class Withdraw(Press, key="request:v1:withdraw", args=r"(?P<request>\d{1,15})"):
    """Takes a request of one's own back."""

    async def press(self, interaction: Interaction) -> None:
        """Take it back, show how one's requests stand now, and say what changed."""
        requests, say = hall_of(interaction).requests, words_for(interaction)
        withdrawn = await requests.asking.withdraw(actor_of(interaction), int(self.args["request"]))
        await turn(interaction, status_card(say, await requests.views.status(actor_of(interaction))))
        await answer(interaction, _withdrawn(say, withdrawn))


async def ask(interaction: Interaction, credit: Credit, credits_: int, reason: str) -> None:
    """Ask for credits, and say what happens next."""
    asking = hall_of(interaction).requests.asking
    done = await asking.ask(actor_of(interaction), credit, credits_, reason, interaction.id)
    await answer(interaction, _asked(words_for(interaction), done))


async def show_status(interaction: Interaction) -> None:
    """Show how one's own requests stand."""
    status = await hall_of(interaction).requests.views.status(actor_of(interaction))
    await show(interaction, status_card(words_for(interaction), status), private=True)


async def withdraw(interaction: Interaction) -> None:
    """Take back what waits; ask which where two requests do. Raises `NotFound` where none does."""
    requests, actor, say = hall_of(interaction).requests, actor_of(interaction), words_for(interaction)
    waiting = _waiting(await requests.views.status(actor))
    if not waiting:
        raise NotFound("request.nothing_waits")
    if len(waiting) == 1:
        await answer(interaction, _withdrawn(say, await requests.asking.withdraw(actor, waiting[0].id)))
        return
    await show(interaction, _which_card(say, waiting), private=True)


def status_card(say: Words, status: Status) -> Card:
    """Kind by kind what waits and what one may still ask for, then what became of the last requests."""
    last = [own_outcome(say, seen) for seen in status.last]
    return Card(
        Accent.PEOPLE,
        say("request.own.heading"),
        body=[
            *("\n".join(_kind_lines(say, one)) for one in status.kinds),
            "\n".join([say("request.own.last"), *last]) if last else "",
        ],
        rows=[_withdrawals(say, _waiting(status))],
        small=say("request.own.small"),
    )


def _which_card(say: Words, waiting: list[Seen]) -> Card:
    return Card(
        Accent.PEOPLE,
        say("request.which.heading"),
        body=["\n\n".join(_waits(say, seen) for seen in waiting)],
        rows=[_withdrawals(say, waiting)],
    )


def _kind_lines(say: Words, one: Kind) -> list[str]:
    lines = [say("request.own.kind", called=kind(say, one.credit, one.called))]
    if one.waiting is not None:
        return [*lines, _waits(say, one.waiting)]
    if one.after is not None:
        return [*lines, say("request.own.cooldown", at=one.after)]
    if not one.left:
        return [*lines, say("request.own.full", at=one.week_ends)]
    credits_ = amount(say, one.credit, one.called, one.left)
    return [*lines, say("request.own.left", credits=credits_, at=one.week_ends)]


def _waits(say: Words, seen: Seen) -> str:
    waits = say("request.own.waits", asked=asked(say, seen), at=seen.expires_at)
    agreed = say("request.agreed", agreed=len(seen.agreed), needed=seen.needed) if seen.needed > 1 else ""
    reason = say("request.why", reason=harmless(seen.reason, REASON_LIMIT))
    return "\n".join(line for line in (waits, agreed, reason) if line)


def _waiting(status: Status) -> list[Seen]:
    return [one.waiting for one in status.kinds if one.waiting is not None]


def _withdrawals(say: Words, waiting: list[Seen]) -> list[Item]:
    return [Withdraw.button(seen.id, label=_label(say, seen)) for seen in waiting]


def _label(say: Words, seen: Seen) -> str:
    what = amount_label(say, seen.credit, seen.called, seen.amount)
    return say("request.button.withdraw", asked=what)


def _asked(say: Words, done: Asked) -> str:
    seen = done.seen
    if not seen.pending:
        return own_outcome(say, seen)
    told = say("request.asked_told") if done.told else say("request.asked_listed")
    return say("request.asked", asked=asked(say, seen), at=seen.expires_at) + " " + told


def _withdrawn(say: Words, withdrawn: Withdrawn) -> str:
    if not withdrawn.done:
        return own_outcome(say, withdrawn.seen)
    return say("request.withdrawn", asked=asked(say, withdrawn.seen))
