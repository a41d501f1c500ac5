"""The outside world is made when it is first needed, and closed as far as it was."""

from typing import Any, cast

import pytest

from clients.outside import Outside
from domain.errors import Unavailable


class Client:
    """Notes whether somebody hung up."""

    closed = False

    async def close(self) -> None:
        """Hang up."""
        self.closed = True


def outside(made: list[str]) -> Outside:
    def opener(name: str) -> Any:
        def make() -> Client:
            made.append(name)
            return Client()

        return make

    return Outside(opener("hiscores"), opener("wise old man"), opener("relays"))


async def test_nobody_is_made_before_being_asked_and_each_only_once() -> None:
    made: list[str] = []
    world = outside(made)
    assert not made
    assert world.relays is world.relays
    assert world.hiscores is world.hiscores
    assert world.wise_old_man is world.wise_old_man
    assert made == ["relays", "hiscores", "wise old man"]


async def test_a_house_that_was_built_without_the_web_fetches_no_pictures() -> None:
    with pytest.raises(Unavailable) as refused:
        _ = outside([]).pictures
    assert refused.value.code == "picture.web_not_set_up"


async def test_a_house_that_was_built_without_it_links_nobody() -> None:
    with pytest.raises(Unavailable) as refused:
        _ = outside([]).accounts
    assert refused.value.code == "link.not_set_up"


async def test_closing_hangs_up_on_those_that_were_asked_and_makes_nobody() -> None:
    made: list[str] = []
    world = outside(made)
    asked = [cast(Client, world.hiscores), cast(Client, world.relays)]
    await world.close()
    assert [one.closed for one in asked] == [True, True]
    assert made == ["hiscores", "relays"]
    await world.close()
