"""`/verify`: a draw by number, a proof by file, and the list of all; whatever was touched is named."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from cogs.ui.draws import checking
from cogs.ui.draws.verdict import GROUPS
from cogs.ui.words import SENTENCES
from domain.people import Actor
from fairness.verify import NAMES
from playground.beacon import DemoBeacon
from playground.loopback import broken
from tests.bot.acting import buttons, card, in_spanish, me, options, parts, said, select_id
from tests.bot.conftest import World
from tests.bot.drawing import call, called, cancel, ceremony, commit, current, draw, lock, post, void, wait
from tests.fairness import proofs
from tests.fairness.plain import remade

Tree = dict[str, Any]


async def verify(world: World, **options: Any) -> InteractionResult:
    """The raider asks."""
    return await world.raider.slash(world.general, "verify", **options)


async def proof_of(world: World, number: int = 1) -> Tree:
    """A draw's proof as the bot hands it out."""
    tree: Tree = json.loads(await world.bot.hall.draws.proof_of(world.guild.id, number))
    return tree


async def verify_file(world: World, tree: Tree | bytes, name: str = "proof.json") -> InteractionResult:
    """The raider brings a file."""
    data = tree if isinstance(tree, bytes) else proofs.text(tree).encode()
    return await verify(world, file=(name, data))


async def report(answer: InteractionResult) -> str:
    """The file that goes with a verdict."""
    (attached,) = card(answer).attachments
    return (await attached.read()).decode()


# By number


async def test_a_draw_is_checked_check_by_check_and_its_posts_are_opened(world: World) -> None:
    record = await draw(world)
    answer = await verify(world, draw=1)
    assert answer.ephemeral
    text = said(answer)
    assert text.startswith("## ✅ Verified\nSlayer \\_September\\_ · draw 1 · contest\n**Test chain**")
    for name in NAMES:
        assert f"✅ {SENTENCES[f'verify.check.{name}'][0]}\n" in text + "\n"
    for step, message in (
        ("Commitment", record.commitment_post),
        ("Lock", record.lock_post),
        ("Call", record.call_post),
    ):
        url = f"https://discord.com/channels/{world.guild.id}/{world.news.id}/{message}"
        assert f"✅ [{step}]({url}): mine, unedited, with this hash" in text
    assert "❌" not in text
    assert "⏳" not in text
    assert len(text) < 2600, "a phone shows it without a wall of text"


async def test_the_details_are_in_a_file_as_the_command_has_them(world: World) -> None:
    record = await draw(world)
    answer = await verify(world, draw=1)
    (attached,) = card(answer).attachments
    assert attached.filename == "verification-1.txt"
    lines = (await report(answer)).splitlines()
    assert lines[0] == f"Draw 1 (contest) of guild {world.guild.id}: Slayer _September_"
    assert "VERIFIED" in lines
    assert f"  commitment {record.commitment.hex()}" in lines
    assert sum(line.startswith("passed ") for line in lines) == len(NAMES)
    assert any(line.startswith("  commitment sound") for line in lines)


async def test_who_won_is_said(world: World) -> None:
    record = await draw(world, winners=3)
    text = said(await verify(world, draw=1))
    seen = await world.bot.hall.draws.seen_by_id(world.guild.id, record.id)
    assert "**Winners**\n" in text
    for place in seen.places:
        assert f" · ticket {place.pick.ticket}\n" in text
    await void(world, record, 0, "away")
    text = said(await verify(world, draw=1))
    assert "**1 winner passed over by the host: not proven**" in text
    assert " · passed over: away\n" in text
    assert text.startswith("## ✅ Verified")


async def test_a_draw_under_way_shows_how_far_it_has_come(world: World) -> None:
    record = await commit(world)
    for heading, step in (
        ("## Entries are open", lock),
        ("## 🔒 Entries are locked", call),
        ("## ⏳ The secret is out", None),
    ):
        answer = await verify(world, draw=1)
        assert answer.ephemeral
        assert said(answer).startswith(heading)
        if step:
            record = await step(world, record)
    await cancel(world, await commit(world))
    assert said(await verify(world, draw=2)).startswith("## Draw 2 was cancelled")


async def test_a_number_that_is_none_is_said_to_be(world: World) -> None:
    await draw(world)
    answer = await verify(world, draw=2)
    assert answer.ephemeral
    assert said(answer) == "This server has no draw 2. `/verify` lists them all."


