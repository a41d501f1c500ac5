"""Requests for credits as people see them: asking, the officers' panel, the list, one's own status, and races."""

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from domain.people import Actor
from tests.bot.acting import (
    at_once,
    at_work,
    buttons,
    card,
    in_spanish,
    options,
    press_on,
    said,
    screen,
    select_id,
    tick,
)
from tests.bot.conftest import World
from tests.bot.deciding import fill
from tests.bot.granting import wallet

OFFICERS = "Only officers can do that."


@pytest.fixture
async def officers(world: World) -> ChannelHandle:
    """The channel of the officers, for the eyes of the bot, too."""
    channel = world.guild.create_text_channel("officers")
    await world.boss.slash(world.general, "settings set", name="guild.officers_channel", value=channel.mention)
    return channel


@pytest.fixture
def uther(world: World) -> MemberActor:
    """A second officer."""
    return world.person("Uther", world.officer_role)


async def ask(
    world: World, amount: int = 50, *, who: MemberActor | None = None, kind: str = "ai", reason: str = "a *guide*"
) -> InteractionResult:
    """The raider, or somebody else, asks for credits."""
    return await (who or world.raider).slash(world.general, f"request {kind}-credit", amount=amount, reason=reason)


async def status(world: World, who: MemberActor | None = None) -> InteractionResult:
    """One's own requests."""
    return await (who or world.raider).slash(world.general, "request status")


async def test_officers_get_a_card_and_approve_it(world: World, officers: ChannelHandle):
    asked = await ask(world)
    assert asked.ephemeral
    assert said(asked) == (
        "You ask for **50 AI credits**. Without a decision the request expires <t:1767830400:R> (<t:1767830400:f>). "
        "Officers were told; `/request status` shows how it stands."
    )
    (panel,) = officers.history()
    assert said(panel) == (
        "## 🪙 Request for AI credits\n⏳ Waiting · expires <t:1767830400:R> (<t:1767830400:f>)\n"
        f"<@{world.raider.id}> asks for **50 AI credits**.\n**Why** a \\*guide\\*\n"
        f"**Left this week** 500 of 500 for <@{world.raider.id}> · 5,000 of 5,000 for everybody\n"
        "-# the caps start over <t:1767571200:f>\n-# Request 1, asked <t:1767225600:f>. Whoever asked never decides."
    )
    await world.restart()
    assert said(await world.raider.click(panel, label="Approve")).startswith(OFFICERS)
    assert "nothing in your wallet yet" in await wallet(world, world.raider)
    await world.officer.click(panel, label="Approve")
    (panel,) = officers.history()
    assert said(panel) == (
        "## 🪙 Request for AI credits\nApproved <t:1767225600:R>\n"
        f"✅ <@{world.officer.id}> approved: **50 AI credits** for <@{world.raider.id}>.\n**Why** a \\*guide\\*"
    )
    assert not buttons(panel)
    assert "**+50 AI credits** · granted by" in await wallet(world, world.raider)
    await tick(world)
    told = officers.history()
    assert len(told) == 2
    assert f"✅ <@{world.officer.id}> approved: **50 AI credits** for <@{world.raider.id}>." in said(told[-1])
    log = said(await world.raider.slash(world.general, "audit list", kind="request.approved"))
    assert f"<@{world.officer.id}> · **granted credits on request**" in log
    assert f"wallet of <@{world.raider.id}>" in log
    assert "guide" not in log, "what it was for is for officers"
    assert "guide" not in said(await world.raider.slash(world.general, "audit list"))
    assert "guide" in said(await world.officer.slash(world.general, "audit list", kind="request.asked"))


async def test_lowering_takes_a_number_and_a_word(world: World, officers: ChannelHandle):
    await ask(world)
    (panel,) = officers.history()
    form = await world.officer.click(panel, label="Lower…")
    assert form.modal is not None
    assert form.modal["title"] == "Approve fewer credits"
    for typed in ("51", "0", "-5", "2.5", "many", "٣", "1" * 13):
        refused = await fill(world.officer, await world.officer.click(panel, label="Lower…"), typed, "")
        assert said(refused) == "Type a whole number from 1 to 50."
    await fill(world.officer, form, " 20 ", "more *next* week")
    (panel,) = officers.history()
    assert (
        f"✅ <@{world.officer.id}> approved: **20 AI credits** for <@{world.raider.id}>, who asked for 50 AI credits.\n"
        f"**Why** a \\*guide\\*\n<@{world.officer.id}>: “more \\*next\\* week”"
    ) in said(panel)
    mine = said(await status(world))
    assert "✅ 20 AI credits · granted <t:1767225600:R>, of the 50 AI credits you asked for" in mine
    assert "> more \\*next\\* week" in mine
    assert "You can ask for up to 480 AI credits until" in mine


