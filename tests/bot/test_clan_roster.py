"""The roster as officers and raiders meet it: adding, removing, renaming, claiming."""

import pytest

from domain.errors import Conflict
from domain.people import Actor
from playground.hiscores import DemoHiscores
from playground.loopback import NOT_FOUND, WEB_PAGE, broken
from tests.bot.acting import at_once, buttons, card, enrol, in_spanish, options, press_on, said, screen, snapshot, tick
from tests.bot.conftest import World

ODD_NAMES = (
    "ThirteenLettr",
    "🔥",
    "@everyone",
    "**bold**",
    "שלום",
    "x" * 2000,
    "a/b",
    "  ",
)


async def test_an_officer_adds_a_character_and_reads_its_first_numbers(world: World) -> None:
    added = await world.officer.slash(world.general, "clan add", name="Mara", member=world.raider)
    assert added.ephemeral
    assert said(added).startswith("**Mara** is on the roster now: regular, total level ")
    assert said(added).endswith(
        f" XP. It belongs to <@{world.raider.id}>. Its history is being fetched from Wise Old Man."
    )
    roster = await world.officer.slash(world.general, "clan roster")
    assert roster.ephemeral
    assert f"1 character\n**Mara** · <@{world.raider.id}>\n-# regular · read <t:" in said(roster)


async def test_that_the_past_is_fetched_is_said_only_where_it_is(world: World, hiscores: DemoHiscores) -> None:
    hiscores.script("tom", *[NOT_FOUND] * 4)
    unread = said(await world.officer.slash(world.general, "clan add", name="Tom"))
    assert unread.endswith("tries again. Its history will be fetched from Wise Old Man after its first snapshot.")
    await world.officer.slash(world.general, "clan add", name="Mara")
    await world.bot.tick()
    await world.officer.slash(world.general, "clan remove", name="Mara")
    await world.env.advance_time(60)
    back = said(await world.officer.slash(world.general, "clan add", name="Mara"))
    assert back.endswith(" XP."), "its past is here already"
    await world.leader.slash(world.general, "settings set", name="clan.backfill", value="no")
    assert said(await world.officer.slash(world.general, "clan add", name="Ylva")).endswith(" XP.")


async def test_adding_twice_is_refused_whatever_the_spelling(world: World) -> None:
    await enrol(world, "Iron Mara")
    again = await world.officer.slash(world.general, "clan add", name="iron_MARA")
    assert said(again) == "**Iron Mara** is already on the roster. `/clan profile` shows how it is doing."


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_what_is_no_name_is_refused_and_shown_harmlessly(world: World, name: str) -> None:
    refused = await world.officer.slash(world.general, "clan add", name=name)
    assert "cannot be a character's name: 1 to 12 letters" in said(refused)
    assert "@everyone" not in said(refused)
    assert "**bold**" not in said(refused)
    assert len(said(refused)) < 250
    assert "Nobody is on the roster yet" in said(await world.officer.slash(world.general, "clan roster"))


async def test_a_name_that_the_hiscores_do_not_show_now_is_asked_for_again(
    world: World, hiscores: DemoHiscores
) -> None:
    hiscores.script("mara", *[NOT_FOUND] * 4)
    await world.leader.slash(world.general, "settings set", name="clan.backfill", value="no")
    added = await world.officer.slash(world.general, "clan add", name="Mara")
    assert said(added) == (
        "**Mara** is on the roster now. The hiscores do not list that name right now. Check the spelling; "
        "the next snapshot tries again."
    )
    assert "⏳ not read yet" in said(await world.officer.slash(world.general, "clan roster"))


async def test_an_outage_is_never_read_as_a_missing_player(world: World, hiscores: DemoHiscores) -> None:
    hiscores.for_everyone = WEB_PAGE
    quick = await world.officer.slash(world.general, "clan add", name="Mara")
    assert "Hiscores are not answering" in said(quick)
    assert "a web page came instead of numbers" in said(quick)
    hiscores.for_everyone = broken(429, retry_after="120")
    await world.officer.slash(world.general, "clan add", name="Tom")
    resting = await world.officer.slash(world.general, "clan add", name="Ylva")
    assert "Hiscores are not answering; next try <t:" in said(resting)
    assert "do not list that name" not in said(quick) + said(resting)


