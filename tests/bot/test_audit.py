"""`/audit`: everybody sees that something happened, officers see what, and nobody can change it unseen."""

import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from playground.hiscores import DemoHiscores
from playground.loopback import NOT_FOUND, WEB_PAGE
from storage import audit, members
from tests.bot.acting import buttons, card, enrol, in_spanish, said, tick
from tests.bot.conftest import World


async def listed(world: World, person: Any, **options: Any) -> str:
    """What that person sees of the log."""
    answer = await person.slash(world.general, "audit list", **options)
    assert answer.ephemeral
    return said(answer).replace("\\_", "_")


async def told(world: World, person: Any) -> list[tuple[Any, str, str]]:
    """The whole log as that person reads it, oldest first: who (None for the clock), what, and the rest."""
    people = {f"<@{one.id}>": one for one in (world.leader, world.officer, world.raider, world.boss)}
    acts: list[tuple[Any, str, str]] = []
    panel = card(await person.slash(world.general, "audit list"))
    while True:
        lines = said(panel).replace("\\_", "_").splitlines()
        for number, line in enumerate(lines):
            if line.startswith("`"):
                _, who, what = line.split(" · ")
                under = lines[number + 1].removeprefix("-# ") if lines[number + 1].startswith("-# ") else ""
                acts.append((people.get(who), what.strip("*"), under))
        if "▶️" not in buttons(panel):
            return acts[::-1]
        await person.click(panel, custom_id=buttons(panel)["▶️"])


async def happen(world: World, count: int, *, officers_only: bool = False, note: str = "") -> None:
    """Things that happened."""
    now = world.env.now()

    def work(tx: Any) -> None:
        by = members.ensure(tx, world.guild.id, world.officer.id, now).id
        for number in range(count):
            facts = {"number": number + 1}
            options: dict[str, Any] = {"note": note, "salt": bytes(16), "officers_only": officers_only}
            audit.append(tx, world.guild.id, "clan.added", actor=by, at=now, facts=facts, **options)

    await world.bot.db.write(work)