async def test_denying_takes_a_reason_that_the_requester_reads(world: World, officers: ChannelHandle):
    await ask(world, kind="lead")
    (panel,) = officers.history()
    form = await world.officer.click(panel, label="Deny…")
    assert said(await fill(world.officer, form, " ")).startswith("The reason takes 1 to 300 characters.")
    form = await world.officer.click(panel, label="Deny…")
    await fill(world.officer, form, "not *this* week")
    (panel,) = officers.history()
    assert f"❌ <@{world.officer.id}> denied **50 lead credits** for <@{world.raider.id}>." in said(panel)
    assert "**Why not** not \\*this\\* week" in said(panel)
    assert not buttons(panel)
    mine = said(await status(world))
    assert (
        "**Lead credits**\nThe last request was denied. You can ask again <t:1767312000:R> (<t:1767312000:f>)." in mine
    )
    assert "❌ 50 lead credits · denied <t:1767225600:R>\n> not \\*this\\* week" in mine
    assert said(await ask(world, kind="lead")) == (
        "Your last request for these was denied. You can ask again <t:1767312000:R> (<t:1767312000:f>)."
    )


async def test_nobody_decides_their_own_request(world: World, officers: ChannelHandle):
    await ask(world, who=world.officer)
    (panel,) = officers.history()
    own = "You asked for that yourself: another officer has to decide. You can take it back with `/request withdraw`."
    assert said(await world.officer.click(panel, label="Approve")) == own
    assert said(await fill(world.officer, await world.officer.click(panel, label="Lower…"), "5", "")) == own
    assert said(await fill(world.officer, await world.officer.click(panel, label="Deny…"), "no")) == own
    await world.leader.click(panel, label="Approve")
    assert "50 AI credits" in await wallet(world, world.officer)


async def test_much_needs_two_officers(world: World, officers: ChannelHandle, uther: MemberActor):
    await world.leader.slash(world.general, "settings set", name="request.two_from", value="50")
    await ask(world)
    (panel,) = officers.history()
    assert "0 of 2 officers have agreed" in said(panel)
    await world.officer.click(panel, label="Approve")
    (panel,) = officers.history()
    assert f"1 of 2 officers have agreed\n✅ <@{world.officer.id}>: 50 AI credits" in said(panel)
    assert set(buttons(panel)) == {"Approve", "Lower…", "Deny…"}
    assert said(await world.officer.click(panel, label="Approve")) == (
        "You have already approved that. Another officer has to approve it, too."
    )
    assert "1 of 2 officers have agreed" in said(await status(world))
    await fill(uther, await uther.click(panel, label="Lower…"), "30", "")
    (panel,) = officers.history()
    assert f"✅ <@{world.officer.id}> and <@{uther.id}> approved: **30 AI credits**" in said(panel)
    assert "**+30 AI credits**" in await wallet(world, world.raider)


async def test_presses_at_once_grant_once(world: World, officers: ChannelHandle, uther: MemberActor):
    await ask(world)
    (panel,) = officers.history()
    seen = screen(world.officer, panel)
    acts = [press_on(who, seen, "Approve") for who in (world.officer, uther, world.leader, world.boss) * 10]
    answers = await at_once(*acts)
    late = [said(one) for one in answers if one.followups]
    assert len(late) == 39
    assert all("Too late. ✅ <@" in one for one in late)
    history = said(await world.raider.slash(world.general, "wallet history"))
    assert "1 line" in history
    assert "**+50 AI credits**" in history


async def test_taking_back_against_an_approval(world: World, officers: ChannelHandle):
    await ask(world)
    (panel,) = officers.history()
    seen, mine = screen(world.officer, panel), await status(world)
    assert set(buttons(card(mine))) == {"Withdraw 50 AI credits"}
    own = screen(world.raider, card(mine))
    await world.raider.click(card(mine), label="Withdraw 50 AI credits")
    assert "↩️ 50 AI credits · withdrawn" in said(mine)
    late = await press_on(world.officer, seen, "Approve")
    assert f"Too late. ↩️ <@{world.raider.id}> no longer asks for **50 AI credits**." in said(late)
    (panel,) = officers.history()
    assert not buttons(panel)
    await ask(world)
    panel = officers.history()[-1]
    await world.officer.click(panel, label="Approve")
    gone = await press_on(world.raider, own, "Withdraw 50 AI credits")
    assert "↩️ 50 AI credits · withdrawn" in said(gone), "that one was taken back before"
    assert "50 AI credits" in await wallet(world, world.raider)