async def test_leaving_keeps_the_history_and_coming_back_brings_it_back(world: World) -> None:
    await enrol(world, "Mara")
    gone = await world.officer.slash(world.general, "clan remove", name="mara")
    assert said(gone) == "**Mara** is off the roster. Its history stays; `/clan add` brings it back."
    twice = await world.officer.slash(world.general, "clan remove", name="mara")
    assert said(twice) == (
        "**mara** is not on the roster. Pick one of the suggested names, or add it with `/clan add`."
    )
    for command, more in (("claim", {}), ("profile", {"window": "7d"})):
        asked = await world.raider.slash(world.general, f"clan {command}", name="Mara", **more)
        assert said(asked).endswith("or ask an officer to add it with `/clan add`.")
        asked = await world.leader.slash(world.general, f"clan {command}", name="Mara", **more)
        assert said(asked).endswith("or add it with `/clan add`.")
    await world.env.advance_time(60)
    back = await world.officer.slash(world.general, "clan add", name="Mara")
    assert said(back).startswith("**Mara** is back on the roster, with its history: regular")


async def test_a_rename_takes_the_history_along(world: World) -> None:
    await enrol(world, "Mara", "Tom")
    taken = await world.officer.slash(world.general, "clan rename", old="Mara", new="TOM")
    assert said(taken).startswith("**Tom** is another character on the roster.")
    renamed = await world.officer.slash(world.general, "clan rename", old="Mara", new="Mara_Two")
    assert said(renamed) == r"**Mara** is now **Mara\_Two** and keeps its history."
    same = await world.officer.slash(world.general, "clan rename", old="mara two", new="Mara_Two")
    assert said(same) == r"It is already called **Mara\_Two**; nothing changed."
    profile = await world.raider.slash(world.general, "clan profile", name="Mara Two", window="7d")
    assert "Regular · formerly Mara" in said(profile)


async def test_names_complete_by_their_beginning_and_their_middle(world: World) -> None:
    await enrol(world, "Mara", "Iron Mara", "Tom")
    for command, option in (("remove", "name"), ("rename", "old"), ("claim", "name"), ("profile", "name")):
        choices = await world.raider.autocomplete(world.general, f"clan {command}", option, "mar")
        assert [choice["value"] for choice in choices] == ["Mara", "Iron Mara"]


async def test_a_long_roster_turns_its_pages(world: World) -> None:
    await enrol(world, *(f"Raider {number:02}" for number in range(17)))
    first = await world.officer.slash(world.general, "clan roster")
    assert "17 characters · Page 1 of 2" in said(first)
    assert set(buttons(card(first))) == {"▶️"}
    assert len(options(card(first), "clan:v1:who")) == 15
    await world.officer.click(card(first), custom_id=buttons(card(first))["▶️"])
    assert "**Raider 16**" in said(card(first))
    assert set(buttons(card(first))) == {"◀️"}


async def test_who_was_not_seen_for_days_or_is_missing_stands_out(world: World, hiscores: DemoHiscores) -> None:
    await enrol(world, "Mara", "Tom")
    hiscores.always("mara", NOT_FOUND)
    await world.env.advance_time(60)
    await world.officer.slash(world.general, "clan snapshot")
    await tick(world, minutes=5)
    await world.env.advance_time(4 * 86400)
    roster = said(await world.officer.slash(world.general, "clan roster"))
    assert "**Mara**\n-# regular · unclaimed · ❗ not on the hiscores since <t:" in roster
    assert "**Tom**\n-# regular · unclaimed · ❗ last read <t:" in roster
    profile = said(await world.raider.slash(world.general, "clan profile", name="Mara", window="7d"))
    assert "❗ Not on the hiscores since <t:" in profile


async def test_a_raider_claims_and_an_officer_confirms(world: World) -> None:
    await enrol(world, "Mara")
    claim = await world.raider.slash(world.general, "clan claim", name="mara")
    assert not claim.ephemeral
    assert f"<@{world.raider.id}> says that **Mara** is theirs." in said(claim)
    assert set(buttons(card(claim))) == {"Confirm", "Reject"}
    waiting = await world.raider.slash(world.general, "clan claim", name="Mara")
    assert said(waiting).startswith("Your claim on **Mara** is already waiting.")
    presumed = await world.raider.click(card(claim), label="Confirm")
    assert presumed.ephemeral
    assert "Only officers can do that" in said(presumed)
    await world.officer.click(card(claim), label="Confirm")
    assert said(claim).endswith(f"✅ **Mara** belongs to <@{world.raider.id}>. Confirmed by <@{world.officer.id}>.")
    assert not buttons(card(claim))
    mine = await world.raider.slash(world.general, "clan claim", name="Mara")
    assert said(mine) == "**Mara** is already yours; there is nothing to claim."


async def test_the_second_officer_is_told_and_the_first_decision_stands(world: World) -> None:
    await enrol(world, "Mara")
    other = world.person("Baine", world.officer_role)
    claim = await world.raider.slash(world.general, "clan claim", name="Mara")
    seen = screen(other, card(claim))
    await world.officer.click(card(claim), label="Reject")
    late = await press_on(other, seen, "Confirm")
    outcome = f"❌ <@{world.raider.id}> does not get **Mara**: <@{world.officer.id}> rejected the claim."
    assert late.followups[0].ephemeral
    assert late.followups[0].content == f"This claim is already decided. {outcome}"
    assert said(claim).endswith(outcome)
    assert not buttons(card(claim))