async def test_sealed_and_late_are_called_what_they_are(world: World) -> None:
    record = await called(world, sealed=True)
    await wait(world, 1)
    text = said(await verify(world, draw=1))
    assert text.startswith("## ✅ Verified")
    assert "**Sealed (you trust the host)**" in text
    assert "provably fair" not in text.lower()
    assert SENTENCES["verify.check.beacon"][0] not in text, "what does not apply is not said to hold"
    record = await call(world, await lock(world, await commit(world)), post=False)
    await wait(world, 20)
    await wait(world, 1)
    assert (await current(world, record)).call_post is not None
    text = said(await verify(world, draw=2))
    assert text.startswith("## ❌ Rejected")
    assert "**Called late**: the round was out when the call was posted; the result stands" in text
    assert f"❌ {SENTENCES['verify.check.posts'][0]}: called late" in text


async def test_erased_entries_are_counted(world: World) -> None:
    await draw(world)
    await world.bot.hall.privacy.erase(Actor(world.guild.id, world.raider.id, frozenset[int](), manages_guild=False))
    text = said(await verify(world, draw=1))
    assert text.startswith("## ✅ Verified")
    assert "2 erased entries: not checkable." in text
    assert str(world.raider.id) not in text


# The posts


async def test_posts_that_cannot_be_opened_are_named_and_nothing_is_held_against_the_draw(world: World) -> None:
    record = await draw(world)
    moderators = world.guild.create_role("Moderator", permissions=discord.Permissions(manage_messages=True))
    await world.person("Moira", moderators).delete(post(world, record.lock_post))
    text = said(await verify(world, draw=1))
    assert text.startswith("## ✅ Verified")
    assert "⏳ [Lock](" in text
    assert "could not be opened: it is not there (any more)" in text
    assert text.count("mine, unedited, with this hash") == 2


async def test_a_channel_that_the_bot_may_not_read_is_named(world: World) -> None:
    deny = discord.PermissionOverwrite(view_channel=False)
    secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
    await draw(world)
    tree = await proof_of(world)
    tree["posts"]["channel_id"] = str(secret.id)
    text = said(await verify_file(world, tree))
    assert text.count("⏳ [") == 3
    assert text.count("could not be opened") == 3
    tree["posts"]["channel_id"] = "123456789012345678"
    assert said(await verify_file(world, tree)).count("I may not read that channel") == 3


async def test_a_post_that_was_edited_is_held_against_the_draw(world: World) -> None:
    record = await draw(world)
    channel = world.bot.get_partial_messageable(world.news.id)
    assert record.call_post is not None
    before = post(world, record.call_post)
    view = discord.ui.LayoutView.from_message(before)
    await channel.get_partial_message(record.call_post).edit(view=view)
    text = said(await verify(world, draw=1))
    assert text.startswith("## ❌ Rejected")
    assert "It fails here: the posts in Discord" in text
    assert "was edited, and such a post never is" in text


async def test_posts_of_others_and_of_other_draws_are_not_taken_for_these(world: World) -> None:
    await draw(world)
    other = await draw(world)
    forged = await world.raider.send(world.news, "the commitment, honestly")
    tree = await proof_of(world)
    tree["posts"] |= {"lock": str(other.lock_post), "call": str(other.call_post)}
    text = said(await verify_file(world, tree))
    assert text.startswith("## ❌ Rejected")
    assert text.count("shows another hash than the proof: one step must not be posted twice with two hashes") == 2
    tree["posts"] |= {"call": str(forged.id)}
    assert "is not by me" in said(await verify_file(world, tree))


async def test_posts_of_another_server_are_not_looked_for(world: World) -> None:
    """Nobody asks the bot about messages of a server that they are not in."""
    elsewhere = world.env.create_guild("Elsewhere")
    room = elsewhere.create_text_channel("room")
    message = await world.bot.get_partial_messageable(room.id).send("f" * 64)
    tree = proofs.contest()
    tree["draw"]["guild_id"] = str(elsewhere.id)
    tree["posts"] |= {"channel_id": str(room.id), "commitment": str(message.id)}
    tree = remade(tree)
    before = len(world.env.http_requests)
    text = said(await verify_file(world, tree))
    assert text.count("of another server: open it yourself") == 3
    assert f"The long night ✓ · draw 7 of server {elsewhere.id} · contest" in text
    assert not [sent for sent in world.env.http_requests[before:] if sent.method == "GET"]
    await draw(world)
    here = await proof_of(world)
    here["posts"] |= {"channel_id": str(room.id)}
    assert said(await verify_file(world, here)).count("of another server") == 3