async def test_withdrawing_by_command_asks_which_of_two(world: World):
    nothing = await world.raider.slash(world.general, "request withdraw")
    assert said(nothing).startswith("You have nothing waiting.")
    await ask(world)
    one = await world.raider.slash(world.general, "request withdraw")
    assert said(one) == "Your request for **50 AI credits** is taken back."
    await ask(world)
    await ask(world, 1, kind="lead")
    which = await world.raider.slash(world.general, "request withdraw")
    assert which.ephemeral
    assert set(buttons(card(which))) == {"Withdraw 50 AI credits", "Withdraw 1 lead credit"}
    done = await world.raider.click(card(which), label="Withdraw 1 lead credit")
    assert "Your request for **1 lead credit** is taken back." in said(done)
    assert set(buttons(card(which))) == {"Withdraw 50 AI credits"}


async def test_without_a_channel_officers_decide_from_the_list(world: World, uther: MemberActor):
    assert said(await ask(world)).endswith(
        "There is no channel for officers here, so they see it in `/request list`; "
        "`/request status` shows how it stands."
    )
    await ask(world, 7, who=uther, kind="lead", reason="recruiting")
    await tick(world)
    assert not any("asks for" in said(one) for one in world.news.history()), "everybody reads that channel"
    assert said(await world.raider.slash(world.general, "request list")).startswith(OFFICERS)
    listed = await world.officer.slash(world.general, "request list")
    assert listed.ephemeral
    assert said(listed) == (
        "## 🪙 Requests for credits\n2 requests wait\n"
        f"**1.** <@{world.raider.id}> · **50 AI credits** · expires <t:1767830400:R>\na \\*guide\\*\n"
        f"**2.** <@{uther.id}> · **7 lead credits** · expires <t:1767830400:R>\nrecruiting"
    )
    found = options(card(listed), "request:v1:open")
    assert list(found) == ["1. 50 AI credits", "2. 7 lead credits"]
    await world.restart()
    await world.officer.select(
        card(listed), [found["1. 50 AI credits"]], custom_id=select_id(card(listed), "request:v1:open")
    )
    assert set(buttons(card(listed))) == {"Approve", "Lower…", "Deny…", "All requests"}
    await world.officer.click(card(listed), label="Approve")
    assert "approved: **50 AI credits**" in said(listed)
    assert set(buttons(card(listed))) == {"All requests"}
    await world.officer.click(card(listed), label="All requests")
    assert "1 request waits" in said(listed)


async def test_many_requests_turn_their_pages(world: World):
    for number in range(11):
        await ask(world, number + 1, who=world.person(f"Peon {number}"))
    listed = await world.officer.slash(world.general, "request list")
    assert "11 requests wait · Page 1 of 2" in said(listed)
    await world.officer.click(card(listed), custom_id=buttons(card(listed))["▶️"])
    assert "**11.** <@" in said(listed)
    assert list(options(card(listed), "request:v1:open")) == ["11. 11 AI credits"]


async def test_without_requests_the_list_says_so(world: World):
    listed = await world.officer.slash(world.general, "request list")
    assert "Nothing waits. Members ask with `/request ai-credit`" in said(listed)
    assert not buttons(card(listed))


async def test_a_guild_has_names_of_its_own(world: World, officers: ChannelHandle):
    await world.leader.slash(world.general, "settings set", name="request.ai_name", value="*Gems*")
    assert said(await ask(world)).startswith("You ask for **50 × \\*Gems\\***.")
    (panel,) = officers.history()
    assert said(panel).startswith("## 🪙 Request for \\*Gems\\*")
    mine = await status(world)
    assert "**\\*Gems\\***\n⏳ 50 × \\*Gems\\* · waits for officers" in said(mine)
    assert set(buttons(card(mine))) == {"Withdraw 50 × *Gems*"}
    listed = await world.officer.slash(world.general, "request list")
    assert list(options(card(listed), "request:v1:open")) == ["1. 50 × *Gems*"]


