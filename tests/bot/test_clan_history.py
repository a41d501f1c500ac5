"""`/clan history`: from the snapshots to the draws and back, with links to the posts and to the check."""

import pytest
from simcord.results import InteractionResult

from tests.bot.acting import buttons, card, enrol, options, said, select_id, snapshot
from tests.bot.conftest import World
from tests.bot.drawing import cancel, commit, draw, lock


async def history(world: World) -> InteractionResult:
    """The raider asks."""
    return await world.raider.slash(world.general, "clan history")


async def go_to(world: World, shown: InteractionResult, label: str) -> str:
    """Press a button of it; what it says then."""
    await world.raider.click(card(shown), custom_id=buttons(card(shown))[label])
    return said(shown)


async def test_draws_are_one_press_away_with_links_to_all_their_posts(world: World) -> None:
    await enrol(world, "Mara")
    await snapshot(world)
    drawn = await draw(world)
    locked = await lock(world, await commit(world, title="Second"))
    await cancel(world, await commit(world, title="Third"))
    shown = await history(world)
    assert not shown.ephemeral
    assert "1 snapshot\n" in said(shown)
    lines = (await go_to(world, shown, "Draws")).splitlines()
    assert lines[:2] == ["## 🔎 Draws of this server", "3 draws"]
    base = f"https://discord.com/channels/{world.guild.id}/{world.news.id}"
    posts = f"[Commitment]({base}/{drawn.commitment_post}) · [Lock]({base}/{drawn.lock_post})"
    posts += f" · [Call]({base}/{drawn.call_post})"
    (first,) = [at for at, line in enumerate(lines) if line.startswith("**1** · Slayer")]
    assert lines[first + 1].startswith("-# drawn <t:")
    assert lines[first + 1].endswith(f" · beacon, test chain · {posts}")
    (second,) = [at for at, line in enumerate(lines) if line.startswith("**2** · Second")]
    assert lines[second + 1].endswith(
        f"[Commitment]({base}/{locked.commitment_post}) · [Lock]({base}/{locked.lock_post})"
    )
    (third,) = [at for at, line in enumerate(lines) if line.startswith("**3** · Third")]
    assert "cancelled" in lines[third + 1]
    assert "1 snapshot\n" in await go_to(world, shown, "Snapshots")


async def test_a_draw_of_the_list_is_checked_for_the_one_who_picks_it(world: World) -> None:
    await draw(world)
    shown = await history(world)
    await go_to(world, shown, "Draws")
    assert options(card(shown), "draw:v1:pick") == {"1 · Slayer _September_": "1"}
    checked = await world.raider.select(card(shown), ["1"], custom_id=select_id(card(shown), "draw:v1:pick"))
    assert checked.ephemeral
    assert said(checked).startswith("## ✅ Verified")


async def test_the_page_that_checks_a_draw_is_linked_where_there_is_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = await draw(world)
    await commit(world, title="Second")
    monkeypatch.setattr(world.bot.hall, "public_url", "https://guild.example")
    shown = await history(world)
    told = await go_to(world, shown, "Draws")
    assert told.count("[Verify](") == 1, "only what was drawn can be checked"
    assert f" · [Verify](https://guild.example/verify?proof=/proofs/{record.address}.json)\n" in told


async def test_many_draws_turn_their_pages(world: World) -> None:
    for number in range(6):
        await commit(world, title=f"Draw {'x' * 70} {number}")
    shown = await history(world)
    told = await go_to(world, shown, "Draws")
    assert "6 draws · Page 1 of 2" in told
    assert "⋯" not in told
    assert set(buttons(card(shown))) == {"▶️", "Snapshots"}
    told = await go_to(world, shown, "▶️")
    assert "Page 2 of 2" in told
    assert "**1** · Draw" in told
    assert set(buttons(card(shown))) == {"◀️", "Snapshots"}
    assert "No snapshot has been taken yet." in await go_to(world, shown, "Snapshots")


async def test_without_draws_it_says_how_one_begins(world: World) -> None:
    shown = await history(world)
    assert "Nothing has been drawn here yet." in await go_to(world, shown, "Draws")


async def test_it_is_in_the_server_s_language_whatever_the_asker_s_is(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    await draw(world)
    shown = await history(world)
    told = await go_to(world, shown, "Sorteos")
    assert "## 🔎 Sorteos de este servidor" in told
    assert "[Compromiso](https://" in told
    assert "Instantáneas" in await go_to(world, shown, "Instantáneas")
