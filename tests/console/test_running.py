"""`run` from start to SIGTERM, in a process of its own, on a Discord that is as large as it needs."""

import asyncio
import re
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from discord.ext import commands

import bot as root
from config import Settings
from scheduler.ticks import Ticks
from services.guildhall import Job
from services.meter import Meter
from storage import backup, migrations
from storage.engine import Closed
from tests.discord_stub import GUILD, INTERACTION, TOKEN, Stub, clicked, stub


@pytest.fixture
async def discord() -> AsyncIterator[Stub]:
    async with stub() as made:
        yield made


async def until_said(process: asyncio.subprocess.Process, pattern: str, patience: float = 60) -> str:
    """Read the log until a line matches; returns what was read."""
    assert process.stderr is not None
    seen = ""
    async with asyncio.timeout(patience):
        while line := (await process.stderr.readline()).decode():
            seen += line
            if re.search(pattern, line):
                return seen
    raise AssertionError(seen)


async def end(process: asyncio.subprocess.Process, number: signal.Signals = signal.SIGTERM) -> tuple[int | None, str]:
    if process.returncode is None:
        process.send_signal(number)
    async with asyncio.timeout(30):
        _, err = await process.communicate()
    return process.returncode, err.decode()


async def test_a_life_from_the_first_start_to_sigterm(discord: Stub, tmp_path: Path) -> None:
    process = await discord.start(folder=tmp_path)
    log = await until_said(process, "ready")
    found = re.search(r"web pages address=(\S+)", log)
    assert found, log
    async with aiohttp.ClientSession() as session, session.get(f"{found[1]}/healthz") as answer:
        assert (answer.status, (await answer.json())["ok"]) == (200, True)
    code, rest = await end(process)
    assert (code, "Traceback" in log + rest) == (0, False), log + rest
    assert re.findall(r"guildhall \[-\] (\w+)\n", rest) == ["stopping", "stopped"]
    assert TOKEN not in log + rest
    assert (tmp_path / "data/secret.key").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "data/guildhall.db-wal").exists()  # closed in order, nothing waits to be merged
    assert {command["name"] for command in discord.commands} >= {"audit", "setup", "settings", "notifications"}


async def test_an_answer_in_hand_is_given_before_the_end(discord: Stub, tmp_path: Path) -> None:
    discord.slow = {"/callback": 0.7}
    process = await discord.start(folder=tmp_path)
    log = await until_said(process, "ready")
    await discord.dispatch("INTERACTION_CREATE", clicked("notifications", "test", event="clan.snapshot_complete"))
    async with asyncio.timeout(10):
        await discord.reached.wait()
    code, rest = await end(process)
    assert (code, "broke" in rest) == (0, False), log + rest
    (call,) = [at for at, asked in enumerate(discord.asked) if asked[1].endswith("/callback")]
    after = discord.asked[call + 1 :]
    assert [path for _, path in after if path.startswith("/webhooks/")], log + rest
    with closing(sqlite3.connect(tmp_path / "data/guildhall.db")) as books:
        assert books.execute("SELECT guild_id, state FROM outbox").fetchall() == [(GUILD, "skipped")]


async def test_many_answers_in_hand_are_all_given_and_kept(discord: Stub, tmp_path: Path) -> None:
    """SIGTERM comes in the midst of twenty clicks: each of them is answered, and stands in the books."""
    discord.slow = {"/callback": 0.5}
    process = await discord.start(folder=tmp_path)
    log = await until_said(process, "ready")
    for number in range(20):
        click = clicked("notifications", "test", event="clan.snapshot_complete")
        await discord.dispatch("INTERACTION_CREATE", {**click, "id": str(INTERACTION + number)})
    async with asyncio.timeout(10):
        await discord.reached.wait()
    code, rest = await end(process)
    assert (code, "broke" in rest, "Traceback" in rest) == (0, False, False), log + rest
    answered = [path for method, path in discord.asked if method in {"PATCH", "POST"} and path.startswith("/webhooks/")]
    assert len(answered) >= 20, log + rest
    with closing(sqlite3.connect(tmp_path / "data/guildhall.db")) as books:
        assert books.execute("SELECT count(*) FROM outbox").fetchone() == (20,)
        assert books.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_second_signal_is_not_kept_waiting(discord: Stub, tmp_path: Path) -> None:
    discord.slow = {"/callback": 60.0}
    process = await discord.start(folder=tmp_path)
    await until_said(process, "ready")
    await discord.dispatch("INTERACTION_CREATE", clicked("notifications", "test", event="clan.snapshot_complete"))
    async with asyncio.timeout(10):
        await discord.reached.wait()
    process.send_signal(signal.SIGTERM)
    await until_said(process, "stopping")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(process.wait(), 1.5)  # somebody waits for an answer
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 3) == -signal.SIGTERM
    again = await discord.start(folder=tmp_path)  # and the books are as good as ever
    await until_said(again, "ready")
    assert (await end(again))[0] == 0


async def test_a_bot_that_runs_saves_by_itself_and_a_stop_does_not_wait_for_it(discord: Stub, tmp_path: Path) -> None:
    process = await discord.start(folder=tmp_path, LOG_LEVEL="INFO")
    await until_said(process, "backup made", patience=100)
    assert (await end(process))[0] == 0
    (made,) = (tmp_path / "data/backups").iterdir()
    assert re.fullmatch(r"guildhall-\d{8}T\d{6}Z\.zip", made.name)
    assert set(backup.prove(made).files) == {"guildhall.db", "secret.key"}


