"""The posts that stay: each holds its hashes whole, says in plain words what it means, and is never edited."""

import hashlib

import discord
import pytest
from simcord.results import InteractionResult
from sqlalchemy import delete

from fairness import merkle
from fairness.encoding import u64
from fairness.protocol import Kind
from playground.beacon import DemoBeacon
from playground.loopback import broken
from storage.draws import PostedKeyRow
from tests.bot.acting import buttons, said, tick
from tests.bot.conftest import World
from tests.bot.drawing import call, called, cancel, commit, current, deliver, draw, lock, post, told, wait

DAY = 86400


async def read(message: discord.Message) -> tuple[str, str]:
    """The one file of a post: its name and text."""
    (file,) = message.attachments
    return file.filename, (await file.read()).decode()


async def test_the_commitment_fixes_everything_before_anybody_enters(world: World) -> None:
    record = await commit(world, winners=2)
    text = said(post(world, record.commitment_post))
    assert text.startswith("## 🏆 Draw 1: Slayer \\_September\\_\nContest · 2 winners · entries close <t:")
    assert f"<t:{record.draw.closes_at}:F> (<t:{record.draw.closes_at}:R>) at the latest" in text
    assert f"**Commitment**\n`{record.commitment.hex()}`" in text
    assert "**The rules**\n> A bond and the \\*\\*cape\\*\\*.\n> Each of 100 kills is one entry.\n> “No claim" in text
    assert "never edited" in text
    assert post(world, record.commitment_post).attachments == []


async def test_it_says_where_the_luck_comes_from(world: World) -> None:
    beacon = said(post(world, (await commit(world)).commitment_post))
    assert "**Test chain**: whoever has the key of this beacon can foresee the result." in beacon
    sealed = said(post(world, (await commit(world, sealed=True)).commitment_post))
    assert "**Sealed (you trust the host)**: the host could know, choose and veto the result." in sealed
    assert "provably fair" not in sealed.lower()


@pytest.mark.parametrize(
    ("kind", "start"), [(Kind.POT, "## 🪙 Draw 1: Slayer"), (Kind.TIE, "## 🎁 Draw 1: Slayer")], ids=str
)
async def test_each_kind_has_its_sign(world: World, kind: Kind, start: str) -> None:
    assert said(post(world, (await commit(world, kind=kind)).commitment_post)).startswith(start)


@pytest.mark.parametrize(
    "rules", ["line\n" * 900, "x" * 3000, "two  spaces", "a\u202eb", "a\u2028b", "tab\tbed"], ids=repr
)
async def test_rules_that_cannot_be_shown_to_the_letter_come_as_a_file(world: World, rules: str) -> None:
    record = await commit(world, rules=rules)
    message = post(world, record.commitment_post)
    assert "The exact wording is in the file below." in said(message)
    assert await read(message) == ("rules-1.txt", rules)
    assert record.commitment.hex() in said(message)


async def test_the_lock_comes_with_a_list_from_which_anybody_reckons_the_root(world: World) -> None:
    record = await lock(world, await commit(world))
    message = post(world, record.lock_post)
    assert record.lock is not None
    text = said(message)
    assert text.startswith(
        "## 🔒 Draw 1: the entries are locked\nSlayer \\_September\\_ · 4 entries · 4 tickets · 3 people"
    )
    assert f"**Root**\n`{record.lock.root.hex()}`" in text
    assert f"**Lock**\n`{record.lock.hash.hex()}`" in text
    name, listed = await read(message)
    assert name == "entries-1.txt"
    lines = [line.split("\t") for line in listed.splitlines() if not line.startswith("#")]
    raider, officer = f"discord:{world.raider.id}", f"discord:{world.officer.id}"
    assert [line[:3] for line in lines] == [
        ["1", "0-0", raider],
        ["2", "1-1", officer],
        ["3", "2-2", "osrs:Zezima_II"],
        ["4", "3-3", raider],
    ]
    assert lines[1][3] == hashlib.sha256(b"rule 1").hexdigest()
    leaves = [
        bytes.fromhex(line[4]) + u64(int(line[1].split("-")[0])) + u64(1) + bytes.fromhex(line[3]) for line in lines
    ]
    assert merkle.root(leaves) == record.lock.root
    assert record.lock.root.hex() in listed
    assert record.lock.hash.hex() in listed


async def test_everybody_finds_their_own_lines_without_opening_the_file(world: World) -> None:
    record = await lock(world, await commit(world))
    message = post(world, record.lock_post)
    mine = await world.raider.click(message, label="My lines")
    assert mine.ephemeral
    first, fourth = (hashlib.sha256(text).hexdigest() for text in (b"rule 0", b"rule 3"))
    assert said(mine).splitlines() == [
        "Your lines in `entries-1.txt`:",
        f"line 1 · tickets 0 to 0 · evidence `{first}`",
        f"line 4 · tickets 3 to 3 · evidence `{fourth}`",
        "Open the list and see for yourself: it must say the same.",
    ]
    none = said(await world.leader.click(message, label="My lines"))
    assert none.startswith("You have no line in the list of draw 1. A character that nobody has claimed stands")


