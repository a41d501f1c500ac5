"""`/notifications`: where each event goes, what really arrives there, and why it did not."""

import logging
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle, WebhookHandle

from storage import notices
from tests.bot.acting import in_spanish, said, tick
from tests.bot.conftest import World

EVENT = "clan.snapshot_complete"
ALARM = "clan.snapshot_failed"
POSTS = "/channels/*/messages"


def plain(answer: Any) -> str:
    """What it says, as people read it: names of events hold a character that markdown would take for itself."""
    return said(answer).replace("\\_", "_")


async def set_(world: World, event: str = EVENT, **options: Any) -> str:
    """The leader routes an event; what they are told."""
    answer = await world.leader.slash(world.general, "notifications set", event=event, **options)
    assert answer.ephemeral
    return plain(answer)


async def try_(world: World, event: str = EVENT) -> str:
    """The leader tries an event; what they are told."""
    answer = await world.leader.slash(world.general, "notifications test", event=event)
    assert answer.ephemeral
    return plain(answer)


async def show(world: World) -> dict[str, str]:
    """What the list says of each event."""
    shown = await world.leader.slash(world.general, "notifications show")
    assert shown.ephemeral
    text = said(shown)
    blocks = text.split("**clan.")[1:]
    return {f"clan.{block.partition('**')[0]}": block for block in blocks}


async def put(world: World, event: str = EVENT, key: str = "x", **facts: Any) -> None:
    """Something happened that is to be told."""
    now = world.env.now()
    told = facts or {"run": 1, "read": 2, "failed": 0, "total": 2, "window": "7d", "highlights": {}}
    await world.bot.db.write(lambda tx: notices.put(tx, world.guild.id, event, key=key, facts=told, now=now))


def history(channel: ChannelHandle) -> list[str]:
    """What stands in a channel."""
    return [said(message) for message in channel.history() if not message.flags.ephemeral]


def webhook(world: World, channel: ChannelHandle) -> tuple[WebhookHandle, str]:
    """A webhook and its address, as long as Discord's are."""
    handle = world.guild.create_webhook(channel)
    token = "secret_" * 9 + "word_"
    backend = world.env.backend
    backend.webhooks[handle.id].token = token
    backend.webhook_tokens[token] = handle.id
    return handle, f"https://discord.com/api/webhooks/{handle.id}/{token}"


def posts(world: World) -> list[dict[str, Any]]:
    """What was sent to channels."""
    sent = [one for one in world.env.http_requests if one.method == "POST" and one.path.startswith("/channels/")]
    return [one.json for one in sent if one.json is not None]


# Where things go


async def test_without_a_route_everything_goes_to_the_announcements(world: World):
    listed = await show(world)
    assert set(listed) == {EVENT, ALARM, "clan.leaderboard"}
    for text in listed.values():
        assert f"· {world.news.mention}\n" in text
        assert "never sent" in text


async def test_a_sample_arrives_where_events_go_and_is_no_delivery(world: World):
    assert await try_(world) == f"✅ A sample of **{EVENT}** was posted to {world.news.mention}."
    (arrived,) = history(world.news)
    assert "**What will be posted here** · A snapshot of the clan is complete" in arrived
    assert "never sent" in (await show(world))[EVENT]
    await put(world)
    await tick(world)
    delivered = f"✅ <t:{int(world.env.now().timestamp())}:R>"
    assert delivered in (await show(world))[EVENT]
    await world.env.advance_time(60)
    world.env.inject_error("POST", POSTS, status=403, code=50013, times=1)
    assert (await try_(world)).startswith("❌")
    assert delivered in (await show(world))[EVENT]


async def test_an_event_gets_its_own_channel(world: World):
    assert await set_(world, channel=world.general) == f"**{EVENT}** now goes to {world.general.mention}."
    await try_(world)
    assert history(world.news) == []
    assert "A snapshot of the clan is complete" in history(world.general)[-1]


