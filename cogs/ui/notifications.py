"""What `/notifications` shows, and what it accepts as a webhook."""

import re

from discord import app_commands

from cogs.ui.cards import Accent, Card
from cogs.ui.words import Words
from domain.errors import Invalid
from domain.notices import State
from services.notices import EVENTS, EventRoute, Sample

_WEBHOOK = re.compile(
    r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d{15,20}/[\w-]{60,90}", re.ASCII
)


def webhook_address(text: str | None) -> str | None:
    """The address of a Discord webhook; raises `Invalid`, without repeating the secret, for anything else."""
    if text is None:
        return None
    if not _WEBHOOK.fullmatch(text.strip()):
        raise Invalid("notifications.webhook_invalid")
    return text.strip()


def routes_card(say: Words, routes: list[EventRoute]) -> Card:
    """Every event, where it goes and how its last delivery went."""
    lines = [f"**{one.event.name}** · {_where(say, one)}\n-# {_about(say, one)}" for one in routes]
    return Card(
        Accent.PEOPLE,
        say("notifications.heading"),
        body=["\n".join(lines)],
        small=say("notifications.small"),
    )


def routed(say: Words, route: EventRoute, enabled: bool | None) -> str:  # noqa: FBT001 - what was asked for
    """Where an event goes from now on, if it is not off or was turned off just now."""
    name, where = route.event.name, _way(say, route)
    if enabled is False:
        return say("notifications.turned_off", event=name)
    if not where:
        return say("notifications.test_nowhere", event=name)
    return say("notifications.routed" if route.route.enabled else "notifications.still_off", event=name, where=where)


def as_before(say: Words, route: EventRoute) -> str:
    """Nothing was changed: how it stands."""
    name, where = route.event.name, _way(say, route)
    if not route.route.enabled:
        return say("notifications.as_before_off", event=name)
    if not where:
        return say("notifications.test_nowhere", event=name)
    return say("notifications.as_before", event=name, where=where)


def tested(say: Words, sample: Sample) -> str:
    """How the sample went."""
    name, where = sample.way.event.name, _way(say, sample.way)
    match sample.state:
        case State.DELIVERED if sample.way.route.enabled:
            return say("notifications.test_delivered", event=name, where=where)
        case State.DELIVERED:
            return say("notifications.test_though_off", event=name, where=where)
        case State.SKIPPED:
            return say("notifications.test_nowhere", event=name)
        case State.PENDING if sample.error is None and where:
            return say("notifications.test_under_way", event=name, where=where)
        case _:
            return say("notifications.test_failed", event=name, why=say(sample.error or "delivery.broken"))


def event_choices(say: Words, current: str) -> list[app_commands.Choice[str]]:
    """Events whose name or help matches what is typed."""
    named = [(name, f"{name} · {say(f'event.{name}')}") for name in EVENTS]
    fitting = [(name, text) for name, text in named if current.strip().lower() in text.lower()]
    return [app_commands.Choice(name=text[:100], value=name) for name, text in fitting[:25]]


def _where(say: Words, route: EventRoute) -> str:
    if not route.route.enabled:
        return say("notifications.off")
    return _way(say, route) or say("notifications.nowhere")


def _way(say: Words, route: EventRoute) -> str:
    """Where it goes while it is on; empty for nowhere."""
    if route.route.webhook_url:
        return say("notifications.to_webhook")
    return f"<#{route.channel_id}>" if route.channel_id else ""


def _about(say: Words, route: EventRoute) -> str:
    about = say(f"event.{route.event.name}")
    last = route.route
    if last.last_state is None or last.last_at is None:
        return f"{about} · {say('notifications.never')}"
    how = say(f"notifications.last.{last.last_state}", at=last.last_at)
    return f"{about} · {how}" + (f" {say(last.last_error)}" if last.last_error else "")
