"""The demo guild on the pretend Discord: roles, channels, people with faces, and its owner setting the bot up."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
from simcord.actors import MemberActor
from simcord.backend.cdn import CDN_BASE
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle

from playground.cast import CHAMPION, GUILD_MASTER, OFFICER, PODIUM, RAIDER, Cast, Part
from playground.offline import OfflineDiscord

if TYPE_CHECKING:
    from PIL import Image

Overwrites = dict[
    RoleHandle | MemberActor | UserHandle | discord.Role | discord.Member | discord.User | discord.ClientUser,
    discord.PermissionOverwrite,
]

TIMEZONE: Final = "Atlantic/Reykjavik"
"""The guild's: without summer time, so that a seed's days fall the same all year."""

BOT_NAME: Final = "Guildhall"

_TOPICS: Final = {
    "general": "Talk about anything. Every command works here.",
    "clan": "How we grow: snapshots, gains, boards, profiles.",
    "contests": "Contests, their draws, and the proof of each.",
    "pots": "Community pots: credits on tickets, and the proof of each draw.",
    "challenges": "Make something every week, look at each other's work, vote.",
    "people": "Who stands where, roles for those who lead, links and requests.",
    "loot": "What drops: decisions of the council, auctions, raids and their points.",
    "announcements": "What the bot tells everybody.",
    "officers": "For officers and the Guild Master.",
}
_COLOURS: Final = {
    GUILD_MASTER: 0xE0A030,
    OFFICER: 0x5B8DEF,
    RAIDER: 0x3FB27F,
    CHAMPION: 0xD4AF37,
    PODIUM: 0xB08D57,
}
_SIDE: Final = 160
_HOUSE: Final = 0x3A4A6B
_ROOF, _STONE = "#e0a030", "#f3ead7"
_CREST: Final = (
    (_ROOF, ((12, 29), (32, 14), (52, 29), (52, 33), (12, 33))),
    *((_STONE, ((x, 35), (x + 5, 35), (x + 5, 46), (x, 46))) for x in (16, 29.5, 43)),
    (_STONE, ((12, 47), (52, 47), (52, 51), (12, 51))),
)


@dataclass(frozen=True, slots=True)
class DemoGuild:
    """The guild's parts by the names that the playground has for them."""

    handle: GuildHandle
    roles: Mapping[str, RoleHandle]
    channels: Mapping[str, ChannelHandle]
    people: Mapping[str, MemberActor]


def settle(env: OfflineDiscord, cast: Cast) -> tuple[DemoGuild, dict[str, tuple[str, bytes]]]:
    """Make the guild with everybody in it; also returns the faces, as pictures by address."""
    env.backend.edit_bot_profile(BOT_NAME)
    users = {
        part.key: _account(env, part, timedelta(days=400 + 37 * number)) for number, part in enumerate(cast.people)
    }
    handle = env.create_guild(cast.guild, owner=users[cast.leader.key])
    roles = {name: handle.create_role(name, color=colour, hoist=True) for name, colour in _COLOURS.items()}
    people = {
        part.key: handle.add_member(users[part.key], roles=[roles[name] for name in part.roles]) for part in cast.people
    }
    guild = DemoGuild(handle, roles, _channels(handle, roles), people)
    faces = {_address(users[part.key].id, part.key): _face(part.name[0], part.colour) for part in cast.people}
    env.backend.bot_user.avatar = "house"
    return guild, faces | {_address(env.backend.bot_user.id, "house"): _crest()}


def _account(env: OfflineDiscord, part: Part, age: timedelta) -> UserHandle:
    """Somebody's Discord account, made that long ago: its id says when."""
    user = env.create_user(part.name.lower(), global_name=part.name, avatar=part.key)._user
    del env.backend.users[user.id]
    user.id -= age // timedelta(milliseconds=1) << 22
    env.backend.users[user.id] = user
    return UserHandle(env, user)


async def set_up(guild: DemoGuild, cast: Cast) -> None:
    """The owner tells the bot who leads, where news go and what time it is, the way anybody would."""
    owner, here = guild.people[cast.leader.key], guild.channels["officers"]
    for name, value in (
        ("guild.timezone", TIMEZONE),
        ("guild.leader_roles", guild.roles[GUILD_MASTER].mention),
        ("guild.officer_roles", guild.roles[OFFICER].mention),
        ("guild.announcements", guild.channels["announcements"].mention),
        ("guild.officers_channel", here.mention),
    ):
        await owner.slash(here, "settings set", name=name, value=value)


def _channels(handle: GuildHandle, roles: Mapping[str, RoleHandle]) -> dict[str, ChannelHandle]:
    everyone, chosen = handle.default_role, (handle.roles[BOT_NAME], roles[GUILD_MASTER], roles[OFFICER])
    rules: dict[str, Overwrites] = {"announcements": {}, "officers": {}}
    for name, permission in (("announcements", "send_messages"), ("officers", "view_channel")):
        rules[name][everyone] = discord.PermissionOverwrite(**{permission: False})
        rules[name].update(dict.fromkeys(chosen, discord.PermissionOverwrite(**{permission: True})))
    return {
        name: handle.create_text_channel(name, topic=topic, overwrites=rules.get(name))
        for name, topic in _TOPICS.items()
    }


def _address(user_id: int, avatar: str) -> str:
    return f"{CDN_BASE}/avatars/{user_id}/{avatar}.png"


def _face(letter: str, colour: int) -> tuple[str, bytes]:
    """A letter on a ground of colour."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (_SIDE, _SIDE), f"#{colour:06x}")
    font = ImageFont.load_default(_SIDE * 0.56)
    ImageDraw.Draw(picture).text((_SIDE / 2, _SIDE / 2), letter, fill="white", font=font, anchor="mm")
    return f"{letter}.png", _png(picture)


def _crest() -> tuple[str, bytes]:
    """The house of `static/icon.svg`, drawn large and reduced."""
    from PIL import Image, ImageDraw

    scale = 2 * _SIDE / 64
    picture = Image.new("RGB", (2 * _SIDE, 2 * _SIDE), f"#{_HOUSE:06x}")
    draw = ImageDraw.Draw(picture)
    for colour, corners in _CREST:
        draw.polygon([(x * scale, y * scale) for x, y in corners], fill=colour)
    return "house.png", _png(picture.reduce(2))


def _png(picture: "Image.Image") -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