async def test_discord_is_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await draw(world)

    async def away(*_: Any, **__: Any) -> Any:
        raise TimeoutError

    monkeypatch.setattr(discord.abc.Messageable, "fetch_message", away)
    text = said(await verify(world, draw=1))
    assert text.startswith("## ✅ Verified")
    assert text.count("could not be opened: Discord did not answer") == 3


# By file


async def test_a_proof_from_anywhere_is_checked(world: World) -> None:
    text = said(await verify_file(world, proofs.contest()))
    assert text.startswith("## ✅ Verified\nThe long night ✓ · draw 7 of server 772000000000000001 · contest\n")
    assert "**1 winner passed over by the host: not proven**" in text
    assert "The lock is signed with an unknown key" in text
    assert "The result is signed with an unknown key" in text
    text = said(await verify_file(world, proofs.sealed()))
    assert "Names no posts: nothing here shows when each step was made public." in text
    assert "**Sealed (you trust the host)**" in text


SPOILT: dict[str, Callable[[Tree], Any]] = {
    "commitment": lambda tree: tree["draw"].update(rules="Everything for the host."),
    "participants": lambda tree: tree["entries"][1].update(who="discord:1"),
    "tickets": lambda tree: tree["entries"][1].update(first_ticket=3),
    "root": lambda tree: tree["entries"].pop(),
    "called_at": lambda tree: tree["call"].update(called_at=tree["call"]["called_at"] - 300_000),
    "randomness": lambda tree: tree["beacon"].update(randomness="0" * 64),
    "draw": lambda tree: tree["positions"][0].update(ticket=tree["positions"][0]["ticket"] ^ 1),
    "result": lambda tree: tree.update(result="0" * 64),
    "lock_signature": lambda tree: tree["signatures"]["lock"].update(signature="0" * 128),
    "form": lambda tree: tree.update(extra=1),
    "protocol": lambda tree: tree.update(protocol="guildhall/2"),
}


@pytest.mark.parametrize("name", list(SPOILT))
async def test_what_was_touched_is_named(world: World, name: str) -> None:
    tree = proofs.contest()
    SPOILT[name](tree)
    text = said(await verify_file(world, tree))
    assert text.startswith("## ❌ Rejected")
    assert f"❌ {SENTENCES[f'verify.check.{name}'][0]}: " in text


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xff\xfe", b'"a proof"', b"[" * 5000, b"nonsense" * 1000, b"<html>", b"1e999", b"\x00" * 10],
    ids=repr,
)
async def test_nonsense_gets_clear_words(world: World, data: bytes) -> None:
    answer = await verify_file(world, data)
    assert answer.ephemeral
    assert said(answer).startswith("## ❌ Unreadable\nThat is no proof: ")
    assert "Attach the `proof.json` of a draw" in said(answer)


async def test_what_is_larger_than_any_proof_is_not_even_fetched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def read(_: Any) -> bytes:
        raise AssertionError("it was fetched")

    monkeypatch.setattr(discord.Attachment, "read", read)
    monkeypatch.setattr(checking, "_LARGEST", 0)
    answer = await verify_file(world, b"{}")
    assert said(answer).startswith("That file is larger than 0 MiB, which no proof is.")


async def test_a_file_that_discord_keeps_is_said_to_be_out_of_reach(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(_: Any) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "read", read)
    assert said(await verify_file(world, b"{}")).startswith("Discord did not hand me the file.")


async def test_two_large_files_are_checked_one_after_the_other(world: World) -> None:
    tree = proofs.proof("pot", [proofs.entry(f"discord:{10_000 + one}") for one in range(3000)], round_=1000)
    answers = [await verify_file(world, remade(tree)) for _ in range(2)]
    assert all(said(answer).startswith("## ✅ Verified") for answer in answers)


