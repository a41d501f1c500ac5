"""How the outside services do: told of those that were asked, and nothing is loaded for the telling."""

from datetime import UTC, datetime, timedelta

import pytest

from clients.beacon import Relays
from clients.hiscores import Hiscores
from clients.outage import Outage
from clients.outside import Outside, Standing
from clients.service import Service
from clients.turnstile import Line, Urgency
from clients.wise_old_man import WiseOldMan
from fairness.beacon import QUICKNET

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def outside() -> Outside:
    """Services of which none was asked yet; none is there to answer."""
    return Outside(
        lambda: Hiscores("https://me:secret@game.example/hiscores", None, "tests", clock=lambda: NOW),
        lambda: WiseOldMan("https://wom.example", "", "tests", clock=lambda: NOW),
        lambda: Relays(["https://a.example", "https://b.example/x"], QUICKNET, "tests", clock=lambda: NOW),
    )


async def answer(service: Service, *, well: bool) -> None:
    """The service is asked once, and answers like that."""
    async with service._turnstile.turn(Line(0), Urgency.PERSON):
        if not well:
            raise Outage("timeout")


async def test_what_was_never_needed_is_not_loaded() -> None:
    house = outside()
    assert house.standings() == []
    assert not {"hiscores", "relays"} & vars(house).keys()


async def test_an_address_is_told_without_a_secret() -> None:
    house = outside()
    assert house.hiscores
    assert house.standings() == [Standing("hiscores", "game.example/hiscores", None, None)]


async def test_each_relay_stands_for_itself() -> None:
    house = outside()
    first, second = house.relays.services.values()
    await answer(first, well=True)
    for _ in range(5):
        with pytest.raises(Outage):
            await answer(second, well=False)
    up, down = house.standings()
    assert up == Standing("beacon", "a.example", NOW, None)
    assert (down.service, down.address, down.last_answer) == ("beacon", "b.example/x", None)
    assert down.next_try is not None
    assert NOW < down.next_try <= NOW + timedelta(seconds=6)
