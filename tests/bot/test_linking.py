"""`/link`, `/unlink`, `/me` and digests as members meet them."""

import ast
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from simcord.actors import MemberActor
from sqlalchemy import Connection

from cogs.ui.words import SENTENCES
from config import Settings
from domain.links import Account, fingerprint
from storage import digests, links, members
from tests.bot import challenging
from tests.bot.acting import card, in_spanish, parts, said, tick
from tests.bot.conftest import World

PUBLIC = "https://bot.example.org"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An operator who has set up linking."""
    linking = {
        "public_url": PUBLIC,
        "discord_client_id": "1186000000000000099",
        "discord_client_secret": SecretStr("secret"),
    }
    return settings.model_copy(update=linking)


def address(answer: Any) -> str:
    """Where the button of the card leads."""
    (url,) = [part["url"] for part in parts(card(answer)) if part.get("url")]
    return url


async def member_id(world: World, person: MemberActor) -> int:
    def work(tx: Connection) -> int:
        return members.ensure(tx, world.guild.id, person.id, world.env.now()).id

    return await world.bot.db.write(work)


async def link_to(world: World, person: MemberActor, name: str) -> None:
    """That person came back from Discord."""
    mine, account = await member_id(world, person), Account(person.id, name, None)
    await world.bot.db.write(lambda tx: links.save(tx, mine, account, world.env.now()))


async def tell(world: World, person: MemberActor, about: str, key: str, **facts: Any) -> None:
    """Something happens that concerns them."""
    mine = await member_id(world, person)
    await world.bot.db.write(lambda tx: digests.put(tx, mine, about, key=key, facts=facts, now=world.env.now()))


def letters(person: MemberActor) -> list[str]:
    """What was written to somebody."""
    return [said(message) for message in person.user.dm_channel.history()]


# Linking


async def test_a_private_address_with_a_button_and_its_end(world: World):
    answer = await world.raider.slash(world.general, "link")
    assert answer.ephemeral
    told = said(answer)
    assert told.startswith("## Link your account\nNot linked yet")
    assert "I get no password" in told
    ends = int(world.env.now().timestamp()) + 600
    assert f"It works once and ends <t:{ends}:R>" in told
    assert address(answer).startswith(f"{PUBLIC}/link/")
    token = address(answer).rpartition("/")[2]
    ticket = await world.bot.db.read(lambda tx: links.ticket(tx, fingerprint(token)))
    assert ticket is not None
    assert ticket.user_id == world.raider.id


async def test_who_is_linked_reads_as_whom_and_since_when(world: World):
    await link_to(world, world.raider, "Thrall *the* Orc")
    told = said(await world.raider.slash(world.general, "link"))
    assert f"Linked as **Thrall \\*the\\* Orc** since <t:{int(world.env.now().timestamp())}:D>" in told
    assert "Linking again replaces what is kept." in told
    assert "marks" not in told


async def test_unlinking_says_whether_there_was_anything(world: World):
    assert said(await world.raider.slash(world.general, "unlink")).startswith("You are not linked here")
    await link_to(world, world.raider, "Thrall")
    answer = await world.raider.slash(world.general, "unlink")
    assert answer.ephemeral
    assert said(answer).startswith("Forgotten: your link")
    assert "Not linked yet" in said(await world.raider.slash(world.general, "link"))


async def test_where_it_is_not_set_up_a_leader_hears_what_is_missing(world: World):
    world.bot.hall.linking._public_url = "http://bot.example.org"
    told = said(await world.raider.slash(world.general, "link"))
    assert told == "Accounts cannot be linked here: whoever runs this bot has not set it up."
    told = said(await world.leader.slash(world.general, "link"))
    assert "has to set PUBLIC\\_URL in its `.env`" in told
    assert "https" in told


async def test_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    assert said(await world.raider.slash(world.general, "link")).startswith("## Vincular tu cuenta\nAún sin vincular")
    assert said(await world.raider.slash(world.general, "me")).startswith("## Sobre ti")


async def test_a_linked_account_is_in_the_export_and_goes_with_an_erasure(world: World):
    await link_to(world, world.raider, "Thrall")
    privacy, actor = world.bot.hall.privacy, challenging.actor_of(world, world.raider)
    at = world.env.now().isoformat()
    own = {"account_id": str(world.raider.id), "name": "Thrall", "avatar": None, "linked_at": at}
    assert (await privacy.export(actor))["link"] == own
    assert await world.bot.db.read(lambda tx: links.count_linked(tx, world.guild.id)) == 1
    assert await world.bot.db.read(lambda tx: links.count_linked(tx, world.guild.id + 1)) == 0
    await privacy.erase(actor)
    assert await world.bot.db.read(lambda tx: links.count_linked(tx, world.guild.id)) == 0


# /me


async def test_me_shows_what_is_said_and_changes_it(world: World):
    answer = await world.raider.slash(world.general, "me")
    assert answer.ephemeral
    told = said(answer)
    assert "**Region** not set\n**Team** not set" in told
    assert "**Digests** off" in told
    told = said(await world.raider.slash(world.general, "me", region="EU", team="Raid *1*", digests=True))
    assert "Saved" in told
    assert "**Region** EU\n**Team** Raid \\*1\\*" in told
    assert "at most one an hour. Quiet hours are from 22:00 to 08:00" in told
    told = said(await world.raider.slash(world.general, "me", region="none"))
    assert "**Region** not set\n**Team** Raid" in told
    assert "Saved" not in said(await world.raider.slash(world.general, "me"))


async def test_me_says_what_does_not_fit(world: World):
    told = said(await world.raider.slash(world.general, "me", region="x" * 31))
    assert told == "A region is one line of at most 30 characters, such as `EU`; `none` takes it away."


async def test_no_quiet_hours_are_told_too(world: World):
    for name in ("people.quiet_from", "people.quiet_to"):
        await world.leader.slash(world.general, "settings set", name=name, value="5")
    assert "This server has no quiet hours." in said(await world.raider.slash(world.general, "me", digests=True))


# Digests


async def test_who_asked_gets_one_message_with_everything(world: World):
    await world.leader.slash(world.general, "settings set", name="people.quiet_to", value="22")
    await world.raider.slash(world.general, "me", digests=True)
    await tell(world, world.raider, "more", "a")
    await tell(world, world.raider, "small", "b")
    await tell(world, world.officer, "more", "c")
    await tick(world)
    (letter,) = letters(world.raider)
    assert letter.startswith("## News from Azeroth Guild\n• There is more; it comes with the next digest. · <t:")
    assert letter.count("•") == 2
    assert letter.endswith("/me digests:False in the server ends it.")
    assert letters(world.officer) == []
    await tell(world, world.raider, "more", "d")
    await tick(world)
    assert len(letters(world.raider)) == 1


async def test_the_guilds_language_is_spoken(world: World):
    await world.leader.slash(world.general, "settings set", name="people.quiet_to", value="22")
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    await world.raider.slash(world.general, "me", digests=True)
    await tell(world, world.raider, "more", "a")
    await tick(world)
    assert letters(world.raider)[0].startswith("## Novedades de Azeroth Guild\n• Hay más")


async def test_a_line_that_no_sentence_fits_is_left_out(world: World):
    await world.leader.slash(world.general, "settings set", name="people.quiet_to", value="22")
    await world.raider.slash(world.general, "me", digests=True)
    await tell(world, world.raider, "of.an.older.version", "a")
    await tell(world, world.raider, "heading", "b")
    await tell(world, world.raider, "more", "c")
    await tick(world)
    assert letters(world.raider)[0].count("•") == 1


async def test_lines_that_all_lost_their_sentence_bring_no_message(world: World):
    await world.leader.slash(world.general, "settings set", name="people.quiet_to", value="22")
    await world.raider.slash(world.general, "me", digests=True)
    await tell(world, world.raider, "of.an.older.version", "a")
    await tick(world)
    assert letters(world.raider) == []
    assert await world.bot.db.read(digests.waiting) == []


async def test_whose_messages_are_closed_is_told_at_the_next_me(world: World):
    await world.leader.slash(world.general, "settings set", name="people.quiet_to", value="22")
    await world.raider.slash(world.general, "me", digests=True)
    await tell(world, world.raider, "more", "a")
    somebody = world.env.backend.users[world.raider.id]
    somebody.bot = True  # to bots Discord says the same as it does of those who closed theirs
    await tick(world)
    somebody.bot = False
    closed = f"**Digests** off since <t:{int(world.env.now().timestamp())}:D>: your direct messages were closed to me."
    assert closed in said(await world.raider.slash(world.general, "me"))
    await tell(world, world.raider, "more", "b")
    await tick(world)
    assert letters(world.raider) == []
    assert "**Digests** on" in said(await world.raider.slash(world.general, "me", digests=True))
    await tell(world, world.raider, "more", "c")
    await tick(world)
    assert len(letters(world.raider)) == 1


async def test_a_discord_that_stumbles_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch):
    await world.leader.slash(world.general, "settings set", name="people.quiet_to", value="22")
    await world.raider.slash(world.general, "me", digests=True)
    await tell(world, world.raider, "more", "a")

    async def away(*_: Any) -> None:
        raise TimeoutError

    with monkeypatch.context() as stumbling:
        stumbling.setattr(world.bot, "create_dm", away)
        await tick(world)
    assert letters(world.raider) == []
    await world.env.advance_time(11)
    await tick(world)
    assert len(letters(world.raider)) == 1


def test_every_line_of_a_digest_has_its_sentence():
    """As far as the code writes out what it is about: as a text, or as one whose end is filled in."""
    told: set[str] = set()
    for room in ("services", "cogs"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name("digests"), attr="put"), args=[_, _, about, *_]):
                        told.add(start_of(about))
                    case _:
                        continue
    assert told
    assert all(any(key.startswith(f"digest.{start}") for key in SENTENCES) for start in told), told


def start_of(text: ast.expr) -> str:
    """What a text certainly begins with."""
    match text:
        case ast.Constant(str(whole)):
            return whole
        case ast.JoinedStr(values=[ast.Constant(str(start)), *_]):
            return start
        case _:
            return ""
