"""Handing in, editing and withdrawing: what members type and read, and that nothing is half saved or lost."""

from typing import Any

import discord
import pytest
from simcord.http.client import FakeHTTPClient

from tests.bot.acting import alt, at_once, buttons, card, in_spanish, options, press_on, said, screen, select_id
from tests.bot.conftest import World
from tests.bot.entering import TITLE, actor, fields, fill, form, hand_in, number_of, open_week, points, rows, until
from tests.services.paintings import EXECUTABLE, giant, located, noisy, opened, png

LINK = "https://example.org/cat"


async def picture_of(result: Any) -> bytes:
    (file,) = card(result).attachments
    return await file.read()


async def test_what_is_handed_in_comes_back_as_its_card(world: World) -> None:
    week = await open_week(world)
    form_ = await form(world, world.raider, week)
    assert form_.modal is not None
    assert form_.modal["title"] == "Hand something in"
    assert list(fields(form_)) == ["Title", "What is it? (up to 1,000 characters)", "Link", "Picture"]
    done = await fill(
        world.raider, form_, title="A cat", what="It **sleeps**.\n\n# A lot\n@everyone", link=LINK,
        picture=("cat.jpg", located(6)),
    )  # fmt: skip
    assert done.ephemeral
    assert said(done).startswith(f"## A cat\nby <@{world.raider.id}> · 🎨 {TITLE}\n✅ **Handed in.**\n")
    assert "It \\*\\*sleeps\\*\\*.\n\n\\# A lot\n" in said(done)
    assert "@everyone" not in said(done)
    assert "Submission 1 of 3" in said(done)
    assert alt(card(done)).startswith("A cat. It **sleeps**.")
    image = opened(await picture_of(done))
    assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (20, 40), {})
    assert set(buttons(card(done))) == {"Share", "Edit…", "Withdraw"}
    assert await points(world, world.raider) == 75


async def test_a_picture_can_come_with_the_command(world: World) -> None:
    week = await open_week(world)
    form_ = await form(world, world.raider, week, ("cat.png", png()))
    assert "Picture" not in fields(form_)
    done = await fill(world.raider, form_, title="A cat")
    assert opened(await picture_of(done)).size == (64, 48)


async def test_without_a_picture_there_is_none(world: World) -> None:
    done = await hand_in(world, world.raider, await open_week(world))
    assert card(done).attachments == []
    assert await rows(world, "pictures") == []


async def test_what_is_fixed_twice_is_handed_in_once(world: World) -> None:
    week = await open_week(world)
    refused = await hand_in(world, world.raider, week, link="nonsense")
    forms = [await world.raider.click(card(refused), label="Fix…") for _ in range(2)]
    both = [await fill(world.raider, one, link="") for one in forms]
    answers = [said(one) for one in both]
    assert sum("✅ **Handed in.**" in one for one in answers) == 1
    assert sum("✅ **This was already handed in**, and stands like this." in one for one in answers) == 1
    assert len(await rows(world, "submissions")) == 1
    assert await points(world, world.raider) == 75