async def test_confirming_one_claim_answers_the_rivals(world: World) -> None:
    await enrol(world, "Mara", "Tom")
    rival, third = world.person("Baine"), world.person("Vol", world.officer_role)
    claims = {who: await who.slash(world.general, "clan claim", name="Mara") for who in (rival, third, world.raider)}
    elsewhere = await rival.slash(world.general, "clan claim", name="Tom")
    await world.env.advance_time(60)
    await world.officer.click(card(claims[world.raider]), label="Confirm")
    # Every other card says how it was decided to the first who presses on it, be it the claimant's own.
    for who, presser in ((rival, world.officer), (third, third)):
        late = await presser.click(card(claims[who]), label="Confirm")
        told = (
            f"❌ <@{who.id}> does not get **Mara**: "
            f"<@{world.officer.id}> confirmed that it belongs to <@{world.raider.id}>."
        )
        assert late.followups[0].ephemeral
        assert late.followups[0].content == f"This claim is already decided. {told}"
        assert said(claims[who]).endswith(told)
        assert not buttons(card(claims[who]))
    assert set(buttons(card(elsewhere))) == {"Confirm", "Reject"}
    await world.officer.click(card(elsewhere), label="Confirm")
    assert f"**Tom** belongs to <@{rival.id}>" in said(elsewhere)
    rejected = said(await world.raider.slash(world.general, "audit list", kind="clan.claim_rejected"))
    assert "2 entries" in rejected
    assert rejected.count(f"<@{world.officer.id}> · **rejected a claim**\n-# Mara · claim ") == 2
    assert {f"claimed by <@{who.id}>" in rejected for who in (rival, third)} == {True}
    again = await rival.slash(world.general, "clan claim", name="Mara")
    assert f"So far it belongs to <@{world.raider.id}>." in said(again)


async def test_two_officers_at_the_same_moment_cannot_both_win(world: World) -> None:
    await enrol(world, "Mara")
    claim = await world.bot.hall.clan.roster.claim(Actor(world.guild.id, world.raider.id, frozenset(), False), "Mara")
    officers = [Actor(world.guild.id, who, frozenset({world.officer_role.id}), False) for who in (1, 2)]
    decide = world.bot.hall.clan.roster.decide
    both = await at_once(decide(officers[0], claim.id, confirm=True), decide(officers[1], claim.id, confirm=False))
    assert sorted(isinstance(one, Conflict) for one in both) == [False, True]


async def test_nobody_decides_their_own_claim_but_a_leader(world: World) -> None:
    await enrol(world, "Mara", "Tom")
    claim = await world.officer.slash(world.general, "clan claim", name="Mara")
    own = await world.officer.click(card(claim), label="Confirm")
    assert said(own) == "Nobody decides their own claim. Ask another officer, or a leader."
    leaders = await world.leader.slash(world.general, "clan claim", name="Tom")
    await world.leader.click(card(leaders), label="Confirm")
    assert f"**Tom** belongs to <@{world.leader.id}>" in said(leaders)


async def test_claiming_somebody_elses_character_says_whose_it_is(world: World) -> None:
    await enrol(world, "Mara")
    claim = await world.raider.slash(world.general, "clan claim", name="Mara")
    await world.officer.click(card(claim), label="Confirm")
    other = world.person("Baine")
    second = await other.slash(world.general, "clan claim", name="Mara")
    assert f"So far it belongs to <@{world.raider.id}>." in said(second)


async def test_claims_outlive_a_restart(world: World) -> None:
    await enrol(world, "Mara")
    claim = await world.raider.slash(world.general, "clan claim", name="Mara")
    await world.restart()
    await world.officer.click(card(claim), label="Confirm")
    assert f"**Mara** belongs to <@{world.raider.id}>" in said(claim)


async def test_the_asker_reads_spanish_and_the_server_its_own_language(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_spanish(monkeypatch)
    added = await world.officer.slash(world.general, "clan add", name="Mara")
    assert said(added).startswith("**Mara** ya está en la lista: normal, nivel total ")
    refused = await world.raider.slash(world.general, "clan remove", name="Mara")
    assert "Solo los oficiales" in said(refused)
    claim = await world.raider.slash(world.general, "clan claim", name="Mara")
    assert "says that **Mara** is theirs" in said(claim)
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    overview = await world.raider.slash(world.general, "clan overview")
    assert "1 personaje · instantáneas cada día a las 06:00 (UTC)" in said(overview)
    assert "Instantánea completa" in said(await snapshot(world))
