"""What members say about themselves, and digests: one an hour at most, never at night, only to who asked."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from domain.digests import LINES, Line
from domain.errors import Forbidden, Invalid
from domain.guild import TIMEZONE
from domain.people import Actor
from domain.people_settings import QUIET_FROM, QUIET_TO
from services.desk import Desk
from services.links_keeper import LinksKeeper
from services.notices import Undeliverable
from services.people import People
from services.privacy import Privacy
from storage import digests, members, preferences, settings
from storage.preferences import Preferences
from tests.services.conftest import GUILD, Clock

CLOSED = Undeliverable("delivery.forbidden", final=True)
AWAY = Undeliverable("delivery.unreachable", final=False)


@dataclass
class Post:
    """Discord's direct messages: what was written to whom; `trouble` is raised instead."""

    sent: list[tuple[int, list[str], bool]] = field(default_factory=list[tuple[int, list[str], bool]])
    trouble: list[Exception] = field(default_factory=list[Exception])

    async def write_to(self, user_id: int, guild_id: int, lines: list[Line], *, more: bool) -> None:
        assert guild_id == GUILD
        if self.trouble:
            raise self.trouble.pop(0)
        self.sent.append((user_id, [line.facts["what"] for line in lines], more))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
async def people(desk: Desk, post: Post) -> People:
    await desk.db.write(lambda tx: members.enter_guild(tx, GUILD, desk.clock()))
    return People(desk, lambda: post)


async def tell(desk: Desk, to: Actor, *whats: str, about: str = "role.given") -> None:
    """Something happens that concerns them."""

    def work(tx: Connection) -> None:
        member = members.ensure(tx, GUILD, to.user_id, desk.clock())
        for what in whats:
            digests.put(tx, member.id, about, key=what, facts={"what": what}, now=desk.clock())

    await desk.db.write(work)


async def rows(desk: Desk, query: str) -> list[tuple[Any, ...]]:
    return await desk.db.read(lambda tx: [tuple(row) for row in tx.execute(text(query))])


async def quiet(desk: Desk, start: int, end: int, zone: str = "UTC") -> None:
    def work(tx: Connection) -> None:
        for setting, value in ((QUIET_FROM, start), (QUIET_TO, end), (TIMEZONE, zone)):
            settings.put(tx, GUILD, setting.name, value, by=None, at=desk.clock())

    await desk.db.write(work)


# What is said


async def test_whoever_said_nothing_has_nothing(people: People, raider: Actor):
    assert (await people.look(raider)).preferences == Preferences()


async def test_what_is_said_stands_and_the_rest_stays(people: People, desk: Desk, raider: Actor):
    await people.say(raider, region="  EU \n West ", digests_on=True)
    said = await people.say(raider, team="Raid 1")
    assert said == await people.look(raider)
    assert said.preferences == Preferences("EU West", "Raid 1", digests=True)
    assert f"{said.quiet.start:%H}-{said.quiet.end:%H}" == "22-08"


@pytest.mark.parametrize("word", ["none", "NONE", "-", "–", " ninguna "])
async def test_none_takes_it_away(people: People, raider: Actor, word: str):
    await people.say(raider, region="EU", team="Raid 1")
    assert (await people.say(raider, region=word)).preferences == Preferences("", "Raid 1")
    assert (await people.say(raider, team=word)).preferences == Preferences()


@pytest.mark.parametrize("bad", ["", "  ", "\u200b", "x" * 31])
async def test_what_is_no_short_line_changes_nothing(people: People, raider: Actor, bad: str):
    await people.say(raider, region="x" * 30, team="y" * 30)
    with pytest.raises(Invalid) as refused:
        await people.say(raider, region=bad, team="new")
    assert (refused.value.code, refused.value.facts) == ("me.region_invalid", {"limit": 30})
    with pytest.raises(Invalid) as refused:
        await people.say(raider, team=bad, digests_on=True)
    assert refused.value.code == "me.team_invalid"
    assert (await people.look(raider)).preferences == Preferences("x" * 30, "y" * 30)


async def test_the_blocked_may_look_and_not_say(people: People, desk: Desk, raider: Actor):
    await people.say(raider, region="EU")
    await desk.db.write(lambda tx: tx.execute(text("UPDATE members SET blocked_at = 1, blocked_reason = 'spam'")))
    with pytest.raises(Forbidden):
        await people.say(raider, region="NA")
    assert (await people.look(raider)).preferences.region == "EU"


async def test_boards_can_ask_for_all_regions_and_teams(people: People, desk: Desk, raider: Actor, leader: Actor):
    await people.say(raider, region="EU")
    await people.say(leader, digests_on=True)
    await people.say(Actor(GUILD + 1, 1, frozenset(), manages_guild=False), team="Elsewhere")
    told = await desk.db.read(lambda tx: preferences.regions_and_teams(tx, GUILD))
    assert list(told.values()) == [("EU", "")]


# Digests


async def test_who_asked_gets_everything_in_one_and_nobody_else_anything(
    people: People, desk: Desk, post: Post, raider: Actor, leader: Actor
):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one", "two", "one")
    await tell(desk, leader, "three")
    await people.due()
    await people.due()
    assert post.sent == [(raider.user_id, ["one", "two"], False)]


async def test_one_an_hour_also_across_restarts(people: People, desk: Desk, clock: Clock, post: Post, raider: Actor):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    await people.due()
    await tell(desk, raider, "two")
    await tell(desk, raider, "three")
    for _ in range(59):
        clock.advance(minutes=1)
        await People(desk, lambda: post).due()
    assert len(post.sent) == 1
    clock.advance(minutes=1)
    await people.due()
    assert post.sent[1:] == [(raider.user_id, ["two", "three"], False)]


