"""What `/notifications` shows, and what it accepts as a webhook."""

import re

from discord import app_commands

from cogs.ui.cards import Accent, Card
from cogs.ui.words import Words
from domain.errors import Invalid
from domain.notices import State
from services.notices import EVENTS, EventRoute

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


def routed(say: Words, route: EventRoute) -> str:
    """Where an event goes from now on."""
    return say("notifications.routed", event=route.event.name, where=_where(say, route))


def tested(say: Words, route: EventRoute) -> str:
    """How the sample went."""
    if route.route.last_state is State.DELIVERED:
        return say("notifications.test_delivered", event=route.event.name, where=_where(say, route))
    if route.route.last_state is State.SKIPPED:
        return say("notifications.test_nowhere", event=route.event.name)
    return say(
        "notifications.test_failed", event=route.event.name, why=say(route.route.last_error or "delivery.broken")
    )


def event_choices(say: Words, current: str) -> list[app_commands.Choice[str]]:
    """Events whose name or help matches what is typed."""
    named = [(name, f"{name} · {say(f'event.{name}')}") for name in EVENTS]
    fitting = [(name, text) for name, text in named if current.strip().lower() in text.lower()]
    return [app_commands.Choice(name=text[:100], value=name) for name, text in fitting[:25]]


def _where(say: Words, route: EventRoute) -> str:
    if not route.route.enabled:
        return say("notifications.off")
    if route.route.webhook_url:
        return say("notifications.to_webhook")
    return f"<#{route.channel_id}>" if route.channel_id else say("notifications.nowhere")


def _about(say: Words, route: EventRoute) -> str:
    about = say(f"event.{route.event.name}")
    last = route.route
    if last.last_state is None or last.last_at is None:
        return f"{about} · {say('notifications.never')}"
    how = say(f"notifications.last.{last.last_state}", at=last.last_at)
    return f"{about} · {how}" + (f" {say(last.last_error)}" if last.last_error else "")