async def test_officers_hear_of_trouble_in_their_own_channel(world: World):
    den = world.guild.create_text_channel("officers")
    await world.leader.slash(world.general, "settings set", name="guild.officers_channel", value=den.mention)
    await try_(world, ALARM)
    await try_(world, EVENT)
    assert len(history(den)) == len(history(world.news)) == 1


async def test_a_webhook_takes_an_event(world: World):
    _, address = webhook(world, world.general)
    told = await set_(world, webhook=f" {address} ")
    assert told == f"**{EVENT}** now goes to a webhook."
    assert await try_(world) == f"✅ A sample of **{EVENT}** was posted to a webhook."
    message = world.general.history()[-1]
    assert message.webhook_id is not None
    assert "A snapshot of the clan is complete" in (message.embeds[0].description or "")


async def test_off_is_off_and_a_sample_still_goes(world: World):
    assert await set_(world, enabled=False) == f"**{EVENT}** is off now."
    await put(world, run=1)
    await tick(world)
    assert history(world.news) == []
    assert "not sent" in (await show(world))[EVENT]
    told = f"✅ A sample of **{EVENT}** was posted to {world.news.mention}, although the event is off."
    assert await try_(world) == told
    assert len(history(world.news)) == 1
    assert "not sent" in (await show(world))[EVENT]
    assert await set_(world, enabled=True) == f"**{EVENT}** now goes to {world.news.mention}."
    await put(world, key="y")
    await tick(world)
    assert len(history(world.news)) == 2


async def test_nothing_chosen_says_how_it_stands(world: World):
    same: tuple[dict[str, Any], ...] = ({}, {"enabled": True})
    for options in same:
        assert await set_(world, **options) == f"Nothing changed: **{EVENT}** goes to {world.news.mention}."
    await set_(world, enabled=False)
    same = ({}, {"enabled": False})
    for options in same:
        assert await set_(world, **options) == f"Nothing changed: **{EVENT}** is off."
    told = f"**{EVENT}** will go to {world.general.mention} once it is on; it is still off."
    assert await set_(world, channel=world.general) == told
    log = said(await world.raider.slash(world.general, "audit list", kind="notifications"))
    assert "2 entries" in log


async def test_nowhere_to_go_is_said(world: World):
    await world.leader.slash(world.general, "settings reset", name="guild.announcements")
    assert "nowhere yet: choose a channel" in (await show(world))[EVENT]
    nowhere = (
        f"**{EVENT}** has nowhere to go. Choose a channel with `/notifications set`, "
        "or one for all events with `/setup`."
    )
    assert await try_(world) == nowhere
    assert await set_(world) == nowhere
    await set_(world, enabled=False)
    assert await set_(world, enabled=True) == nowhere


async def test_only_leaders_may(world: World):
    for person in (world.raider, world.officer):
        for command, options in (
            ("notifications show", {}),
            ("notifications set", {"event": EVENT, "enabled": False}),
            ("notifications test", {"event": EVENT}),
        ):
            refused = await person.slash(world.general, command, **options)
            assert "Only leaders can do that" in said(refused)
    assert history(world.news) == []


@pytest.mark.parametrize("event", ["clan.party", "@everyone", "x" * 2000, "🐉"])
async def test_an_unknown_event_is_said(world: World, event: str):
    for told in (await set_(world, event, enabled=False), await try_(world, event)):
        assert told.startswith("There is no event called **")
        assert told.endswith("`/notifications show` lists them all.")
        assert "@everyone" not in told


async def test_events_are_completed(world: World):
    for command in ("notifications set", "notifications test"):
        choices = await world.leader.autocomplete(world.general, command, "event", "failed")
        assert [choice["value"] for choice in choices] == [ALARM]
        assert all(len(choice["name"]) <= 100 for choice in choices)