async def test_nobody_is_written_to_at_night_by_the_guilds_clock(
    people: People, desk: Desk, clock: Clock, post: Post, raider: Actor
):
    await quiet(desk, 13, 15, "Europe/Madrid")  # it is 13:00 there
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    clock.advance(hours=2, seconds=-1)
    await people.due()
    assert post.sent == []
    clock.advance(seconds=1)
    await people.due()
    assert len(post.sent) == 1


async def test_many_lines_come_in_several_digests(people: People, desk: Desk, clock: Clock, post: Post, raider: Actor):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, *(str(number) for number in range(LINES + 1)))
    await people.due()
    clock.advance(hours=1)
    await people.due()
    assert [(len(lines), more) for _, lines, more in post.sent] == [(LINES, True), (1, False)]


async def test_closed_messages_turn_digests_off_until_asked_again(
    people: People, desk: Desk, clock: Clock, post: Post, raider: Actor
):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    post.trouble = [CLOSED]
    await people.due()
    said = (await people.look(raider)).preferences
    assert (said.digests, said.closed_at) == (False, clock())
    clock.advance(hours=2)
    await tell(desk, raider, "two")
    await people.due()
    assert post.sent == []
    assert await rows(desk, "SELECT * FROM digest_lines") == []
    assert (await people.say(raider, digests_on=True)).preferences.closed_at is None
    await tell(desk, raider, "three")
    await people.due()
    assert post.sent == [(raider.user_id, ["three"], False)]


async def test_who_cannot_be_reached_is_tried_again_ever_later(
    people: People, desk: Desk, clock: Clock, post: Post, raider: Actor
):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    began, tried = clock(), list[timedelta]()
    post.trouble = [AWAY] * 4
    while not post.sent:
        left = len(post.trouble)
        await people.due()
        if len(post.trouble) < left or post.sent:
            tried.append(clock() - began)
        clock.advance(seconds=10)
    assert [one.total_seconds() for one in tried] == [0, 10, 40, 160, 760]
    clock.advance(hours=1)
    await tell(desk, raider, "two")
    post.trouble = [AWAY]
    await people.due()
    clock.advance(seconds=10)
    await people.due()
    assert len(post.sent) == 2, "once it worked, patience begins anew"


async def test_one_that_breaks_keeps_nobody_else_from_hearing(
    people: People, desk: Desk, post: Post, raider: Actor, leader: Actor, caplog: pytest.LogCaptureFixture
):
    for one in (raider, leader):
        await people.say(one, digests_on=True)
        await tell(desk, one, "one")
    post.trouble = [RuntimeError("no such sentence")]
    await people.due()
    assert [to for to, _, _ in post.sent] == [leader.user_id]
    assert "a digest broke" in caplog.text


async def test_turning_them_off_meanwhile_is_heard(people: People, desk: Desk, post: Post, raider: Actor):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    await people.say(raider, digests_on=False)
    await people.due()
    assert post.sent == []
    assert await rows(desk, "SELECT * FROM digest_lines") == []


async def test_a_crash_after_sending_never_brings_two_in_an_hour(
    people: People, desk: Desk, clock: Clock, post: Post, raider: Actor, monkeypatch: pytest.MonkeyPatch
):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")

    def torn(*_: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(digests, "note_sent", torn)
        await people.due()
    restarted = People(desk, lambda: post)
    for _ in range(59):
        clock.advance(minutes=1)
        await restarted.due()
    assert len(post.sent) == 1


async def test_a_guild_that_removed_the_bot_is_silent(people: People, desk: Desk, post: Post, raider: Actor):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    await desk.db.write(lambda tx: members.leave_guild(tx, GUILD, desk.clock()))
    await people.due()
    assert post.sent == []


async def test_without_a_writer_nothing_is_lost(people: People, desk: Desk, post: Post, raider: Actor):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "one")
    await People(desk, lambda: None).due()
    await people.due()
    assert len(post.sent) == 1


async def test_lines_go_a_month_after_they_were_told_or_a_week_when_they_were_not(
    people: People, desk: Desk, clock: Clock, post: Post, raider: Actor
):
    await people.say(raider, digests_on=True)
    await tell(desk, raider, "told")
    await people.due()
    clock.advance(days=23)
    await tell(desk, raider, "never told")

    async def left() -> list[str]:
        await people.tidy()
        return [row[0] for row in await rows(desk, "SELECT key FROM digest_lines ORDER BY id")]

    clock.advance(days=7)
    assert await left() == ["told", "never told"]
    clock.advance(microseconds=1)
    assert await left() == []


# Privacy


async def test_an_export_holds_it_and_erasing_takes_it(people: People, desk: Desk, post: Post, raider: Actor):
    privacy = Privacy(desk, (LinksKeeper(),))
    await people.say(raider, region="EU", team="Raid 1", digests_on=True)
    await tell(desk, raider, "one")
    await people.due()
    kept = await privacy.export(raider)
    at = desk.clock().isoformat()
    assert kept["preferences"] == {
        "region": "EU",
        "team": "Raid 1",
        "digests": True,
        "digests_closed_at": None,
        "digests_last_at": at,
    }
    assert kept["digest_lines"] == [{"about": "role.given", "facts": {"what": "one"}, "at": at, "sent_at": at}]
    assert (kept["link"], kept["link_tickets"], kept["marks"]) == (None, [], [])
    assert await privacy.erase(raider)
    for table in LinksKeeper.tables:
        assert await rows(desk, f"SELECT * FROM {table}") == []
