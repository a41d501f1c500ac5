"""Events, routes and how long a notice is tried."""

from datetime import timedelta

import pytest

from domain import clan_settings
from domain.errors import NotFound
from domain.notices import Audience, Event, Events, Route, wait_before

EVENTS = Events((Event("clan.one"), Event("clan.two", Audience.OFFICERS)))


def test_events_are_found_by_name():
    assert EVENTS.find(" Clan.TWO ").audience is Audience.OFFICERS
    assert list(EVENTS) == ["clan.one", "clan.two"]
    assert EVENTS["clan.one"] == Event("clan.one", Audience.GUILD)
    assert len(EVENTS) == 2


@pytest.mark.parametrize("name", ["", "clan", "x" * 2000])
def test_an_unknown_event_is_refused_shortly(name: str):
    with pytest.raises(NotFound) as refused:
        EVENTS.find(name)
    assert (refused.value.code, refused.value.facts) == ("notifications.unknown", {"name": name[:60]})


def test_a_route_keeps_its_secret():
    route = Route("clan.one", webhook_url="https://discord.com/api/webhooks/1/secret")
    for shown in (repr(route), str(route), f"{route}", repr([route]), repr({"a": route})):
        assert "secret" not in shown
        assert "webhooks" not in shown


def test_waits_grow_and_end_within_a_day():
    waits: list[timedelta] = []
    while (wait := wait_before(len(waits) + 1)) is not None:
        waits.append(wait)
    assert waits == sorted(waits)
    assert waits[0] <= timedelta(seconds=10), "a hiccup is over soon"
    assert timedelta(hours=16) <= sum(waits, timedelta()) <= timedelta(days=1)


def test_the_clan_s_events_are_named_after_it():
    assert all(event.name.startswith("clan.") for event in clan_settings.EVENTS)
    assert len({event.name for event in clan_settings.EVENTS}) == len(clan_settings.EVENTS)
