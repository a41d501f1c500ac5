"""The lobby as HTML: the stories, who one can be, what else to try, and what only pretends."""

import html
from collections.abc import Iterable
from pathlib import Path
from string import Template
from typing import Final

from playground.cast import Part
from playground.crowd import Crowd
from playground.guide import Guide, marked
from playground.stories import STORIES, Story
from playground.tour import MORE, Task, first_looks
from playground.windows import may_see
from playground.world import World

STATIC: Final = Path(__file__).with_name("static")
SKIPS: Final = {
    "1": ("+1 hour", "An hour has passed."),
    "24": ("+1 day", "A day has passed."),
    "168": ("+1 week", "A week has passed."),
}
"""Hours to skip, what the button says, and what is said when they are over."""

_FIRST: Final = ("leader", "officer", "raider", "newcomer")
"""Whom one picks first; the others are there for company."""


class LobbyPage:
    """Writes the page for one world; `pages` is where the bot's own web pages are, if it has any."""

    def __init__(self, world: World, guide: Guide, *, seed: int, pages: str) -> None:
        self._world = world
        self._guide = guide
        self._seed = seed
        self._pages = pages

    def html(self, crowd: Crowd) -> str:
        """The page as it is now."""
        world = self._world
        people = sorted(world.cast.people, key=lambda part: part.key not in _FIRST)
        return Template((STATIC / "lobby.html").read_text(encoding="utf-8")).substitute(
            guild=html.escape(world.cast.guild),
            now=world.clock.now().isoformat(),
            skips="".join(_skip_button(hours, *said) for hours, said in SKIPS.items()),
            stories="".join(self._story(number, story) for number, story in enumerate(STORIES, 1)),
            loose="true" if crowd.loose else "false",
            looks="".join(self._look(task) for task in first_looks(world.cast)),
            more="".join(self._more(task) for task in MORE),
            people="".join(self._person(part) for part in people),
            services="".join(_service(*one) for one in self._services()),
            seed=self._seed,
        )

    def _story(self, number: int, story: Story) -> str:
        first = story.steps[0]
        part, told = self._part(first.who), story.key in self._guide.told
        return (
            f'<li class="story" data-story="{story.key}"{" data-told" if told else ""}>'
            f'<span class="number" aria-hidden="true">{number}</span><div><h3>{html.escape(story.title)}</h3>'
            f'<p class="why">{html.escape(story.why)}</p></div><p class="told">✓ seen</p>'
            f'<a class="go" href="/story/{story.key}">{_portrait(part, 24)}'
            f"<span>Begin as {html.escape(part.name)}</span></a></li>"
        )

    def _look(self, task: Task) -> str:
        part = self._part(task.who)
        steps = "".join(f"<li><span>{marked(step, {})}</span></li>" for step in task.steps)
        return (
            f'<article class="task"><h3>{html.escape(task.title)}</h3><p class="why">{html.escape(task.why)}</p>'
            f'<ol>{steps}</ol><a class="go" href="/open/{task.who}/{task.where}">{_portrait(part, 24)}'
            f"<span>Open #{task.where} as {html.escape(part.name)}</span></a></article>"
        )

    def _more(self, task: Task) -> str:
        part = self._part(task.who)
        steps = " ".join(marked(step, {}) for step in task.steps)
        return (
            f"<li><strong>{html.escape(task.title)}.</strong> {html.escape(task.why)} {steps} "
            f'<a href="/open/{task.who}/{task.where}">#{task.where} as {html.escape(part.name)}</a></li>'
        )

    def _person(self, part: Part) -> str:
        person = self._world.people[part.key]
        seen = [name for name, channel in self._world.channels.items() if may_see(person, channel)]
        rooms = "".join(f'<a href="/open/{part.key}/{name}"><span>#</span>{name}</a>' for name in seen)
        return (
            f'<article class="person">{_portrait(part, 48)}'
            f"<div><h3>{html.escape(part.name)} <small>{html.escape(part.title)}</small></h3>"
            f"<p>{html.escape(part.may)}{self._characters(part)}</p></div>"
            f'<nav aria-label="Channels as {html.escape(part.name)}">{rooms}</nav></article>'
        )

    def _characters(self, part: Part) -> str:
        names = [played.name for played in self._world.cast.played if played.by == part.key]
        return f" Plays {html.escape(' and '.join(names))}." if names else ""

    def _part(self, key: str) -> Part:
        return next(part for part in self._world.cast.people if part.key == key)

    def _services(self) -> Iterable[tuple[str, str, str]]:
        """Each stand-in: its name, what it pretends, and its address."""
        world = self._world
        yield (
            "Demo Discord",
            "Stands in for the server, its channels and everybody’s screen.",
            "the windows you open here",
        )
        yield "Demo hiscores", "Old School RuneScape’s hiscores; the numbers are made up.", world.hiscores.url
        yield "Demo Wise Old Man", "The tracker that remembers what characters had before.", world.wise_old_man.url
        yield "Demo Warcraft Logs", "Holds the log of last night’s raid.", world.warcraft_logs.url
        yield "Demo login", "Discord’s OAuth2, for linking accounts.", world.accounts.url
        yield "Demo beacon", "A public beacon’s rounds, on a test chain of its own.", world.beacon.url
        if self._pages:
            yield "The bot’s own pages", "The real ones: proofs, linking, health.", self._pages


def _portrait(part: Part, side: int) -> str:
    return f'<img src="/face/{part.key}.png" alt="" width="{side}" height="{side}">'


def _skip_button(hours: str, label: str, over: str) -> str:
    return f'<button name="hours" value="{hours}" data-over="{over}">{label}</button>'


def _service(name: str, pretends: str, address: str) -> str:
    place = html.escape(address)
    where = f'<a href="{place}">{place}</a>' if name == "The bot’s own pages" else f"<span>{place}</span>"
    return f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(pretends)} {where}</dd></div>"