async def test_a_number_and_a_file_are_one_too_many(world: World) -> None:
    answer = await verify(world, draw=1, file=("proof.json", b"{}"))
    assert said(answer) == "Give me one of the two: the number of a draw, or a proof file."


# Against the books


async def test_the_bot_s_own_proof_is_that_of_the_books(world: World) -> None:
    await draw(world)
    text = said(await verify_file(world, await proof_of(world)))
    assert text.startswith("## ✅ Verified\nSlayer \\_September\\_ · draw 1 · contest\n")
    assert "unknown key" not in text


def forged(world: World, number: int = 1) -> Tree:
    """A proof that holds, and says that it is of this server."""
    tree = proofs.sealed()
    tree["draw"] |= {"guild_id": str(world.guild.id), "number": number}
    return remade(tree)


async def test_two_commitments_for_one_number_are_called_that(world: World) -> None:
    record = await draw(world)
    tree = forged(world)
    text = said(await verify_file(world, tree))
    assert text.startswith("## ❌ Rejected")
    assert "It fails here: this server's books" in text
    assert (
        f"❌ **Two commitments for draw 1**: this file has `{tree['commitment']}`, "
        f"this server's books have `{record.commitment.hex()}`." in text
    )
    assert "**Winners, as the file claims**" in text


async def test_two_locks_and_two_calls_for_one_number_are_called_that(world: World, beacon: DemoBeacon) -> None:
    await draw(world)
    dropped = await proof_of(world)
    del dropped["entries"][-1]
    text = said(await verify_file(world, remade(dropped)))
    assert "❌ **Two locks for draw 1**: this file has `" in text
    assert "Two commitments" not in text
    recalled = await proof_of(world)
    for part in (recalled["call"], recalled["beacon"]):
        part["round"] += 1
    recalled["beacon"]["signature"] = beacon.local.sign(recalled["call"]["round"]).hex()
    answer = await verify_file(world, remade(recalled))
    assert "❌ **Two calls for draw 1**: this file has `" in said(answer)
    assert "Two locks" not in said(answer)
    assert said(answer).startswith("## ❌ Rejected\n")
    assert "It fails here: the posts in Discord · this server's books" in said(answer), "by itself the file holds"
    assert f"CONTRADICTS THE BOOKS: call {remade(recalled)['call']['hash']} " in await report(answer)


async def test_a_draw_that_is_not_in_the_books_is_called_that(world: World) -> None:
    text = said(await verify_file(world, forged(world, 5)))
    assert "❌ **No draw 5 here**: the file says that it is of this server, and the books have none" in text


async def test_the_result_of_a_draw_that_was_not_called_is_called_that(world: World) -> None:
    """Who has a sealed draw's secret can reckon it beforehand."""
    record = await lock(world, await commit(world, sealed=True))
    entries = await world.bot.hall.draws.entry_list(world.guild.id, record.id)
    secret: bytes = await world.bot.db.read(lambda tx: tx.exec_driver_sql("SELECT secret FROM draws").scalar_one())
    tree = proofs.sealed()
    tree["draw"] |= {"guild_id": str(world.guild.id), "number": 1, "kind": "contest", "rules": record.draw.rules}
    tree["draw"] |= {"closes_at": record.draw.closes_at, "winners": 1}
    tree["call"]["secret"] = secret.hex()
    tree["entries"] = [
        {
            "participant": "",
            "who": one.who,
            "salt": (one.salt or b"").hex(),
            "first_ticket": one.first_ticket,
            "tickets": one.tickets,
            "evidence": one.evidence,
            "evidence_sha256": "",
        }
        for one in entries
    ]
    tree = remade(tree)
    assert record.lock is not None
    assert tree["lock"] == record.lock.hash.hex()
    text = said(await verify_file(world, tree))
    assert "❌ **Draw 1 was not called yet**: the file says that it is of this server and over." in text


# The list


async def test_without_draws_the_list_says_how_one_begins(world: World) -> None:
    answer = await verify(world)
    assert answer.ephemeral
    assert said(answer) == (
        "## 🔎 Draws of this server\nNothing has been drawn here yet. "
        "A draw begins when a contest is published or a pot is opened."
    )


