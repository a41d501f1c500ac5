"""What `/audit` shows."""

from discord import app_commands

from cogs.ui.acts import told
from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, turn, words_for
from cogs.ui.press import Press
from cogs.ui.words import Words, harmless, moment, sentences
from domain.audit import Entry
from services.log import Checked, LogPage


class TurnLog(Press, key="audit:v1:page", args=r"(?P<page>\d{1,6}):(?P<kind>[a-z_.]{0,60})"):
    """Another page of the log."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        kind = self.args["kind"] or None
        page = await hall_of(interaction).log.page(actor_of(interaction), kind=kind, page=int(self.args["page"]))
        await turn(interaction, log_card(words_for(interaction), page, kind))


def log_card(say: Words, page: LogPage, kind: str | None) -> Card:
    """One page of the log."""
    lines = [_line(say, entry, page) for entry in page.entries] or [say("audit.empty")]
    status = say("audit.status", total=page.total) + (f" · {say('word.page', page=page.page, pages=page.pages)}")
    return Card(
        Accent.PEOPLE,
        say("audit.heading"),
        status=status,
        body=["\n".join(lines)],
        rows=[_turners(page, kind)],
        small=say("audit.small"),
    )


def _turners(page: LogPage, kind: str | None) -> list[Press]:
    if page.pages == 1:
        return []
    back = TurnLog.button(max(page.page - 1, 1), kind or "", emoji="◀️", disabled=page.page == 1)
    # Two buttons of one message cannot share an id, so the ends of the list point past it.
    on = TurnLog.button(page.page + 1, kind or "", emoji="▶️", disabled=page.page == page.pages)
    return [back, on]


def _line(say: Words, entry: Entry, page: LogPage) -> str:
    if entry.kind == "officers":
        return f"`{entry.seq}` {moment(entry.at)} · {say('audit.for_officers', hash=entry.hash.hex()[:16])}"
    who = _who(say, entry.actor, page.users)
    what = say(key) if (key := f"audit.{entry.kind}") in sentences() else harmless(entry.kind)
    note = [say("audit.note", note=entry.note)] if entry.note else []
    under = " · ".join([*told(say, entry, page), *note])
    return f"`{entry.seq}` {moment(entry.at)} · {who} · **{what}**" + (f"\n-# {under}" if under else "")


def _who(say: Words, actor: int | None, users: dict[int, int | None]) -> str:
    if actor is None:
        return say("audit.clock")
    user = users.get(actor)
    return f"<@{user}>" if user else say("audit.erased")


def verdict(say: Words, checked: Checked) -> str:
    """What re-walking the chain found."""
    found = checked.verdict
    if found.fault:
        return say("audit.broken", row=found.broken_at or 0, fault=say(f"audit.fault.{found.fault}"))
    if checked.note:
        return say("audit.note_changed", row=checked.note)
    return say("audit.intact", rows=found.rows, head=found.head.hex()[:16])


def kind_choices(kinds: list[str], current: str) -> list[app_commands.Choice[str]]:
    """Kinds and areas that match what is typed."""
    areas = sorted({kind.split(".")[0] for kind in kinds})
    wanted = [kind for kind in (*areas, *kinds) if current.lower() in kind]
    return [app_commands.Choice(name=kind, value=kind) for kind in wanted[:25]]