async def test_many_lines_of_one_person_still_fit_into_an_answer(world: World) -> None:
    raider = f"discord:{world.raider.id}"
    record = await lock(world, await commit(world), [raider] * 40)
    text = said(await world.raider.click(post(world, record.lock_post), label="My lines"))
    assert "and 31 more lines" in text
    assert len(text) < 2000


async def test_the_call_reveals_the_secret_and_names_a_round_to_come(world: World) -> None:
    record = await called(world)
    assert record.call is not None
    out = world.bot.hall.draws.chain.time(record.call.round)
    text = said(post(world, record.call_post))
    assert text.startswith("## ⏳ Draw 1: the secret is out\nSlayer \\_September\\_ · draw 1\n")
    assert f"Beacon round **{record.call.round:,}** is out <t:{out}:R> (<t:{out}:T>), and decides." in text
    assert f"**Secret**\n`{record.call.secret.hex()}`" in text
    assert f"**Call**\n`{record.call.hash.hex()}`" in text
    assert out > world.env.now().timestamp() + 14


async def test_a_sealed_call_names_no_round(world: World) -> None:
    record = await called(world, sealed=True)
    text = said(post(world, record.call_post))
    assert "No beacon round is needed: the result follows from this secret alone." in text
    assert "**Sealed (you trust the host)**" in text
    assert "round 0" not in text.lower()


async def test_the_keys_are_told_first_and_once(world: World) -> None:
    await world.bot.db.write(lambda tx: tx.execute(delete(PostedKeyRow)))
    for _ in range(2):
        await draw(world)
    keys = [text for text in told(world) if text.startswith("## The keys of this server's draws")]
    assert keys == [told(world)[0]]
    trust = world.bot.hall.draws.trust
    for known in (trust.orchestrator_keys, trust.settlement_keys):
        assert next(iter(known)).hex() in keys[0]


async def test_no_post_is_ever_edited(world: World) -> None:
    record = await draw(world)
    await wait(world, 60)
    await tick(world)
    for message_id in (record.commitment_post, record.lock_post, record.call_post):
        assert post(world, message_id).edited_at is None


async def test_the_posts_speak_the_server_s_language(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    record = await called(world)
    assert "## 🏆 Sorteo 1:" in said(post(world, record.commitment_post))
    assert "participaciones cerradas" in said(post(world, record.lock_post))
    assert "el secreto se ha revelado" in said(post(world, record.call_post))


async def test_names_and_rules_ping_nobody_and_break_nothing(world: World) -> None:
    record = await commit(
        world, title=f"@everyone `x` {world.raider.mention}", rules="@everyone\n```\n> # [a](http://b)"
    )
    text = said(post(world, record.commitment_post))
    assert "@everyone" not in text
    assert world.raider.mention not in text
    assert "```" not in text


# A silent beacon


async def test_a_beacon_that_is_silent_for_a_day_is_told_and_anybody_can_end_it(
    world: World, beacon: DemoBeacon
) -> None:
    beacon.for_everyone = broken(503)
    record = await called(world)
    assert record.call is not None
    await wait(world, 3600)
    assert len(told(world)) == 4
    assert told(world)[-1].startswith("## ⏳ Draw 1 is waiting for its round\n"), "officers hear of it after a minute"
    await wait(world, DAY)
    await wait(world, 60)
    (message,) = [one for one in world.news.history() if "is still waiting for its round" in said(one)]
    assert f"No relay of the public beacon has given round **{record.call.round:,}**" in said(message)
    form = await world.raider.click(message, label="Paste round…")
    answer = await paste(world, form, beacon.local.sign(record.call.round).hex())
    assert said(answer) == "That is the beacon's signature: draw 1 is drawn. Thank you."
    assert answer.ephemeral
    assert (await current(world, record)).result is not None


async def paste(world: World, form: InteractionResult, text: str) -> InteractionResult:
    """The raider fills in the form."""
    assert form.modal is not None
    field = form.modal["components"][0]["component"]["custom_id"]
    return await world.raider.submit_modal(form, {field: text})


async def test_a_sample_of_that_event_shows_where_it_will_be_told(world: World) -> None:
    await world.leader.slash(world.general, "notifications test", event="draw.beacon_silent")
    assert "The public beacon has not answered a draw for a day" in told(world)[-1]


async def test_the_log_words_every_step(world: World) -> None:
    await draw(world)
    await cancel(world, await commit(world))
    log = said(await world.raider.slash(world.general, "audit list", kind="draw"))
    for words in (
        "committed to a draw", "locked the entries of a draw", "called a draw", "settled a draw", "cancelled a draw",
    ):  # fmt: skip
        assert f"**{words}**" in log


async def test_buttons_of_old_posts_work_after_a_restart(world: World) -> None:
    record = await lock(world, await commit(world))
    await world.restart()
    assert "line 1" in said(await world.raider.click(post(world, record.lock_post), label="My lines"))
    again = await call(world, record)
    await deliver(world)
    assert again.call_post is not None
    assert set(buttons(post(world, record.lock_post))) == {"My lines"}
