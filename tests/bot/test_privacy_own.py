"""`/privacy`: what people read about what is kept, the file that they get, and being erased for good."""

import io
import json
import zipfile
from typing import Any

import pytest

from cogs.ui.privacy.files import packed
from tests.bot.acting import buttons, card, in_spanish, said
from tests.bot.challenging import actor_of
from tests.bot.conftest import World
from tests.bot.entering import hand_in, open_week, rows
from tests.bot.potting import adds_up, balance, buy, give, opened, settle
from tests.services.paintings import png


async def files_of(answer: Any) -> list[zipfile.ZipFile]:
    """The files that came along, in the order in which they did."""
    messages = [one for one in (answer.response, *answer.followups) if one is not None]
    sent = [file for message in messages for file in message.attachments]
    return [zipfile.ZipFile(io.BytesIO(await file.read())) for file in sent]


async def test_what_is_kept_is_told_in_plain_words_with_the_ways_on(world: World):
    shown = await world.raider.slash(world.general, "privacy show")
    assert shown.ephemeral
    told = said(shown)
    assert told.startswith("## What I keep about you\n**What.** Your Discord id")
    assert all(f"**{part}.**" in told for part in ("What", "What I do not keep", "Why", "Where", "How long"))
    assert set(buttons(card(shown))) == {"My data", "Erase me…"}


async def test_the_file_holds_what_the_tables_hold_pictures_too(world: World):
    week = await open_week(world)
    await hand_in(world, world.raider, week, "A cat", ("cat.png", png()))
    await give(world, 120, world.raider)
    answer = await world.raider.slash(world.general, "privacy export")
    assert answer.ephemeral
    (file,) = await files_of(answer)
    data = json.loads(file.read("data.json"))
    assert data == await world.bot.hall.privacy.export(actor_of(world, world.raider))
    assert data["wallet"] == {"credit": 120}
    ((sha256,),) = await rows(world, "pictures", "sha256")
    assert file.namelist() == ["data.json", f"pictures/{sha256}.webp"]
    assert file.read(f"pictures/{sha256}.webp")[8:12] == b"WEBP"


def test_many_pictures_come_in_several_files():
    pictures = {f"{number}.webp": bytes([number]) * 40 for number in range(5)}
    files = packed({"user_id": "1"}, pictures, largest=100)
    assert [file.name for file in files] == ["my-data-1.zip", "my-data-2.zip", "my-data-3.zip"]
    opened_ = [zipfile.ZipFile(io.BytesIO(file.data)) for file in files]
    assert opened_[0].namelist() == ["data.json", "pictures/0.webp", "pictures/1.webp"]
    names = [name for file in opened_ for name in file.namelist() if name != "data.json"]
    assert names == [f"pictures/{number}.webp" for number in range(5)]
    assert all(file.read(name) == pictures[name[9:]] for file in opened_ for name in file.namelist() if name in names)


async def test_nothing_is_kept_about_a_stranger(world: World):
    for command in ("export", "erase"):
        answer = await world.person("Stranger").slash(world.general, f"privacy {command}")
        assert said(answer) == "Nothing is kept about you in this server."


async def test_one_is_asked_first_and_then_erased_for_good(world: World):
    week = await open_week(world)
    await hand_in(world, world.raider, week, "A cat", ("cat.png", png()))
    await give(world, 120, world.raider)
    asked = await world.raider.slash(world.general, "privacy erase")
    assert asked.ephemeral
    assert "**Is burned:** 120 credits in your wallet." in said(asked)
    assert "This cannot be undone." in said(asked)
    assert await balance(world, world.raider) == 120, "asking does nothing"
    await world.raider.click(card(asked), label="Erase everything about me")
    assert said(asked).endswith("Nothing here leads to you any more; files of pictures go within a few hours.")
    assert buttons(card(asked)) == {}
    assert (world.raider.id,) not in await rows(world, "members", "user_id")
    assert await rows(world, "submissions", "title, description, image_id") == [("", "", None)]
    await adds_up(world)
    again = await world.raider.slash(world.general, "privacy erase")
    assert said(again) == "Nothing is kept about you in this server."


async def test_a_stake_in_an_open_pot_comes_back_before_it_is_burned(world: World):
    await give(world, 1000, world.raider, world.officer)
    panel = card(await opened(world))
    await buy(world.raider, panel, "3")
    asked = await world.raider.slash(world.general, "privacy erase")
    await world.raider.click(card(asked), label="Erase everything about me")
    assert await rows(world, "pots", "sold, players") == [(0, 0)]
    await adds_up(world)


async def test_between_a_lock_and_its_result_one_is_asked_to_wait(world: World, monkeypatch: pytest.MonkeyPatch):
    await give(world, 1000, world.raider, world.officer)
    panel = card(await opened(world))
    await buy(world.raider, panel, "3")
    await buy(world.officer, panel, "5")
    await world.officer.slash(world.general, "pot lock", pot="1")
    asked = await world.raider.slash(world.general, "privacy erase")
    await world.raider.click(card(asked), label="Erase everything about me")
    assert "Nothing was erased" in said(asked)
    assert (await world.bot.hall.privacy.export(actor_of(world, world.raider)))["pot_stakes"]
    await settle(world, 60)


async def test_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    assert said(await world.raider.slash(world.general, "privacy show")).startswith(
        "## Lo que guardo sobre ti\n**Qué.**"
    )
