"""What `/settings` and `/setup` show: values in words, choices while typing, the guided panel."""

from collections.abc import Iterable, Mapping

from discord import app_commands

from cogs.ui import mentions
from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, turn, words_for
from cogs.ui.press import Press, turners
from cogs.ui.words import Words, harmless
from domain.errors import NotFound
from domain.settings import Kind, Setting, Value, nearest_timezones
from services.settings import REGISTRY, Change

Choices = list[app_commands.Choice[str]]

_ALL = "all"
_PAGE_TEXT = 3000
"""Letters of settings on a page: less than Discord takes, and as much as anybody reads on a phone."""


def shown(say: Words, setting: Setting, value: Value) -> str:
    """A value as people read it: mentions, yes and no, numbers with their unit."""
    match setting.kind, value:
        case _, None | ():
            return say("word.none")
        case Kind.CHANNEL, int():
            return f"<#{value}>"
        case Kind.ROLES, tuple():
            return " ".join(f"<@&{role}>" for role in value)
        case Kind.YES_NO, _:
            return say("word.yes") if value else say("word.no")
        case Kind.TEXT, str():
            return harmless(value) or say("word.none")
        case Kind.PERCENT, int():
            return f"{value} %"
        case Kind.HUNDREDTHS, int():
            return hundredths(say, value)
        case _, int():
            return say.number(value)
        case _:
            return f"`{value}`" if value else say("word.none")


async def with_mentions(interaction: Interaction, name: str, text: str) -> str:
    """What was typed for a setting, with the names of channels and roles replaced by their mentions.

    Raises `NotFound` and `Invalid` for a name that fits none or several, and `Forbidden`.
    """
    setting, guild = REGISTRY.get(name.strip().lower()), interaction.guild
    look_up = _LOOK_UP.get(setting.kind) if setting else None
    if guild is None or look_up is None or not mentions.names_something(text):
        return text
    # Who may not set it need not learn what there is that Discord does not show them.
    await hall_of(interaction).settings.for_leader(actor_of(interaction))
    return look_up(guild, text)


_LOOK_UP = {Kind.CHANNEL: mentions.channel, Kind.ROLES: mentions.roles}


def hundredths(say: Words, value: int) -> str:
    """An amount kept in hundredths: 1250 is 12.50."""
    sign = "-" if value < 0 else ""
    point = "," if say.language == "es" else "."
    return f"{sign}{say.number(abs(value) // 100)}{point}{abs(value) % 100:02d}"


def changed(say: Words, change: Change) -> str:
    """What became of a setting."""
    before, after = (shown(say, change.setting, value) for value in (change.before, change.after))
    key = "settings.unchanged" if change.before == change.after else "settings.changed"
    return say(key, name=change.setting.name, before=before, after=after)


class TurnSettings(Press, key="settings:v1:page", args=r"(?P<area>[a-z]{1,20}):(?P<page>\d{1,4})"):
    """Another page of the settings, of one area or of all."""

    async def press(self, interaction: Interaction) -> None:
        """Turn it."""
        area = None if self.args["area"] == _ALL else self.args["area"]
        values = await hall_of(interaction).settings.show(guild_of(interaction))
        await turn(interaction, settings_card(words_for(interaction), values, area, int(self.args["page"])))


def settings_card(say: Words, values: Mapping[str, Value], area: str | None, page: int = 1) -> Card:
    """Settings of an area (or of all) with their values and lines of help, as many as fit on a card."""
    areas = REGISTRY.areas()
    wanted = areas if area is None else tuple(one for one in areas if one == area.strip().lower())
    if not wanted:
        raise NotFound("settings.unknown_area", area=str(area), areas=areas)
    pages = _pages([(one, _setting_line(say, setting, values)) for one in wanted for setting in _of(one)])
    at = min(max(page, 1), len(pages))
    return Card(
        Accent.PEOPLE,
        say("settings.heading"),
        status=say("settings.page", page=at, pages=len(pages)) if len(pages) > 1 else "",
        body=pages[at - 1],
        rows=[turners(TurnSettings, at, len(pages), _ALL if area is None else wanted[0])],
        small=say("settings.small"),
    )


def _of(area: str) -> Iterable[Setting]:
    return (setting for setting in REGISTRY.values() if setting.area == area)


def _setting_line(say: Words, setting: Setting, values: Mapping[str, Value]) -> str:
    value = values[setting.name]
    name = setting.name if value == setting.default else f"**{setting.name}**"
    return f"{name} · {shown(say, setting, value)}\n-# {say(f'setting.{setting.name}')}"


def _pages(lines: list[tuple[str, str]]) -> list[list[str]]:
    """Blocks of one area each, on pages that hold so much text; an area goes on under its name on the next page."""
    pages: list[list[str]] = [[]]
    room, current = _PAGE_TEXT, ""
    for area, line in lines:
        if len(line) > room:
            pages.append([])
            room, current = _PAGE_TEXT, ""
        if area != current:
            pages[-1].append(f"### {area}")
            current = area
        pages[-1][-1] += f"\n{line}"
        room -= len(line) + 1
    return pages


def area_choices(current: str) -> Choices:
    """Areas that match what is typed."""
    return _choices((area, area) for area in REGISTRY.areas() if current.lower() in area)


def name_choices(say: Words, current: str) -> Choices:
    """Settings whose name or help matches what is typed."""
    wanted = current.strip().lower()
    named = ((name, f"{name} · {say(f'setting.{name}')}") for name in REGISTRY)
    found = [(name, text) for name, text in named if wanted in text.lower()]
    return _choices(sorted(found, key=lambda one: wanted not in one[0]))


def value_choices(say: Words, name: str | None, current: str) -> Choices:
    """Values that the setting takes, where they can be listed."""
    setting = REGISTRY.get((name or "").strip().lower())
    if setting is None:
        return []
    if setting.kind is Kind.TIMEZONE:
        listed: Iterable[tuple[str, str]] = ((one, one) for one in nearest_timezones(current or "Europe", 10))
    elif setting.kind is Kind.YES_NO:
        listed = (("yes", say("word.yes")), ("no", say("word.no")))
    else:
        listed = ((one, one) for one in setting.choices if current.lower() in one)
    return _choices(listed)


def _choices(pairs: Iterable[tuple[str, str]]) -> Choices:
    """At most the 25 that Discord shows, none longer than it allows."""
    return [app_commands.Choice(name=text[:100], value=value) for value, text in list(pairs)[:25]]