SIZE = "That picture is too large: 8 MB is the most this server takes. Make it smaller, or send it as JPEG."
NO_PICTURE = (
    "I cannot read that file as a picture: it is something else, or it is damaged. Send a PNG, JPEG, WebP or GIF."
)
PIXELS = "That picture has more than 20 million pixels. Make it smaller; nobody sees more than 1,600 on a side."
NO_LINK = "I cannot show that link. Give a whole address that starts with https and has no spaces or user names in it."
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an executable": ({"picture": ("cat.png", EXECUTABLE)}, NO_PICTURE),
    "half a picture": ({"picture": ("cat.jpg", noisy((300, 200))[:3000])}, NO_PICTURE),
    "30 MB": ({"picture": ("cat.png", bytes(30 << 20))}, SIZE),
    "a bomb": ({"picture": ("cat.png", giant(30_000, 30_000))}, PIXELS),
    "javascript": ({"link": "javascript:alert(1)"}, NO_LINK),
    "4,000 characters": (
        {"what": "ab" * 2000},
        "The description is 4,000 characters long and takes up to 1,000. Shorten it; what you typed is kept.",
    ),
    "nothing to be seen": (
        {"title": "\u200b"},
        "The title takes 1 to 80 characters that can be seen. Shorten it, or write one.",
    ),
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_cannot_be_is_said_and_can_be_fixed(world: World, typed: dict[str, Any], sentence: str) -> None:
    week = await open_week(world)
    kept = {"title": "A cat", "what": "It sleeps.", "link": LINK} | typed
    refused = await fill(world.raider, await form(world, world.raider, week), **kept)
    assert refused.ephemeral
    assert said(refused).startswith(f"## Nothing was handed in yet\n{sentence}")
    assert await rows(world, "submissions") == await rows(world, "pictures") == []
    again = await world.raider.click(card(refused), label="Fix…")
    shown = {label: field.get("value") for label, field in fields(again).items() if "value" in field}
    assert list(shown.values()) == [kept["title"], kept["what"], kept["link"]]
    done = await fill(world.raider, again, title="A cat", what="It sleeps.", link=LINK)
    assert "✅ **Handed in.**" in said(done)
    assert len(await rows(world, "submissions")) == 1


async def test_a_picture_that_was_good_is_kept_while_words_are_fixed(world: World) -> None:
    week = await open_week(world)
    form_ = await form(world, world.raider, week, ("cat.png", png()))
    refused = await fill(world.raider, form_, title="A cat", link="nonsense")
    await world.restart()
    done = await fill(world.raider, await world.raider.click(card(refused), label="Fix…"), link="")
    assert opened(await picture_of(done)).size == (64, 48)


async def test_a_large_picture_is_refused_before_the_form_opens(world: World) -> None:
    week = await open_week(world)
    refused = await form(world, world.raider, week, ("cat.png", bytes((8 << 20) + 1)))
    assert refused.modal is None
    assert said(refused) == SIZE


