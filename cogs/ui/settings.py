"""What `/settings` and `/setup` show: values in words, choices while typing, the guided panel."""

from collections.abc import Iterable, Mapping

from discord import app_commands

from cogs.ui import mentions
from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of
from cogs.ui.words import Words, harmless
from domain.errors import NotFound
from domain.settings import Kind, Setting, Value, nearest_timezones
from services.settings import REGISTRY, Change

Choices = list[app_commands.Choice[str]]


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


def settings_card(say: Words, values: Mapping[str, Value], area: str | None) -> Card:
    """Every setting of an area (or of all) with its value and its line of help."""
    areas = REGISTRY.areas()
    wanted = areas if area is None else tuple(one for one in areas if one == area.strip().lower())
    if not wanted:
        raise NotFound("settings.unknown_area", area=str(area), areas=areas)
    blocks = [_area_block(say, one, values) for one in wanted]
    return Card(Accent.PEOPLE, say("settings.heading"), body=blocks, small=say("settings.small"))


def _area_block(say: Words, area: str, values: Mapping[str, Value]) -> str:
    lines = [f"### {area}"]
    for setting in REGISTRY.values():
        if setting.area != area:
            continue
        value = values[setting.name]
        text = shown(say, setting, value)
        name = setting.name if value == setting.default else f"**{setting.name}**"
        lines.append(f"{name} · {text}\n-# {say(f'setting.{setting.name}')}")
    return "\n".join(lines)


def area_choices(current: str) -> Choices:
    """Areas that match what is typed."""
    return _choices((area, area) for area in REGISTRY.areas() if current.lower() in area)


def name_choices(say: Words, current: str) -> Choices:
    """Settings whose name or help matches what is typed."""
    wanted = current.strip().lower()
    named = ((name, f"{name} · {say(f'setting.{name}')}") for name in REGISTRY)
    return _choices((name, text) for name, text in named if wanted in text.lower())


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