def break_in(world: World, *statements: str) -> None:
    """Change the file behind the bot's back."""
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        for trigger in ("audit_no_update", "audit_no_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
        connection.commit()


async def verify(world: World) -> str:
    """What a raider is told."""
    answer = await world.raider.slash(world.general, "audit verify")
    assert answer.ephemeral
    return said(answer)


async def test_the_newest_is_first_with_who_and_what(world: World):
    await world.leader.slash(world.general, "settings set", name="loot.system", value="epgp")
    text = await listed(world, world.raider)
    assert text.startswith("## 📜 The guild's log\n4 entries · Page 1 of 1\n`4` <t:")
    first = text.splitlines()[2:4]
    assert f"<@{world.leader.id}> · **changed a setting**" in first[0]
    assert first[1] == "-# loot.system · `dkp` → `epgp`"


async def test_every_act_reads_as_people_would_say_it(world: World, hiscores: DemoHiscores):
    leader, officer, raider = world.leader, world.officer, world.raider
    here = world.general
    await leader.slash(here, "settings set", name="clan.backfill", value="no")
    await leader.slash(here, "settings set", name="clan.name", value="The Gilded Few")
    await leader.slash(here, "settings set", name="clan.name", value="")
    await leader.slash(here, "settings set", name="guild.officers_channel", value=here.mention)
    roles = f"{world.officer_role.mention} {world.leader_role.mention}"
    await leader.slash(here, "settings set", name="guild.officer_roles", value=roles)
    await leader.slash(here, "notifications set", event="clan.leaderboard", enabled=False)
    await leader.slash(here, "notifications set", event="clan.leaderboard", enabled=True)
    hiscores.always("tom", NOT_FOUND)
    await officer.slash(here, "clan add", name="Mara", type="ironman", member=raider)
    await officer.slash(here, "clan add", name="Tom")
    await officer.slash(here, "clan rename", old="Tom", new="Tom_Two")
    await officer.slash(here, "clan remove", name="Tom Two")
    claims = [await who.slash(here, "clan claim", name="Mara") for who in (officer, leader)]
    await leader.click(card(claims[0]), label="Confirm")
    preview = await officer.slash(here, "clan import", file=("a.txt", b"Ylva\nBram\nTom_Two"))
    await officer.click(card(preview), label="Apply and remove the 1 other")
    await officer.click(card(preview), label="Remove them")
    hiscores.always("hiscore_oldschool/bram", NOT_FOUND)
    await officer.slash(here, "clan snapshot")
    await tick(world, minutes=10)
    acts = await told(world, raider)
    assert acts[3:] == [
        (leader, "changed a setting", "clan.backfill · yes → no"),
        (leader, "changed a setting", "clan.name · “The Gilded Few”"),
        (leader, "changed a setting", "clan.name"),
        (leader, "changed a setting", f"guild.officers_channel · none → {here.mention}"),
        (leader, "changed a setting", f"guild.officer_roles · {world.officer_role.mention} → {roles}"),
        (leader, "changed where an event goes", "clan.leaderboard → off"),
        (leader, "changed where an event goes", "clan.leaderboard → its usual channel"),
        (officer, "added a character", f"Mara · belongs to <@{raider.id}> · ironman"),
        (officer, "added a character", "Tom_Two"),
        (officer, "renamed a character", "Tom_Two"),
        (officer, "took a character off the roster", "Tom_Two"),
        (officer, "claimed a character", "Mara · claim 1"),
        (leader, "claimed a character", "Mara · claim 2"),
        (leader, "confirmed a claim", f"Mara · claim 1 · belongs to <@{officer.id}>"),
        (leader, "rejected a claim", f"Mara · claim 2 · claimed by <@{leader.id}>"),
        (officer, "imported a roster", "2 joined · 1 came back · 1 removed"),
        (officer, "started a snapshot", "3 characters · snapshot 1 · by hand"),
        (None, "ended a snapshot", "1 not read · 2 read · snapshot 1"),
    ]
    assert not any(re.search(r"True|False|None|\b0 ", facts) for _, _, facts in acts)


async def test_an_outage_and_a_schedule_are_told_in_words(world: World, hiscores: DemoHiscores):
    await enrol(world, "Mara")
    hiscores.for_everyone = WEB_PAGE
    await world.env.advance_time(7 * 3600)
    await tick(world, minutes=15)
    started, ended = (await told(world, world.raider))[-2:]
    assert started == (
        None,
        "started a snapshot",
        "1 character · snapshot 1 · on schedule",
    )
    assert ended == (None, "ended a snapshot", "1 not read · snapshot 1 · failed")


async def test_what_has_no_words_yet_stands_under_its_own_name_and_harmlessly(world: World):
    now = world.env.now()
    facts = {
        "sure": True,
        "count": 12_345,
        "names": ["**a**", "b"],
        "at": now.isoformat(),
        "character": 999,
        "owner": 999,
        "**x**": "@everyone " + "y" * 200,
    }
    await world.bot.db.write(
        lambda tx: audit.append(tx, world.guild.id, "shop.opened", actor=None, at=now, facts=facts)
    )
    first = (await listed(world, world.raider)).splitlines()[3]
    for part in ("sure yes", "count 12,345", f"at <t:{int(now.timestamp())}:f>", "character somebody unknown"):
        assert f" {part}" in f" {first}"
    assert "owner somebody erased" in first
    assert "names \\*\\*a\\*\\*, b" in first
    assert "@everyone" not in first
    assert len(first) < 400


async def test_somebody_elses_character_is_not_named(world: World):
    await enrol(world, "Mara")
    other = world.env.create_guild("Other Guild")
    now = world.env.now()
    facts = {"character": 1}
    await world.bot.db.write(lambda tx: audit.append(tx, other.id, "clan.removed", actor=None, at=now, facts=facts))
    visitor = other.add_member(world.env.create_user("visitor"))
    log = said(await visitor.slash(other.create_text_channel("general"), "audit list"))
    assert "Mara" not in log
    assert "-# somebody unknown" in log


async def test_it_pages_and_the_ends_are_ends(world: World):
    await happen(world, 22)
    answer = await world.raider.slash(world.general, "audit list")
    panel = card(answer)
    assert "25 entries · Page 1 of 3" in said(panel)
    assert list(buttons(panel)) == ["▶️"]
    await world.raider.click(panel, custom_id=buttons(panel)["▶️"])
    assert "Page 2 of 3" in said(panel)
    assert list(buttons(panel)) == ["◀️", "▶️"]
    await world.raider.click(panel, custom_id=buttons(panel)["▶️"])
    assert "Page 3 of 3" in said(panel)
    assert "`1` <t:" in said(panel)
    assert list(buttons(panel)) == ["◀️"]
    await world.raider.click(panel, custom_id=buttons(panel)["◀️"])
    assert "Page 2 of 3" in said(panel)


async def test_pages_of_one_kind_stay_with_it(world: World):
    await happen(world, 22)
    panel = card(await world.raider.slash(world.general, "audit list", kind="clan.added"))
    assert "22 entries · Page 1 of 3" in said(panel)
    await world.raider.click(panel, custom_id=buttons(panel)["▶️"])
    assert "22 entries · Page 2 of 3" in said(panel)
    assert "changed a setting" not in said(panel)


async def test_pages_turn_after_a_restart(world: World):
    await happen(world, 22)
    panel = card(await world.raider.slash(world.general, "audit list"))
    await world.restart()
    await world.raider.click(panel, custom_id=buttons(panel)["▶️"])
    assert "Page 2 of 3" in said(panel)


async def test_rows_for_officers_show_members_only_their_hash(world: World):
    await happen(world, 1, officers_only=True, note="He was rude")
    for person in (world.officer, world.leader):
        text = await listed(world, person)
        assert f"<@{world.officer.id}> · **added a character**\n-# number 1 · “He was rude”\n" in text
    row = (await listed(world, world.raider)).splitlines()[2]
    hashed = await world.bot.db.read(lambda tx: audit.page(tx, world.guild.id, kind=None, limit=1, offset=0)[0].hash)
    assert row.startswith("`4` <t:")
    assert row.endswith(f"for officers · `{hashed.hex()[:16]}…`")
    assert "rude" not in await listed(world, world.raider)
    assert "Nothing of that kind" in await listed(world, world.raider, kind="clan")
    choices = await world.raider.autocomplete(world.general, "audit list", "kind", "")
    assert [choice["value"] for choice in choices] == ["settings", "settings.set"]
    choices = await world.officer.autocomplete(world.general, "audit list", "kind", "CLAN")
    assert [choice["value"] for choice in choices] == ["clan", "clan.added"]


async def test_a_turned_page_hides_the_same(world: World):
    await happen(world, 12, officers_only=True)
    panel = card(await world.raider.slash(world.general, "audit list"))
    await world.raider.click(panel, custom_id=buttons(panel)["▶️"])
    assert "for officers" in said(panel)
    assert "added a character" not in said(panel)


@pytest.mark.parametrize("kind", ["nonsense", "@everyone", "x" * 2000, "Clan", "%", ""])
async def test_a_kind_that_never_happened_is_empty(world: World, kind: str):
    text = await listed(world, world.raider, kind=kind)
    assert "Nothing of that kind has happened yet." in text
    assert "@everyone" not in text


async def test_what_people_wrote_is_shown_harmlessly_and_shortly(world: World):
    await happen(world, 10, note="**bold** @everyone `x`\n# big " + "y" * 1900)
    text = await listed(world, world.officer)
    assert len(text) <= 4000
    assert "@everyone" not in text
    assert "\n# big" not in text


async def test_an_untouched_log_is_intact(world: World):
    assert (await verify(world)).startswith("✅ The log is intact: 3 entries, each chained to the one before.")
    head = await world.bot.db.read(lambda tx: audit.page(tx, world.guild.id, kind=None, limit=1, offset=0)[0].hash)
    assert f"`{head.hex()[:16]}…`" in await verify(world)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM audit WHERE seq = 2", "entry 2 is missing"),
        ("UPDATE audit SET body = replace(body, 'guild', 'build') WHERE seq = 2", "entry 2 was changed"),
        ("UPDATE audit SET kind = 'clan.added' WHERE seq = 3", "entry 3 was filed under another number or kind"),
        ("UPDATE audit SET previous = zeroblob(32) WHERE seq = 2", "entry 2 does not follow from the one before"),
    ],
)
async def test_tampering_with_the_file_is_told_to_everybody(world: World, statement: str, told: str):
    break_in(world, statement)
    answer = await verify(world)
    assert answer.startswith(f"❌ The log was tampered with: {told}.")


async def test_a_note_that_was_rewritten_is_told(world: World):
    await happen(world, 1, note="He was rude")
    break_in(world, "UPDATE audit_notes SET text = 'He was kind'")
    assert "the text of entry 4 is not what was written then" in await verify(world)


async def test_who_was_erased_is_nobody(world: World):
    await happen(world, 1)
    now = world.env.now()

    def forget(tx: Any) -> None:
        member = members.find(tx, world.guild.id, world.officer.id)
        assert member is not None
        members.forget(tx, member.id, now)

    await world.bot.db.write(forget)
    text = await listed(world, world.raider)
    assert "somebody erased · **added a character**" in text
    assert str(world.officer.id) not in text


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    text = await listed(world, world.raider)
    assert "El registro de la hermandad" in text
    assert "**cambió un ajuste**" in text
    assert (await verify(world)).startswith("✅ El registro está intacto: 3 entradas")
    await happen(world, 1, note="Fue grosero")
    assert "-# number 1 · «Fue grosero»" in await listed(world, world.officer)
    await world.leader.slash(world.general, "settings set", name="clan.backfill", value="no")
    assert "-# clan.backfill · sí → no" in await listed(world, world.raider)
