"""Sponsors through the real bot: adding them with a logo from the web, changing them, and what everybody sees."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from clients.pictures import Pictures
from tests.bot.acting import alt, buttons, card, options, said, select_id
from tests.bot.challenging import TITLE, drafted, newest, open_behind, published
from tests.bot.conftest import World
from tests.services.challenging import png

SITE = "https://moonwell.example"


@pytest.fixture
async def logos(world: World) -> AsyncIterator[str]:
    """A site on this machine that has a logo, and what is none."""

    async def logo(_request: web.Request) -> web.Response:
        return web.Response(body=png(), content_type="image/png")

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<html>", content_type="image/png")

    app = web.Application()
    app.add_routes([web.get("/logo.png", logo), web.get("/page", page)])
    server = TestServer(app)
    await server.start_server()
    client = Pictures("tests", loopback=True)
    vars(world.bot.hall._outside)["pictures"] = client
    yield str(server.make_url("/"))
    await client.close()
    await server.close()


async def add(world: World, name: str = "Moonwell", website: str = SITE, **more: str) -> str:
    """The officer adds a sponsor; what the answer says."""
    return said(await world.officer.slash(world.general, "challenge sponsor-add", name=name, website=website, **more))


async def test_a_sponsor_is_added_with_its_logo(world: World, logos: str) -> None:
    more = {"contact": "Elune#1", "description": "Water\nfor *all*.", "logo": f"{logos}logo.png"}
    assert await add(world, **more) == "**Moonwell** is a sponsor now and can be chosen for challenges."
    shown = await world.raider.slash(world.general, "challenge sponsors")
    told = said(shown)
    assert told.startswith(
        f"## 🎨 Sponsors\n1 sponsor\n**[Moonwell](<{SITE}>)**\nWater\nfor \\*all\\*.\n-# 0 challenges"
    )
    assert "Elune" not in told, "whom to ask is for officers alone"
    assert "Contact, for officers only: Elune#1" in said(await world.officer.slash(world.general, "challenge sponsors"))
    values = options(card(shown), "challenge:v1:sponsor")
    which = select_id(card(shown), "challenge:v1:sponsor")
    opened = await world.raider.select(card(shown), [values["Moonwell"]], custom_id=which)
    assert alt(card(opened)) == "The logo of Moonwell"
    assert "Elune" not in said(opened)
    log = said(await world.raider.slash(world.general, "audit list", kind="challenge"))
    assert "**added a sponsor**\n-# sponsor 1 · “Moonwell”" in log


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        ("gone.png", "No picture came from that address within five seconds"),
        ("page", "I cannot read that file as a picture"),
    ],
)
async def test_a_logo_that_does_not_load_saves_nothing(world: World, logos: str, where: str, refusal: str) -> None:
    told = await add(world, logo=logos + where)
    assert told.startswith(refusal)
    assert "is a sponsor now" not in told
    assert "Something broke" not in told
    assert "Nobody sponsors" in said(await world.raider.slash(world.general, "challenge sponsors"))


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"name": " \u200b"}, "A sponsor's name has 1 to 80 characters"),
        ({"name": "x" * 81}, "A sponsor's name has 1 to 80 characters"),
        ({"website": "javascript:alert(1)"}, "I cannot show that link."),
        ({"website": "http://moonwell.example"}, "I cannot show that link."),
        ({"website": " "}, "A sponsor needs an address"),
        ({"description": "x" * 501}, "The description has 501 characters"),
        ({"contact": "x" * 201}, "The contact takes at most 200 characters"),
        ({"logo": "http://127.0.0.1/logo.png"}, "I cannot show that link."),
        ({"logo": "https://127.0.0.1/logo.png"}, "That address does not lead to a public site"),
    ],
)
async def test_what_cannot_be_is_refused(world: World, asked: dict[str, str], refusal: str) -> None:
    told = await add(world, **asked)
    assert told.startswith(refusal)
    assert "is a sponsor now" not in told
    assert "Something broke" not in told


async def test_names_are_unique_whatever_their_case(world: World) -> None:
    await add(world)
    assert (await add(world, "  MOONWELL ")).startswith("There is already a sponsor called **Moonwell**.")


async def test_only_officers_change_sponsors(world: World) -> None:
    await add(world)
    for command, more in (("add", {"name": "a", "website": SITE}), ("edit", {"sponsor": "1", "active": False})):
        refused = await world.raider.slash(world.general, f"challenge sponsor-{command}", **more)
        assert said(refused).startswith("Only officers can do that."), command


async def test_one_that_is_not_active_cannot_be_chosen(world: World) -> None:
    await add(world)
    edited = await world.officer.slash(world.general, "challenge sponsor-edit", sponsor="moonwell", active=False)
    assert said(edited).startswith("**Moonwell** is changed. It cannot be chosen for challenges any more")
    again = await world.officer.slash(world.general, "challenge sponsor-edit", sponsor="1", active=False)
    assert said(again) == "**Moonwell** is already like that; nothing changed."
    refused = await world.officer.slash(
        world.general, "challenge create", starts="now", closes="in 5 days", sponsor="Moonwell"
    )
    assert said(refused).startswith("**Moonwell** is not active, so it cannot be chosen.")
    assert "Nobody sponsors" in said(await world.raider.slash(world.general, "challenge sponsors"))
    assert "not active" in said(await world.officer.slash(world.general, "challenge sponsors"))
    unknown = await world.officer.slash(world.general, "challenge sponsor-edit", sponsor="Sunwell", active=True)
    assert said(unknown).startswith("There is no such sponsor here.")
    log = said(await world.raider.slash(world.general, "audit list", kind="challenge.sponsor_edited"))
    assert "**changed a sponsor**\n-# sponsor 1 · cannot be chosen any more · “Moonwell”" in log or "sponsor 1" in log


async def test_totals_count_what_is_public(world: World) -> None:
    await add(world)
    await drafted(world, sponsor="1")
    shown = said(await world.raider.slash(world.general, "challenge sponsors"))
    assert "-# 0 challenges" in shown, "drafts do not count"
    await open_behind(world, sponsor="Moonwell")
    await open_behind(world, sponsor="Moonwell", prizes="1: 20.50 €\n2: a cape\n3: 1")
    shown = said(await world.raider.slash(world.general, "challenge sponsors"))
    assert "-# 2 challenges · prizes of 750,001 credits + 100 USD + 20.50 €" in shown
    await world.officer.slash(world.general, "challenge cancel", challenge="3", reason="x")
    shown = said(await world.raider.slash(world.general, "challenge sponsors"))
    assert "-# 1 challenge · prizes of 750,000 credits + 100 USD" in shown


async def test_the_editor_sets_who_sponsors_it(world: World, logos: str) -> None:
    await add(world, logo=f"{logos}logo.png")
    panel = await published(world)
    editor = await world.officer.slash(world.general, "challenge edit", challenge="1")
    which = select_id(card(editor), "challenge:v1:edit-sponsor")
    await world.officer.select(card(editor), ["1"], custom_id=which)
    assert (await newest(world)).sponsor_id == 1
    assert f"Sponsored by [Moonwell](<{SITE}>)" in said(editor)
    assert alt(card(editor)) == "The logo of Moonwell", "where a challenge has no picture of its own"
    which = select_id(card(editor), "challenge:v1:edit-sponsor")
    await world.officer.select(card(editor), ["0"], custom_id=which)
    assert (await newest(world)).sponsor_id is None
    assert buttons(card(panel))
    assert TITLE in said(card(panel))