async def test_discord_that_does_not_hand_out_the_picture(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    week = await open_week(world)
    form_ = await form(world, world.raider, week, ("cat.png", png()))

    async def down(*_: object) -> bytes:
        raise OSError("connection reset")

    with monkeypatch.context() as patch:
        patch.setattr(FakeHTTPClient, "get_from_cdn", down)
        refused = await fill(world.raider, form_, title="A cat")
    assert "Discord did not hand me that picture. Try again in a moment; nothing was handed in yet." in said(refused)
    assert await rows(world, "submissions") == []
    again = await world.raider.click(card(refused), label="Fix…")
    done = await fill(world.raider, again, picture=("cat.png", png()))
    assert "✅ **Handed in.**" in said(done)


async def test_three_are_enough(world: World) -> None:
    week = await open_week(world)
    for number in range(1, 4):
        done = await hand_in(world, world.raider, week, f"Cat {number}")
        assert f"Submission {number} of 3" in said(done)
    more = await form(world, world.raider, week)
    assert more.modal is None
    assert "3" in said(more)
    assert TITLE in said(more)
    assert len(await rows(world, "submissions")) == 3


async def test_at_the_deadline_it_is_closed(world: World) -> None:
    week = await open_week(world)
    form_ = await form(world, world.raider, week)
    cat = await hand_in(world, world.leader, week)
    await until(world, week, "submissions_close_at")
    for late in (
        await fill(world.raider, form_, title="Late"),
        await form(world, world.raider, week),
        await world.leader.click(card(cat), label="Edit…"),
        await world.leader.click(card(cat), label="Withdraw"),
    ):
        assert late.modal is None
        assert "Submissions" in said(late)
        assert TITLE in said(late)
    assert len(await rows(world, "submissions")) == 1


async def test_a_link_counts_once(world: World) -> None:
    week = await open_week(world, link_required=True)
    form_ = await form(world, world.raider, week)
    assert fields(form_)["Link"]["required"]
    await fill(world.raider, form_, title="A cat", link=LINK)
    refused = await hand_in(world, world.raider, week, "A dog", link=f"{LINK}/#top")
    assert "You already handed in **A cat** with the same link." in said(refused)


# Editing and withdrawing


async def test_editing_fills_the_form_and_changes_the_card(world: World) -> None:
    week = await open_week(world)
    done = await hand_in(world, world.raider, week, what="It sleeps.", link=LINK, picture=("cat.png", png()))
    form_ = await world.raider.click(card(done), label="Edit…")
    assert form_.modal is not None
    assert form_.modal["title"] == "Change your submission"
    assert fields(form_)["Title"]["value"] == "A cat"
    changed = await fill(world.raider, form_, title="A dog")
    assert said(changed).startswith(f"## A dog\nby <@{world.raider.id}> · 🎨 {TITLE}\n✅ **Changed.**\nIt sleeps.")
    assert opened(await picture_of(changed)).size == (64, 48)
    other = await world.raider.slash(world.general, "challenge edit-mine", submission=str(number_of(done)))
    shown = await fill(world.raider, other, picture=("dog.png", png((10, 10))))
    assert opened(await picture_of(shown)).size == (10, 10)
    assert len(await rows(world, "pictures")) == 1


async def test_nobody_edits_withdraws_or_shares_somebody_elses(world: World) -> None:
    week = await open_week(world)
    number = number_of(await hand_in(world, world.raider, week))
    before = await rows(world, "submissions")
    for command in ("challenge edit-mine", "challenge withdraw"):
        for number_, sentence in ((str(number), "Somebody else handed that in"), ("999", "There is no such submission"),
                                  ("cat", "There is no such submission")):  # fmt: skip
            refused = await world.leader.slash(world.general, command, submission=number_)
            assert refused.modal is None
            assert said(refused).startswith(sentence)
    assert await rows(world, "submissions") == before


async def test_withdrawing_is_asked_first_and_done_once(world: World) -> None:
    week = await open_week(world)
    done = await hand_in(world, world.raider, week, picture=("cat.png", png()))
    await world.bot.hall.challenges.voting.vote(actor(world, world.leader), number_of(done))
    prompt = await world.raider.click(card(done), label="Withdraw")
    assert "Withdraw **A cat**? Its points go with it" in said(prompt)
    assert await points(world, world.raider) == 77
    seen = screen(world.raider, card(prompt))
    await at_once(*(press_on(world.raider, seen, "Withdraw it") for _ in range(2)))
    assert said(prompt) == f"## 🎨 {TITLE}\n**A cat** is withdrawn, with its points and votes."
    late = await press_on(world.raider, seen, "Withdraw it")
    assert "There is no such submission here any more." in said(late)
    assert (await points(world, world.raider), await points(world, world.leader)) == (0, 0)
    again = await world.raider.click(card(done), label="Edit…")
    assert "There is no such submission here any more." in said(again)


async def test_completions_offer_ones_own(world: World) -> None:
    week = await open_week(world)
    await hand_in(world, world.raider, week)
    mine = await world.raider.autocomplete(world.general, "challenge withdraw", "submission", "ca")
    assert [one["name"] for one in mine] == [f"A cat · {TITLE}"]
    assert await world.leader.autocomplete(world.general, "challenge withdraw", "submission", "") == []
    every = await world.officer.autocomplete(world.general, "challenge feature", "submission", "")
    assert [one["name"] for one in every] == [f"A cat · {TITLE}"]


# Sharing and what is mine


async def test_sharing_shows_everybody_once(world: World) -> None:
    week = await open_week(world)
    done = await hand_in(world, world.raider, week, what="Hi @everyone", picture=("cat.png", png()))
    seen = screen(world.raider, card(done))
    both = await at_once(*(press_on(world.raider, seen, "Share") for _ in range(2)))
    shared = [one for one in both if not one.ephemeral]
    assert len(shared) == 1
    assert said(shared[0]).startswith(f"## A cat\nby <@{world.raider.id}>")
    assert opened(await picture_of(shared[0])).size == (64, 48)
    assert buttons(card(shared[0])) == {}
    (told,) = [one for one in both if one.ephemeral]
    assert said(told) == "It was shared here a moment ago. Wait a minute to share it again."
    assert "@everyone" not in said(shared[0])
    await world.env.advance_time(61)
    assert not (await world.raider.click(card(done), label="Share")).ephemeral


async def test_who_cannot_write_here_shares_nothing(world: World) -> None:
    week = await open_week(world)
    number = number_of(await hand_in(world, world.raider, week))
    silent: Any = {world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    hushed = world.guild.create_text_channel("rules", overwrites=silent)
    mine = await world.raider.slash(hushed, "challenge mine")
    picks = select_id(card(mine), "challenge:v1:pick-mine")
    own = await world.raider.select(card(mine), [str(number)], custom_id=picks)
    refused = await world.raider.click(card(own), label="Share")
    assert refused.ephemeral
    assert said(refused).startswith("You cannot write in this channel")


async def test_mine_tells_points_line_by_line_and_opens_each(world: World) -> None:
    empty = await world.raider.slash(world.general, "challenge mine")
    assert "No challenge is on right now" in said(empty)
    week = await open_week(world)
    number = number_of(await hand_in(world, world.raider, week, "A cat"))
    await hand_in(world, world.raider, week, "A_dog")
    mine = await world.raider.slash(world.general, "challenge mine")
    assert mine.ephemeral
    assert f"**🎨 {TITLE}**\n" in said(mine)
    assert (
        "Handed in 2 of 3\n • A cat\n • A\\_dog\n0 votes cast\n**150 points**\n"
        "-# +100 for handing in\n-# +50 for the first 24 hours" in said(mine)
    )
    picks = options(card(mine), "challenge:v1:pick-mine")
    assert list(picks) == ["A cat", "A_dog"]
    one = await world.raider.select(
        card(mine), [str(number)], custom_id=select_id(card(mine), "challenge:v1:pick-mine")
    )
    assert said(one).startswith("## A cat")
    assert set(buttons(card(one))) == {"Share", "Edit…", "Withdraw"}
    await until(world, week, "submissions_close_at")
    later = await world.raider.select(
        card(mine), [str(number)], custom_id=select_id(card(mine), "challenge:v1:pick-mine")
    )
    assert set(buttons(card(later))) == {"Share"}


async def test_a_picture_that_is_lost_is_said_in_words(world: World) -> None:
    week = await open_week(world)
    done = await hand_in(world, world.raider, week, picture=("cat.png", png()))
    for file in (world.bot.db.path.parent / "pictures").iterdir():
        file.unlink()
    await world.raider.click(card(done), label="Share")
    mine = await world.raider.slash(world.general, "challenge mine")
    shown = await world.raider.select(
        card(mine), [str(number_of(done))], custom_id=select_id(card(mine), "challenge:v1:pick-mine")
    )
    assert "*Its picture is missing here." in said(shown)
    assert card(shown).attachments == []


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    week = await open_week(world)
    in_spanish(monkeypatch)
    form_ = await form(world, world.raider, week)
    assert form_.modal is not None
    assert form_.modal["title"] == "Entregar algo"
    assert list(fields(form_)) == ["Título", "¿Qué es? (hasta 1.000 caracteres)", "Enlace", "Imagen"]
    refused = await fill(world.raider, form_, título="Un gato", enlace="javascript:alert(1)")
    assert said(refused).startswith("## Todavía no se ha entregado nada\nNo puedo mostrar ese enlace.")
    done = await fill(world.raider, await world.raider.click(card(refused), label="Corregir…"), enlace="")
    assert said(done).startswith(f"## Un gato\nde <@{world.raider.id}> · 🎨 {TITLE}\n✅ **Entregada.**")
    assert "Entrega 1 de 3" in said(done)
    prompt = await world.raider.click(card(done), label="Retirar")
    assert "¿Retirar **Un gato**?" in said(prompt)