async def test_all_draws_are_listed_with_how_they_stand(world: World, beacon: DemoBeacon) -> None:
    await draw(world, title="Drawn")
    await cancel(world, await commit(world, title="Cancelled"))
    await commit(world, title="Open")
    await lock(world, await commit(world, title="Locked", sealed=True))
    beacon.for_everyone = broken(503)
    await called(world, title="Called @everyone")
    text = said(await verify(world))
    assert text.startswith("## 🔎 Draws of this server\n5 draws\n**5** · Called ")
    assert "@everyone" not in text
    rows = text.split("\n-# ")
    assert "⏳ called <t:" in rows[1]
    assert rows[1].split("\n")[0].endswith("waiting for its round · beacon, test chain")
    assert rows[2].startswith("🔒 entries locked <t:")
    assert rows[2].split("\n")[0].endswith("· sealed (you trust the host)")
    assert rows[3].startswith("entries open, they close <t:")
    assert rows[4].startswith("cancelled <t:")
    assert rows[5].startswith("drawn <t:")
    assert "Numbers count 1, 2, 3 … without a gap." in text


async def test_what_must_be_known_of_a_draw_is_in_the_list(world: World) -> None:
    record = await call(world, await lock(world, await commit(world)), post=False)
    await wait(world, 20)
    await void(world, record, 0, "away")
    assert "1 winner passed over · called late" in said(await verify(world))


async def test_missing_numbers_are_called_that(world: World) -> None:
    await commit(world)
    await commit(world)
    with closing(sqlite3.connect(world.bot.db.path)) as books:
        books.execute("DROP TRIGGER draws_kept")
        books.execute("DELETE FROM draws WHERE number = 1")
        books.commit()
    text = said(await verify(world))
    assert "❌ The newest draw has number 2, and there are only 1. Numbers are missing" in text


async def test_a_long_list_turns_its_pages_and_opens_a_draw(world: World) -> None:
    for number in range(1, 10):
        await commit(world, title=f"Draw no {number}")
    answer = await verify(world)
    assert "9 draws · Page 1 of 2\n**9** · Draw no 9" in said(answer)
    assert len(options(card(answer), "draw:v1:pick")) == 8
    await world.raider.click(card(answer), custom_id=buttons(card(answer))["▶️"])
    assert "Page 2 of 2\n**1** · Draw no 1" in said(answer)
    assert set(buttons(card(answer))) == {"◀️"}
    opened = await world.raider.select(card(answer), ["1"], custom_id=select_id(card(answer), "draw:v1:pick"))
    assert opened.ephemeral
    assert said(opened).startswith("## Entries are open\nDraw no 1 · draw 1")


async def test_another_server_sees_none_of_them(world: World) -> None:
    await draw(world)
    elsewhere = world.env.create_guild("Elsewhere")
    room = elsewhere.create_text_channel("room")
    stranger = elsewhere.add_member(world.env.create_user("stranger"))
    assert "Nothing has been drawn here yet" in said(await stranger.slash(room, "verify"))
    assert said(await stranger.slash(room, "verify", draw=1)).startswith("This server has no draw 1.")


# Words


def test_every_check_has_its_words_and_its_place():
    assert {f"verify.check.{name}" for name in NAMES} == {key for key in SENTENCES if key.startswith("verify.check.")}
    placed = [name for names in GROUPS.values() for name in names]
    assert sorted(placed) == sorted(NAMES)


async def test_it_is_said_in_the_asker_s_language(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await draw(world)
    in_spanish(monkeypatch)
    text = said(await verify(world, draw=1))
    assert text.startswith("## ✅ Verificado\n")
    for name in NAMES:
        assert f"✅ {SENTENCES[f'verify.check.{name}'][1]}" in text
    assert "es mía, sin editar y con este hash" in text
    assert "## 🔎 Sorteos de este servidor\n1 sorteo\n" in said(await verify(world))


async def test_the_largest_verdict_fits(world: World) -> None:
    tree = proofs.contest()
    tree["positions"] = [{"position": place, "void": "x" * 5000} for place in range(4)]
    answer = await verify_file(world, remade(tree))
    assert sum(len(part.get("content", "")) for part in parts(card(answer))) <= 4000
    assert "passed over by the host" in said(answer)


async def test_the_ceremony_s_own_button_checks_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await ceremony(world, await draw(world), monkeypatch)
    assert said(await world.raider.click(card(shown), label="Verify")).startswith("## ✅ Verified")
