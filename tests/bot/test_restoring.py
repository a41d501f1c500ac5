"""A backup that is put back, as the guild sees it: what was called off, why numbers jump, and that the bot goes on."""

from pathlib import Path

import bot as root
from domain.guild import LANGUAGE
from storage import backup as vault
from storage import settings
from tests.bot.acting import card, said
from tests.bot.conftest import World
from tests.bot.potting import DAY, NAME, adds_up, balance, buy, headings, opened, settle, with_credits, won

SAVED = "guildhall.zip"


async def save(world: World, folder: Path) -> None:
    """The operator saves a backup."""
    key = world.bot.settings.data_dir / "secret.key"
    vault.backup(Path(world.bot.db.path), key, folder / SAVED, now=world.env.now())


async def put_back(world: World, folder: Path) -> None:
    """The operator stops the bot, puts the backup back and starts it."""
    chosen, path = world.bot.settings, Path(world.bot.db.path)
    await world.bot.close()
    vault.restore(folder / SAVED, path, chosen.data_dir / "secret.key", now=world.env.now())
    await world.env.restart_bot(root.build(chosen))
    await settle(world, 2)


async def test_everybody_is_told_what_was_called_off_and_has_back_what_they_put_in(world: World, tmp_path: Path):
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await save(world, tmp_path)
    await buy(world.leader, card(panel), "1")
    await put_back(world, tmp_path)
    assert (await balance(world, world.raider), await balance(world, world.leader)) == (1000, 1000)
    await adds_up(world)
    (told,) = [said(one) for one in world.news.history() if "Restored from a backup" in said(one)]
    assert "Everything is as it was <t:" in told
    assert "- 1 pot\n" in told
    assert "contest" not in told
    assert "Draws go on with number 1002," in told
    assert "Epoch 2 begins" in told
    assert any(NAME in one and "cancelled" in one for one in headings(world))
    assert any("the bot's data was restored from a backup" in said(one) for one in world.general.history())


async def test_in_spanish(world: World, tmp_path: Path):
    now = world.env.now()
    await world.bot.db.write(lambda tx: settings.put(tx, world.guild.id, LANGUAGE.name, "es", by=None, at=now))
    await save(world, tmp_path)
    await put_back(world, tmp_path)
    (told,) = [said(one) for one in world.news.history() if "copia" in said(one)]
    assert "Los sorteos siguen con el número 1001" in told
    assert "se cancela" not in told


async def test_the_list_of_draws_says_which_numbers_were_skipped_and_raises_no_alarm(world: World, tmp_path: Path):
    await won(world)
    await save(world, tmp_path)
    await world.env.advance_time(DAY)
    await put_back(world, tmp_path)
    await opened(world, name="Afterwards")
    listed = said(await world.raider.slash(world.general, "verify"))
    assert "Numbers 2 to 2441 were skipped when the data was restored from a backup" in listed
    assert "Numbers are missing" not in listed
    assert "2442" in listed


async def test_the_log_says_it_and_still_holds(world: World, tmp_path: Path):
    await save(world, tmp_path)
    await put_back(world, tmp_path)
    log = said(await world.leader.slash(world.general, "audit list"))
    assert "restored the data from a backup" in log
    assert "epoch 2" in log
    assert "✅" in said(await world.raider.slash(world.general, "audit verify"))