# Secrets


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.com/api/webhooks/123/short",
        "http://discord.com/api/webhooks/{id}/{token}",
        "https://discord.com.evil.example/api/webhooks/{id}/{token}",
        "https://evil.example/?https://discord.com/api/webhooks/{id}/{token}",
        "https://discord.com/api/webhooks/{id}/{token}/../../users",
        "https://user@discord.com/api/webhooks/{id}/{token}",
        "file:///etc/passwd",
        "x" * 2000,
        "",
    ],
)
async def test_what_is_no_webhook_of_discord_is_refused_without_repeating_it(world: World, address: str):
    token = "secret_" * 9
    told = await set_(world, webhook=address.format(id="1" * 18, token=token))
    assert told.startswith("That is not the address of a Discord webhook.")
    assert "secret_" not in told
    assert (await show(world))[EVENT].count(world.news.mention) == 1


async def test_a_channel_and_a_webhook_at_once_are_refused(world: World):
    _, address = webhook(world, world.general)
    assert await set_(world, webhook=address, channel=world.general) == "Choose a channel or a webhook, not both."


async def test_the_address_of_a_webhook_stays_secret(world: World, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    _, address = webhook(world, world.general)
    await set_(world, webhook=address)
    await try_(world)
    world.env.inject_error("POST", "/webhooks/*/*", status=404, code=10015, times=1)
    await put(world)
    await tick(world)
    await show(world)
    log = await world.raider.slash(world.general, "audit list")
    assert "clan.snapshot\\_complete → a webhook" in said(log)
    secret = address.rsplit("/", 1)[1]
    interactions = [one for one in world.env.http_requests if f"/{secret}" not in one.path]
    assert interactions
    assert not any(secret in str(one) for one in interactions), "no answer repeats it"
    assert not any(secret in record.getMessage() or secret in str(record.__dict__) for record in caplog.records)
    rows = await world.bot.db.read(
        lambda tx: tx.exec_driver_sql("SELECT CAST(body AS TEXT) FROM audit").scalars().all()
    )
    assert not any(secret in row for row in rows)
    rows = await world.bot.db.read(
        lambda tx: tx.exec_driver_sql("SELECT facts || COALESCE(error, '') FROM outbox").all()
    )
    assert not any(secret in str(row) for row in rows)


# Failing


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (403, 50013, "cannot post there"),
        (404, 10003, "is gone"),
        (400, 50035, "did not accept"),
    ],
)
async def test_what_is_vain_fails_at_once_and_says_why(world: World, status: int, code: int, why: str):
    world.env.inject_error("POST", POSTS, status=status, code=code, times=2)
    told = await try_(world)
    assert told.startswith("❌")
    assert why in told
    await put(world)
    await tick(world)
    assert f"❌ <t:{int(world.env.now().timestamp())}:R>:" in (await show(world))[EVENT]
    assert why in (await show(world))[EVENT]
    await world.env.advance_time(7 * 3600)
    await tick(world)
    assert history(world.news) == []


async def test_a_channel_that_was_deleted_is_said(world: World):
    gone = world.guild.create_text_channel("gone")
    await set_(world, channel=gone)
    await world.env.settle()
    world.env.backend.delete_channel(gone.id)
    await world.env.settle()
    assert "is gone" in await try_(world)
    await put(world)
    await tick(world)
    assert "is gone" in (await show(world))[EVENT]


