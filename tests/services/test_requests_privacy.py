"""What requests keep about a person can be had and erased; what was granted stays in the books as nobody's."""

import json

import pytest

from domain.credit import Credit
from domain.request_settings import PANEL, State
from services.desk import Desk
from services.pots import LedgerKeeper
from services.privacy import HouseKeeper, Privacy
from services.requests import Requests, RequestsKeeper, open_requests
from storage import panels
from tests.services.banking import adds_up
from tests.services.conftest import GUILD
from tests.services.requesting import MARA, TOM, ask, choose, code_of, held, nothing, officer, rows

JAINA, UTHER = officer(1), officer(2)


@pytest.fixture
def requests(desk: Desk) -> Requests:
    """The services in a guild with officers."""
    return open_requests(desk, nothing)


@pytest.fixture
def privacy(desk: Desk) -> Privacy:
    """The hooks that have to do with requests."""
    return Privacy(desk, (HouseKeeper(), RequestsKeeper(desk.clock), LedgerKeeper(desk.clock)))


async def test_an_export_holds_what_was_asked_and_decided(requests: Requests, privacy: Privacy, desk: Desk):
    seen = await ask(requests)
    await requests.deciding.approve(JAINA, seen.id, 20, "for now")
    denied = await ask(requests, TOM)
    await requests.deciding.deny(JAINA, denied.id, "no guide")
    kept = await privacy.export(MARA)
    assert json.loads(json.dumps(kept)) == kept, "a file can be made of it"
    (mine,) = kept["credit_requests"]
    assert (mine["credit"], mine["amount"], mine["granted"], mine["state"]) == ("ai", 50, 20, "approved")
    assert mine["reason"] == "for a guide"
    assert kept["credit_requests_decided"] == []
    decided = (await privacy.export(JAINA))["credit_requests_decided"]
    assert [(one.get("state"), one["said"]) for one in decided] == [
        ("approved", ""),
        ("denied", "no guide"),
        (None, "for now"),
    ]


async def test_erasing_withdraws_what_waits_and_takes_the_words(requests: Requests, privacy: Privacy, desk: Desk):
    granted = await ask(requests)
    await requests.deciding.approve(JAINA, granted.id)
    waiting = await ask(requests, credit=Credit.LEAD)
    for message, request in enumerate((granted, waiting)):
        at = desk.clock()
        await desk.db.write(
            lambda tx, message=message, request=request, at=at: panels.hang(
                tx, GUILD, PANEL, request.id, channel_id=1, message_id=message, now=at
            )
        )
    assert await privacy.erase(MARA)
    assert await rows(desk, "SELECT state, reason FROM credit_requests ORDER BY id") == [
        ("approved", ""),
        ("withdrawn", ""),
    ]
    assert await rows(desk, "SELECT count(*) FROM panels WHERE wanted > 1") == [(2,)], "what hangs there named them"
    shown = await requests.views.show(JAINA, granted.id)
    assert (shown.seen.user_id, shown.seen.granted) == (None, 50)
    assert not (await requests.deciding.approve(JAINA, waiting.id)).done
    assert await adds_up(desk)
    assert await held(desk) == 0
    assert await rows(desk, "SELECT text FROM audit_notes") == []


async def test_an_officers_words_go_and_so_does_their_say_in_what_is_not_decided(
    requests: Requests, privacy: Privacy, desk: Desk
):
    await choose(desk, "request.two_from", 50)
    denied, waiting = await ask(requests, amount=49), await ask(requests, TOM)
    await requests.deciding.deny(JAINA, denied.id, "a secret")
    await requests.deciding.approve(JAINA, waiting.id, 30, "a secret")
    over = await ask(requests, officer(7))
    await requests.deciding.approve(JAINA, over.id, 40, "a secret")
    await requests.deciding.approve(UTHER, over.id)
    assert await privacy.erase(JAINA)
    for table in ("credit_requests", "request_approvals", "audit_notes", "transactions"):
        assert "secret" not in str(await rows(desk, f"SELECT * FROM {table}"))
    shown = await requests.views.show(UTHER, over.id)
    assert [(one.user_id, one.amount, one.word) for one in shown.seen.agreed] == [
        (None, 40, ""),
        (UTHER.user_id, 50, ""),
    ]
    assert (await requests.deciding.approve(JAINA, waiting.id)).shown.seen.pending, "nobody is two officers"
    assert await code_of(requests.deciding.approve(JAINA, waiting.id)) == "request.approved_already"
    assert (await requests.deciding.approve(UTHER, waiting.id)).shown.seen.state is State.APPROVED