async def test_an_intent_that_discord_does_not_allow(discord: Stub, tmp_path: Path) -> None:
    code, _, err = await discord.run(folder=tmp_path, MEMBERS_INTENT="true")
    assert code == 2
    assert err.splitlines()[-1].startswith("MEMBERS_INTENT is true, and Discord does not allow that intent: switch on")
    assert "Traceback" not in err
    discord.flags = 1 << 14
    process = await discord.start(folder=tmp_path, MEMBERS_INTENT="true")
    await until_said(process, "ready")
    assert (await end(process))[0] == 0


async def test_ctrl_c_while_logging_in_is_a_good_end(discord: Stub, tmp_path: Path) -> None:
    discord.slow = {"/users/@me": 20.0}
    process = await discord.start("run", folder=tmp_path)
    async with asyncio.timeout(20):
        await discord.reached.wait()
    code, log = await end(process, signal.SIGINT)
    assert (code, "Traceback" in log) == (0, False), log


async def test_a_second_bot_on_the_same_data_is_told_who_was_first(discord: Stub, tmp_path: Path) -> None:
    process = await discord.start(folder=tmp_path)
    await until_said(process, "ready")
    code, _, said = await discord.run(folder=tmp_path)
    assert code == 2
    assert re.fullmatch(
        rf"The database is in use by process {process.pid} \(run, since .* UTC\): stop that first\.\n", said
    )
    backed = await discord.run("backup", "live.zip", folder=tmp_path)
    assert backed[0] == 0, backed
    restored = await discord.run("restore", "live.zip", folder=tmp_path)
    assert (restored[0], restored[2]) == (1, said)
    assert (await end(process))[0] == 0
    assert (await discord.run("restore", "live.zip", folder=tmp_path))[0] == 0


async def test_a_token_that_discord_refuses(discord: Stub, tmp_path: Path) -> None:
    code, out, said = await discord.run(folder=tmp_path, DISCORD_TOKEN="wrong.token.here", LOG_LEVEL="ERROR")
    assert (code, out) == (2, "")
    assert said.startswith("Discord does not accept the DISCORD_TOKEN")
    assert "Reset Token" in said
    assert said.count("\n") == 1
    assert "wrong.token.here" not in said


async def test_sync_registers_without_going_online_and_a_start_only_what_changed(discord: Stub, tmp_path: Path) -> None:
    code, out, said = await discord.run("sync", folder=tmp_path)
    assert (code, said) == (0, "")
    assert out == f"{len(discord.commands)} commands and groups of commands are registered with Discord.\n"
    assert not discord.identified.is_set()
    asked = [method for method, _ in discord.asked]
    process = await discord.start(folder=tmp_path)
    await until_said(process, "ready")
    assert [method for method, _ in discord.asked].count("PUT") == asked.count("PUT")
    code, _, _ = await discord.run("sync", folder=tmp_path)
    assert [method for method, _ in discord.asked].count("PUT") == asked.count("PUT") + 1
    assert (await end(process))[0] == 0


# --- what is in hand, from near


class House:
    """A house with a job that takes as long as it is told to, and one that is done at once."""

    def __init__(self, takes: float) -> None:
        self.begun = asyncio.Event()
        self.done = self.ticks = 0
        self.meter = Meter(lambda: datetime.now(UTC))
        self._takes = takes

    def jobs(self) -> tuple[Job, ...]:
        second = timedelta(seconds=1)
        return (Job("tick", second, self._tick), Job("work", second, self._work))

    async def _tick(self) -> None:
        self.ticks += 1

    async def _work(self) -> None:
        self.begun.set()
        await asyncio.sleep(self._takes)
        self.done += 1


async def ticking(house: House) -> Ticks:
    """The clock, while the job is at work."""
    ticks = Ticks(house)  # type: ignore[arg-type]
    ticks.start()
    async with asyncio.timeout(5):
        await house.begun.wait()
    return ticks


async def test_a_job_in_hand_is_finished_and_none_begins() -> None:
    house = House(takes=1.2)
    ticks = await ticking(house)
    await ticks.finish(patience=5)
    assert (house.done, house.ticks) == (1, 1)


async def test_while_it_ticks_it_looks_how_late_the_event_loop_is() -> None:
    house = House(takes=0)
    ticks = await ticking(house)
    await asyncio.sleep(1.5)
    ticks.stop()
    seen = house.meter.lag.seen.count
    assert seen
    await asyncio.sleep(1.2)
    assert house.meter.lag.seen.count == seen, "and then no more"


async def test_a_job_that_takes_too_long_is_cut_off() -> None:
    house = House(takes=60)
    ticks = await ticking(house)
    async with asyncio.timeout(2):
        await ticks.finish(patience=0.05)
    await asyncio.sleep(0)
    assert house.done == 0


async def test_a_clock_that_never_started_is_finished_at_once() -> None:
    await Ticks(House(takes=0)).finish(patience=5)  # type: ignore[arg-type]


async def test_the_bot_closes_its_books_even_when_discord_fails_to_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = root.build(Settings(data_dir=tmp_path))
    migrations.upgrade(made.settings.database)
    await made.db.open()

    async def fail(_: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(commands.Bot, "close", fail)
    with pytest.raises(ConnectionResetError):
        await made.close()
    with pytest.raises(Closed):
        await made.db.read(lambda tx: tx)