async def test_a_missing_permission_is_said(world: World):
    closed = world.guild.create_text_channel(
        "closed", overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    await set_(world, channel=closed)
    assert "cannot post there" in await try_(world)


async def test_a_webhook_that_was_deleted_is_said(world: World):
    handle, address = webhook(world, world.general)
    await set_(world, webhook=address)
    world.env.backend.delete_webhook(handle.id)
    assert "is gone" in await try_(world)


async def test_an_outage_is_waited_for_and_the_message_arrives_once(world: World):
    world.env.inject_error("POST", POSTS, status=503, times=3)
    await put(world)
    await tick(world)
    assert "trying again" in (await show(world))[EVENT]
    for wait in (10, 30):
        await world.env.advance_time(wait)
        await tick(world)
        assert history(world.news) == []
    await world.env.advance_time(120)
    await tick(world)
    assert len(history(world.news)) == 1
    assert (await show(world))[EVENT].count("✅") == 1
    await tick(world)
    assert len(history(world.news)) == 1


async def test_a_post_that_was_repeated_carries_the_same_nonce(world: World):
    """The answer was lost, not the message: Discord shows a nonce once."""
    await put(world)
    world.env.inject_error("POST", POSTS, status=502, times=1)
    await tick(world)
    await world.env.advance_time(10)
    await tick(world)
    first, second = posts(world)
    assert first["nonce"] == second["nonce"]
    assert first["enforce_nonce"] is second["enforce_nonce"] is True
    await put(world, key="y")
    await tick(world)
    assert posts(world)[-1]["nonce"] != first["nonce"]


async def test_killed_between_the_post_and_the_books_it_tells_once_more_with_the_same_nonce(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    async def never(*_: Any) -> None:
        raise ConnectionAbortedError

    await put(world)
    for note in ("_settled", "_failed"):
        monkeypatch.setattr(world.bot.hall.notices, note, never)
    await tick(world)
    await world.restart()
    await tick(world)
    first, second = posts(world)
    assert first["nonce"] == second["nonce"]
    assert first["enforce_nonce"] is True


async def test_a_sample_that_waits_for_a_slow_discord_says_so(world: World, monkeypatch: pytest.MonkeyPatch):
    async def slow(*_: Any) -> None:
        pass

    monkeypatch.setattr(world.bot.hall.notices, "deliver", slow)
    told = f"⏳ The sample of **{EVENT}** is on its way to {world.news.mention}, where Discord is slow at the moment."
    assert await try_(world) == told


async def test_what_was_told_before_a_restart_is_not_told_again(world: World):
    await put(world)
    await tick(world)
    await world.restart()
    await tick(world)
    assert len(history(world.news)) == 1


async def test_a_card_that_cannot_be_drawn_is_tried_again_and_holds_up_nobody(
    world: World, caplog: pytest.LogCaptureFixture
):
    await put(world, key="torn", nonsense=True)
    await put(world, key="whole")
    await tick(world)
    assert len(history(world.news)) == 1
    assert "a notice broke" in caplog.text
    assert "✅" in (await show(world))[EVENT]
    await world.env.advance_time(10)
    await tick(world)
    assert "trying again: The message could not be made" in (await show(world))[EVENT]
    assert await world.bot.db.read(
        lambda tx: tx.exec_driver_sql("SELECT attempts FROM outbox ORDER BY id").scalars().all()
    ) == [2, 0]


async def test_it_is_told_in_the_guild_s_language(world: World, monkeypatch: pytest.MonkeyPatch):
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    await try_(world)
    assert "Una instantánea del clan está completa" in history(world.news)[0]
    in_spanish(monkeypatch)
    assert await try_(world) == f"✅ Se publicó una muestra de **{EVENT}** en {world.news.mention}."
    assert await set_(world, enabled=False) == f"**{EVENT}** está desactivada ahora."
    assert await set_(world) == f"No cambió nada: **{EVENT}** está desactivada."


async def test_nobody_is_pinged_by_what_is_told(world: World):
    await world.leader.slash(world.general, "settings set", name="clan.name", value="@everyone")
    await try_(world)
    _, address = webhook(world, world.general)
    await set_(world, webhook=address)
    await try_(world)
    sent = [
        one.json for one in world.env.http_requests if one.json and ("/messages" in one.path or "secret_" in one.path)
    ]
    assert len(sent) == 2
    assert all(one["allowed_mentions"] == {"parse": []} for one in sent)


async def test_every_change_is_in_the_log(world: World):
    await set_(world, channel=world.general)
    await set_(world, channel=world.general)
    log = said(await world.raider.slash(world.general, "audit list", kind="notifications"))
    assert "1 entry" in log
    assert f"-# clan.snapshot\\_complete → {world.general.mention}" in log
    await set_(world, enabled=False)
    _, address = webhook(world, world.general)
    await set_(world, webhook=address, enabled=True)
    log = said(await world.raider.slash(world.general, "audit list", kind="notifications"))
    assert [line.partition(" → ")[2] for line in log.splitlines() if " → " in line] == [
        "a webhook",
        "off",
        world.general.mention,
    ]