async def test_officers_are_reminded_and_then_it_expires(world: World, officers: ChannelHandle):
    await ask(world)
    await world.env.advance_time(6 * 24 * 3600)
    await tick(world)
    reminder = officers.history()[-1]
    assert said(reminder).startswith("## ⏳ A request expires soon\n⏳ Waiting · expires <t:1767830400:R>")
    assert f"<@{world.raider.id}> asks for **50 AI credits**." in said(reminder)
    await tick(world)
    assert len(officers.history()) == 2
    await world.env.advance_time(24 * 3600)
    await tick(world)
    await tick(world)
    panel, _, told = officers.history()
    for one in (panel, told):
        assert f"⌛ Nobody decided in time about **50 AI credits** for <@{world.raider.id}>." in said(one)
    assert not buttons(panel)
    assert "⌛ 50 AI credits · expired" in said(await status(world))


async def test_a_reminder_that_comes_too_late_tells_how_it_was_decided(world: World, officers: ChannelHandle):
    await ask(world)
    await world.env.advance_time(6 * 24 * 3600)
    await at_work(world, world.bot.hall.requests.clock.due())
    await world.officer.click(officers.history()[0], label="Approve")
    await tick(world)
    for one in officers.history():
        assert "approved: **50 AI credits**" in said(one)
        assert "expires soon" not in said(one)


async def test_a_press_after_the_time_is_over_grants_nothing(world: World, officers: ChannelHandle):
    await ask(world)
    (panel,) = officers.history()
    await world.env.advance_time(7 * 24 * 3600)
    late = await world.officer.click(panel, label="Approve")
    assert "Too late. ⌛ Nobody decided in time" in said(late)
    assert "nothing in your wallet yet" in await wallet(world, world.raider)


async def test_caps_are_told_on_both_sides(world: World, officers: ChannelHandle):
    assert said(await ask(world, 501)).startswith("You can ask for 500 credits of this kind at most for now.")
    assert said(await ask(world, 0)) == "Ask for at least 1 credit."
    await ask(world, 300)
    assert said(await ask(world, 1)).startswith("You are already asking for credits of this kind.")
    await world.leader.slash(world.general, "settings set", name="request.ai_member_week", value="200")
    (panel,) = officers.history()
    assert said(await world.officer.click(panel, label="Approve")) == (
        "Only 200 more credits can be granted this week. Use *Lower…*, or wait until <t:1767571200:f>."
    )
    await fill(world.officer, await world.officer.click(panel, label="Lower…"), "200", "")
    assert "Nothing is left for this week. You can ask again <t:1767571200:R>" in said(await status(world))
    assert said(await ask(world, 1)).startswith("You got all the credits of this kind")


async def test_whoever_erases_themselves_leaves_only_the_story(world: World, officers: ChannelHandle):
    await ask(world)
    assert await world.bot.hall.privacy.erase(Actor(world.guild.id, world.raider.id, frozenset(), manages_guild=False))
    await tick(world)
    (panel,) = officers.history()
    assert "↩️ somebody erased no longer asks for **50 AI credits**." in said(panel)
    assert "guide" not in said(panel)
    assert not buttons(panel)


async def test_a_sample_is_no_panel(world: World, officers: ChannelHandle):
    for event in ("request.asked", "request.reminder", "request.decided"):
        await world.leader.slash(world.general, "notifications test", event=event)
    assert len(officers.history()) == 3
    before = [said(one) for one in officers.history()]
    await ask(world)
    await tick(world)
    assert [said(one) for one in officers.history()][:3] == before


async def test_a_press_that_is_repeated_after_a_restart_shows_what_stands(world: World, officers: ChannelHandle):
    await ask(world)
    (panel,) = officers.history()
    seen = screen(world.officer, panel)
    await world.officer.click(panel, label="Approve")
    await world.restart()
    again = await press_on(world.officer, seen, "Approve")
    assert f"Too late. ✅ <@{world.officer.id}> approved: **50 AI credits**" in said(again)
    assert "1 line" in said(await world.raider.slash(world.general, "wallet history"))


async def test_it_speaks_spanish(world: World, officers: ChannelHandle, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    assert said(await ask(world)).startswith("Pides **50 créditos de IA**.")
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    await tick(world)
    await ask(world, 1, kind="lead")
    panel = officers.history()[-1]
    assert said(panel).startswith("## 🪙 Solicitud de Créditos lead\n⏳ Pendiente")
    await world.officer.click(panel, label="Aprobar")
    panel = next(one for one in officers.history() if "lead" in said(one))
    assert "dio su aprobación: **1 crédito lead**" in said(panel)
    assert "✅ 1 crédito lead · concesión" in said(await status(world))
