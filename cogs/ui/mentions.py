"""Channels and roles by name: what people type instead of picking a mention from Discord's list."""

import re
from collections.abc import Iterable

import discord

from domain.errors import Invalid, NotFound

_MENTION = re.compile(r"<(?:#|@&)\d{1,20}>", re.ASCII)
_NOTHING = "none"

Named = discord.abc.GuildChannel | discord.Thread | discord.Role


def names_something(text: str) -> bool:
    """Whether there is anything but mentions in it, so that names have to be looked up."""
    rest = _MENTION.sub(" ", text).replace(",", " ").strip()
    return bool(rest) and rest.casefold() != _NOTHING


def channel(guild: discord.Guild, text: str) -> str:
    """The mention of the text channel that is called so; raises `NotFound`, and `Invalid` when several are."""
    if _MENTION.search(text):
        return text
    name = text.strip().removeprefix("#").strip()
    found = _called(guild.text_channels, name, _as_channel(name)) or _called(guild.threads, name, name.casefold())
    if not found:
        raise NotFound("settings.no_channel", name=name[:100])
    return _only(found, f"#{name}")


def roles(guild: discord.Guild, text: str) -> str:
    """The mentions of the roles that are called so, with what is mentioned already; raises `NotFound` and `Invalid`.

    Names stand behind an `@` each or between commas; a role's name may hold spaces. Nobody means the role that Discord
    gives to everybody: its name begins with an `@` of its own and is never found.
    """
    names = [name for part in re.split("[,@]", _MENTION.sub(",", text)) if (name := part.strip())]
    mentions = _MENTION.findall(text)
    for name in names:
        found = _called(guild.roles, name, name.casefold())
        if not found:
            raise NotFound("settings.no_role", name=name[:100])
        mentions.append(_only(found, f"@{name}"))
    return " ".join(mentions)


def _called(things: Iterable[Named], name: str, alike: str) -> list[Named]:
    """Those of exactly that name, else those whose name differs only in how large its letters are."""
    everything = list(things)
    exactly = [one for one in everything if one.name == name]
    return exactly or [one for one in everything if one.name.casefold() == alike]


def _as_channel(name: str) -> str:
    """The name as Discord writes it for a channel: small, with hyphens for spaces."""
    return "-".join(name.casefold().split())


def _only(found: list[Named], name: str) -> str:
    if len(found) > 1:
        raise Invalid("settings.several", name=name[:100])
    return found[0].mention
