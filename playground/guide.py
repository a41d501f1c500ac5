"""The guide through a story: what the bar in a window says, and how far the guild has come in it."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from playground.cast import Cast, Part
from playground.happened import Scene
from playground.stories import Step, Story, after, story_of
from playground.world import World

_EVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """A story and the number of a step in it, from 1; one more than there are is its end."""

    story: Story
    number: int

    @property
    def query(self) -> str:
        """How an address tells it."""
        return f"?story={self.story.key}&step={self.number}"


def place_of(query: Mapping[str, str]) -> Place | None:
    """The place that an address tells, if there is such a place."""
    story, number = story_of(query.get("story", "")), query.get("step", "1")
    if story is None or not number.isdecimal() or not 1 <= int(number) <= len(story.steps) + 1:
        return None
    return Place(story, int(number))


class Guide:
    """Tells stories in one world; `lobby` is the lobby's address with a slash at the end."""

    def __init__(self, world: World, lobby: str) -> None:
        self._world = world
        self._lobby = lobby
        self._begun: dict[str, datetime] = {}
        self.told: set[str] = set()
        """The keys of the stories that somebody has seen to their end."""

    def begin(self, story: Story) -> None:
        """The story begins now: what somebody looked at before does not count."""
        self._begun[story.key] = self._world.clock.now()

    async def done(self, story: Story) -> list[bool | None]:
        """Which steps are done; None where only whoever looks knows."""
        world = self._world
        users = {key: person.id for key, person in world.people.items()}
        since = self._begun.get(story.key, _EVER)
        scene = Scene(world.guild.handle.id, users, world.doings, since, world.clock.now())

        def work(tx: Connection) -> list[bool | None]:
            return [None if step.done is None else step.done(tx, scene) for step in story.steps]

        return await world.bot.db.read(work)

    def bar(self, place: Place, room: int) -> str:
        """The bar as HTML for the window on that channel: a card for every step, of which the page shows one."""
        story, steps = place.story, len(place.story.steps)
        cards = "".join(self._card(story, number, step) for number, step in enumerate(story.steps, 1)) + self._end(
            story
        )
        return (
            f'<section id="guide" aria-labelledby="guide-title" data-story="{story.key}" data-step="{place.number}" '
            f'data-steps="{steps}" data-room="{room}" '
            f'data-lobby="{html.escape(self._lobby)}" data-done="{str(place.number > steps).lower()}">'
            '<header><button id="guide-fold" type="button" aria-expanded="true" aria-controls="guide-body">'
            f'<span id="guide-title">{html.escape(story.title)}</span> <span id="guide-count"></span></button></header>'
            '<div id="guide-body"><p id="guide-step" aria-live="polite"></p><div id="guide-tools"></div>'
            '<nav aria-label="Steps"><button id="guide-back" type="button">Back</button>'
            '<button id="guide-next" type="button">Next</button></nav></div>'
            f"{cards}</section>"
        )

    def _card(self, story: Story, number: int, step: Step) -> str:
        part = _part(self._world.cast, step.who)
        person, channel = self._world.people[step.who], self._world.channels[step.where]
        be = (
            f'<a class="guide-be" data-who="{step.who}" href="{self._address(story, number)}">'
            f"Be {html.escape(part.name)}, {_role(part)}, in #{step.where}</a>"
        )
        skip = step.skip and f'<button class="guide-skip" data-hours="{step.skip.hours}">{step.skip.label}</button>'
        loose = step.crowd and (
            f'<button class="guide-crowd" data-act="{step.crowd.act}" data-label="{html.escape(step.crowd.label)}" '
            f'aria-pressed="false">{html.escape(step.crowd.label)}</button>'
        )
        return (
            f'<template data-step="{number}" data-user="{person.id}" data-room="{channel.id}">'
            f"<span>{marked(step.text, self._names)}</span>{be}{skip or ''}{loose or ''}</template>"
        )

    def _end(self, story: Story) -> str:
        following = after(story)
        where, label = self._lobby, "Back to the lobby"
        if following:
            where, label = f"{self._lobby}story/{following.key}", f"Next story: {html.escape(following.title)}"
        text = marked(story.end, self._names)
        return (
            f'<template data-step="{len(story.steps) + 1}"><span>{text}</span>'
            f'<a class="guide-on" href="{where}">{label}</a></template>'
        )

    def _address(self, story: Story, number: int) -> str:
        return f"{self._lobby}story/{story.key}/{number}"

    @property
    def _names(self) -> Mapping[str, str]:
        return {part.key: part.name for part in self._world.cast.people}


def marked(text: str, names: Mapping[str, str]) -> str:
    """A step's text as HTML: what is to be typed can be copied, names and buttons stand out."""
    typed = re.sub("`([^`]+)`", r'<code data-copy="\1">\1</code>', html.escape(text.format_map(names), quote=True))
    return re.sub(r"\*([^*]+)\*", r"<strong>\1</strong>", typed)


def _part(cast: Cast, key: str) -> Part:
    return next(part for part in cast.people if part.key == key)


def _role(part: Part) -> str:
    return f"the {part.title.lower()}" if part.key in ("leader", "officer", "newcomer") else f"a {part.title.lower()}"
