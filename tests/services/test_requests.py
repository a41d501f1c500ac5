"""Requests for credits: asked for once, decided by others, granted once, whoever presses how often and at once."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.credit import Credit
from domain.people import Actor
from domain.request_settings import State
from services.desk import Desk
from services.requests import Requests, open_requests
from storage import notices
from tests.services.banking import adds_up, refused
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.requesting import (
    MARA,
    TOM,
    ask,
    choose,
    code_of,
    held,
    logged,
    nothing,
    officer,
    outbox,
    rows,
    told_officers,
    wants_digests,
)

JAINA, UTHER = officer(1), officer(2)


@pytest.fixture
def requests(desk: Desk) -> Requests:
    """The services in a guild with officers."""
    return open_requests(desk, nothing)


async def test_asking_waits_for_officers_and_tells_them(requests: Requests, desk: Desk, clock: Clock):
    await told_officers(desk)
    asked = await requests.asking.ask(MARA, Credit.LEAD, 50, " recruiting\n people ", 1)
    seen = asked.seen
    assert asked.told
    assert (seen.state, seen.credit, seen.amount, seen.reason) == (State.PENDING, Credit.LEAD, 50, "recruiting people")
    assert (seen.user_id, seen.expires_at, seen.needed) == (MARA.user_id, clock() + timedelta(days=7), 1)
    assert await outbox(desk) == ["request.asked"]
    facts = {"request": seen.id, "owner": 1, "credit": "lead", "credits": 50}
    assert await logged(desk) == [("request.asked", facts, "recruiting people", True)]
    assert await held(desk, credit=Credit.LEAD) == 0


async def test_without_a_channel_of_their_own_officers_find_it_in_the_list(requests: Requests, desk: Desk):
    await choose(desk, "guild.announcements", 5)
    asked = await requests.asking.ask(MARA, Credit.AI, 50, "a guide", 1)
    assert not asked.told
    decided = await requests.deciding.deny(JAINA, asked.seen.id, "not now")
    assert decided.done
    assert await outbox(desk) == [], "the channel of everybody is none of officers"


async def test_a_leader_may_choose_another_way_or_none(requests: Requests, desk: Desk):
    route = notices.Route("request.asked", channel_id=6)
    await desk.db.write(lambda tx: notices.set_route(tx, GUILD, route))
    assert (await requests.asking.ask(MARA, Credit.AI, 50, "a guide", 1)).told
    await told_officers(desk)
    for interaction, channel in enumerate((6, None), 2):
        off = notices.Route("request.asked", enabled=False, channel_id=channel)
        await desk.db.write(lambda tx, off=off: notices.set_route(tx, GUILD, off))
        person = Actor(GUILD, interaction, frozenset(), manages_guild=False)
        assert not (await requests.asking.ask(person, Credit.AI, 50, "a guide", interaction)).told


async def test_the_same_interaction_asks_once(requests: Requests, desk: Desk):
    first = await ask(requests, interaction=7)
    assert (await ask(requests, amount=60, interaction=7)).id == first.id
    await requests.deciding.approve(JAINA, first.id)
    assert (await ask(requests, interaction=7)).state is State.APPROVED, "it shows what stands by now"
    assert await rows(desk, "SELECT count(*) FROM credit_requests") == [(1,)]


async def test_one_waits_per_person_and_kind(requests: Requests):
    await ask(requests)
    assert await code_of(ask(requests, amount=10)) == "request.pending"
    await ask(requests, credit=Credit.LEAD)
    await ask(requests, TOM)


async def test_an_approval_grants_into_the_wallet_of_that_kind(requests: Requests, desk: Desk):
    await told_officers(desk)
    await wants_digests(desk)
    seen = await ask(requests)
    decided = await requests.deciding.approve(JAINA, seen.id)
    assert decided.done
    assert (decided.shown.seen.state, decided.shown.seen.granted) == (State.APPROVED, 50)
    assert decided.shown.seen.decided_by == JAINA.user_id
    assert decided.shown.left is None
    assert (await held(desk), await held(desk, credit=Credit.LEAD)) == (50, 0)
    assert await outbox(desk) == ["request.asked", "request.decided"]
    key = f"request:{seen.id}"
    actor = "(SELECT user_id FROM members WHERE id = actor)"
    query = f"SELECT key, act, credit, {actor} FROM transactions"
    assert await rows(desk, query) == [(key, "grant", "ai", JAINA.user_id)]
    ((about, line, facts),) = await rows(desk, "SELECT about, key, facts FROM digest_lines")
    assert (about, line, json.loads(facts)) == (
        "request.approved",
        key,
        {"called": "AI credits", "amount": 50, "granted": 50},
    )
    kind, _, note, hidden = (await logged(desk))[-1]
    assert (kind, note, hidden) == ("request.approved", None, False), "credits that are made are for everybody to see"
    assert await adds_up(desk)


async def test_who_did_not_opt_in_is_not_told_directly(requests: Requests, desk: Desk):
    seen = await ask(requests)
    await requests.deciding.approve(JAINA, seen.id)
    assert await rows(desk, "SELECT * FROM digest_lines") == []


async def test_an_officer_can_grant_less_with_a_word(requests: Requests, desk: Desk):
    seen = await ask(requests, amount=50)
    for amount in (0, 51, -1):
        assert await code_of(requests.deciding.approve(JAINA, seen.id, amount)) == "request.lower"
    decided = await requests.deciding.approve(JAINA, seen.id, 20, "more next week")
    assert decided.shown.seen.granted == 20
    assert [(one.amount, one.word) for one in decided.shown.seen.agreed] == [(20, "more next week")]
    assert await held(desk) == 20
    facts = {"request": seen.id, "owner": 1, "credit": "ai", "credits": 20, "asked": 50}
    assert (await logged(desk))[-1] == ("request.approved", facts, None, False)


async def test_a_denial_has_a_reason_and_cools_down(requests: Requests, desk: Desk, clock: Clock):
    await wants_digests(desk)
    seen = await ask(requests)
    assert await code_of(requests.deciding.deny(JAINA, seen.id, "  ")) == "request.reason_length"
    decided = await requests.deciding.deny(JAINA, seen.id, "save\nit")
    assert (decided.done, decided.shown.seen.state, decided.shown.seen.answer) == (True, State.DENIED, "save it")
    assert await held(desk) == 0
    assert (await logged(desk))[-1][2:] == ("save it", True)
    assert await rows(desk, "SELECT about FROM digest_lines") == [("request.denied",)]
    assert await refused(ask(requests)) == ("request.cooldown", {"at": clock() + timedelta(hours=24)})
    await ask(requests, credit=Credit.LEAD)
    clock.advance(hours=24)
    await ask(requests)


async def test_only_another_officer_decides(requests: Requests, desk: Desk):
    own = await ask(requests, JAINA)
    assert await code_of(requests.deciding.approve(JAINA, own.id)) == "request.own"
    assert await code_of(requests.deciding.deny(JAINA, own.id, "no")) == "request.own"
    assert await code_of(requests.deciding.approve(MARA, own.id)) == "access.officer"
    assert await code_of(requests.deciding.deny(MARA, own.id, "no")) == "access.officer"
    assert await code_of(requests.deciding.approve(UTHER, 99)) == "request.unknown"
    elsewhere = Actor(GUILD + 1, 1, frozenset(), manages_guild=True)
    assert await code_of(requests.deciding.approve(elsewhere, own.id)) == "request.unknown"
    assert await held(desk, JAINA) == 0
    assert (await requests.deciding.approve(UTHER, own.id)).done


async def test_above_the_threshold_two_have_to_agree_and_the_smaller_amount_is_granted(requests: Requests, desk: Desk):
    await choose(desk, "request.two_from", 100)
    seen = await ask(requests, amount=100)
    assert seen.needed == 2
    first = await requests.deciding.approve(JAINA, seen.id, 80, "that will do")
    assert first.done
    assert first.shown.seen.pending
    assert [(one.user_id, one.amount) for one in first.shown.seen.agreed] == [(JAINA.user_id, 80)]
    assert await held(desk) == 0
    kind, facts, note, hidden = (await logged(desk))[-1]
    assert (kind, facts["credits"], facts["asked"], note, hidden) == ("request.agreed", 80, 100, "that will do", True)
    assert await code_of(requests.deciding.approve(JAINA, seen.id)) == "request.approved_already"
    second = await requests.deciding.approve(UTHER, seen.id)
    assert (second.shown.seen.state, second.shown.seen.granted) == (State.APPROVED, 80)
    assert await held(desk) == 80


async def test_one_may_deny_what_another_agreed_to(requests: Requests, desk: Desk):
    await choose(desk, "request.two_from", 1)
    seen = await ask(requests)
    await requests.deciding.approve(JAINA, seen.id)
    assert (await requests.deciding.deny(UTHER, seen.id, "no")).shown.seen.state is State.DENIED
    assert await held(desk) == 0


async def test_an_officer_who_was_blocked_since_counts_no_more(requests: Requests, desk: Desk):
    await choose(desk, "request.two_from", 1)
    seen = await ask(requests)
    await requests.deciding.approve(JAINA, seen.id)
    block = f"UPDATE members SET blocked_at = 1, blocked_reason = 'x' WHERE user_id = {JAINA.user_id}"
    await desk.db.write(lambda tx: tx.execute(text(block)))
    assert (await requests.deciding.approve(UTHER, seen.id)).shown.seen.pending
    assert (await requests.deciding.approve(officer(3), seen.id)).shown.seen.granted == 50


async def test_what_is_over_stays_as_it_was_decided(requests: Requests, desk: Desk):
    seen = await ask(requests)
    await requests.deciding.deny(JAINA, seen.id, "no")
    for late in (await requests.deciding.approve(UTHER, seen.id), await requests.deciding.deny(UTHER, seen.id, "x")):
        assert not late.done
        assert (late.shown.seen.state, late.shown.seen.answer) == (State.DENIED, "no")
    assert not (await requests.asking.withdraw(MARA, seen.id)).done
    assert await held(desk) == 0


async def test_only_ones_own_request_can_be_taken_back(requests: Requests, desk: Desk):
    seen = await ask(requests)
    assert await code_of(requests.asking.withdraw(TOM, seen.id)) == "request.not_yours"
    assert await code_of(requests.asking.withdraw(MARA, 99)) == "request.unknown"
    withdrawn = await requests.asking.withdraw(MARA, seen.id)
    assert (withdrawn.done, withdrawn.seen.state) == (True, State.WITHDRAWN)
    assert not (await requests.asking.withdraw(MARA, seen.id)).done
    assert (await logged(desk))[-1][0] == "request.withdrawn"
    await ask(requests)


async def test_caps_are_asked_again_when_officers_decide(requests: Requests, desk: Desk):
    await choose(desk, "request.ai_guild_week", 120)
    first, second = await ask(requests, amount=70), await ask(requests, TOM, amount=50)
    assert await code_of(ask(requests, officer(5), amount=1)) == "request.guild_full"
    await choose(desk, "request.ai_guild_week", 100)
    await requests.deciding.approve(JAINA, first.id)
    code, facts = await refused(requests.deciding.approve(JAINA, second.id))
    assert (code, facts["left"]) == ("request.cap_left", 30)
    assert await rows(desk, "SELECT count(*) FROM request_approvals") == [(1,)], "nothing of it was kept"
    shown = await requests.views.show(JAINA, second.id)
    assert shown.left is not None
    assert (shown.left.mine, shown.left.everybodys, shown.left.guild_week) == (500, 30, 100)
    assert (await requests.deciding.approve(JAINA, second.id, 30)).shown.seen.granted == 30


async def test_a_full_cap_leaves_only_to_deny(requests: Requests, desk: Desk):
    await choose(desk, "request.ai_member_week", 50)
    first = await ask(requests)
    await requests.deciding.approve(JAINA, first.id)
    await choose(desk, "request.ai_member_week", 60)
    second = await ask(requests, amount=10)
    await choose(desk, "request.ai_member_week", 50)
    assert await code_of(requests.deciding.approve(JAINA, second.id, 1)) == "request.cap_full"
    assert (await requests.deciding.deny(JAINA, second.id, "next week")).done


async def test_a_new_week_begins_anew_in_the_guilds_timezone(requests: Requests, desk: Desk, clock: Clock):
    await choose(desk, "guild.timezone", "Pacific/Auckland")
    clock.now = clock.now.replace(day=22, hour=10, minute=30)  # Sunday, 23:30 there
    seen = await ask(requests, amount=500)
    await requests.deciding.approve(JAINA, seen.id)
    code, facts = await refused(ask(requests, amount=1))
    assert (code, facts["at"]) == ("request.member_full", clock.now.replace(hour=11, minute=0))
    clock.advance(minutes=30)
    assert (await ask(requests, amount=500)).pending


async def test_kinds_are_counted_apart(requests: Requests):
    first = await ask(requests, amount=500)
    await requests.deciding.approve(JAINA, first.id)
    assert (await ask(requests, amount=500, credit=Credit.LEAD)).pending
    assert await code_of(ask(requests, amount=1)) == "request.member_full"


async def test_what_waits_is_listed_page_by_page_for_officers(requests: Requests):
    for number in range(23):
        await ask(requests, Actor(GUILD, 500 + number, frozenset(), manages_guild=False), amount=number + 1)
    assert await code_of(requests.views.waiting(MARA, 1)) == "access.officer"
    assert await code_of(requests.views.show(MARA, 1)) == "access.officer"
    page = await requests.views.waiting(JAINA, 2)
    assert (page.page, page.pages, page.total) == (2, 3, 23)
    assert [one.amount for one in page.requests] == list(range(11, 21))
    assert [one.user_id for one in (await requests.views.waiting(JAINA, 99)).requests] == [520, 521, 522]


async def test_ones_own_requests_kind_by_kind(requests: Requests, desk: Desk, clock: Clock):
    status = await requests.views.status(MARA)
    assert [(one.credit, one.left, one.waiting) for one in status.kinds] == [
        (Credit.AI, 500, None),
        (Credit.LEAD, 500, None),
    ]
    await choose(desk, "request.ai_name", "Gems")
    for number in range(7):
        seen = await ask(requests, amount=10 + number)
        await requests.deciding.approve(JAINA, seen.id, 10)
        clock.advance(minutes=1)
    denied = await ask(requests, credit=Credit.LEAD)
    await requests.deciding.deny(JAINA, denied.id, "no")
    waiting = await ask(requests, amount=100)
    await ask(requests, TOM, amount=300)
    ai, lead = (await requests.views.status(MARA)).kinds
    assert (ai.called, ai.left, ai.after) == ("Gems", 430, None)
    assert ai.waiting is not None
    assert ai.waiting.id == waiting.id
    assert (lead.called, lead.left, lead.after) == ("", 500, clock() + timedelta(hours=24))
    last = (await requests.views.status(MARA)).last
    assert [(one.credit, one.amount) for one in last] == [
        (Credit.LEAD, 50),
        (Credit.AI, 16),
        (Credit.AI, 15),
        (Credit.AI, 14),
        (Credit.AI, 13),
    ]


async def test_a_leader_may_decide_as_an_officer_does(requests: Requests, desk: Desk, leader: Actor):
    seen = await ask(requests)
    assert (await requests.deciding.approve(leader, seen.id)).done
    assert OFFICERS not in leader.role_ids
