"""The loot system and moving books, in Discord: what is shown first, what the button does, and what is refused."""

import pytest
from simcord.results import InteractionResult

from domain.loot_rows import FILE_LIMIT
from tests.bot.acting import buttons, card, press_on, said, screen, tick
from tests.bot.conftest import World

CEPGP = b"name,class,rank,EP,GP,PR\nMara,Mage,Core,300,150,2.00\nTom,Mage,Core,100.5,100,1.00\n<@1>,Mage,Core,x,1,1\n"
GARGUL = b"dateTime,character,itemID,offspec,id\n2021-11-15,Mara,19019,0,a\n2021-11-16,Tom,19020,1,b\n"


async def offer(world: World, data: bytes, name: str = "loot.csv") -> InteractionResult:
    return await world.officer.slash(world.general, "loot import", file=(name, data))


async def test_what_a_file_would_do_is_shown_first_and_done_once(world: World) -> None:
    preview = await offer(world, CEPGP)
    assert preview.ephemeral
    text = said(preview)
    assert text.startswith("## 🎁 Import this?\nCEPGP standings\n")
    assert "its GP include base GP, which is taken off." in text
    assert "Mara 0 → **300** EP, 0 → **50** GP\nTom 0 → **100.50** EP\n" in text
    assert "2 characters belong to nobody yet" in text
    assert "1 row cannot be used:\nline 4: no number that can be read" in text
    seen = screen(world.officer, card(preview))
    await world.officer.click(card(preview), label="Import")
    assert said(preview).startswith("## 🎁 Imported\n0 items and 2 members.")
    assert set(buttons(card(preview))) == {"Undo…"}
    again = await press_on(world.officer, seen, "Import")
    assert "That was already done" in said(again) or "Nothing was imported" in said(again)
    standings = said(await world.raider.slash(world.general, "epgp standings"))
    assert "Mara" in standings
    assert "2.000" in standings


async def test_items_go_to_the_history_and_come_in_once(world: World) -> None:
    preview = await offer(world, GARGUL)
    assert "2 items are new to the history; nobody is charged for them." in said(preview)
    await world.officer.click(card(preview), label="Import")
    known = await offer(world, GARGUL)
    assert "2 items were imported before and stay as they are.\nThere is nothing new in it." in said(known)
    assert buttons(card(known)) == {}


async def test_many_problems_are_in_a_file(world: World) -> None:
    rows = b"".join(b"2021-11-15,Mara,19019,0,\n" for _ in range(12))
    preview = await offer(world, b"dateTime,character,itemID,offspec,id\n" + rows)
    text = said(preview)
    assert "12 rows cannot be used:\nline 2: it has other columns than the header\n" in text
    assert "All of them are in the file." in text
    (file,) = card(preview).attachments
    assert file.filename == "problems.txt"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello there", "I know exports of RCLootCouncil"),
        (b"\x89PNG\0\0", "I cannot read that file as text."),
        (b"x" * (FILE_LIMIT + 1), "That file is too large: I read up to 8 MB."),
        (b'{"format": "guildhall-loot/1", "book": 3}', "Record 1 of that file is damaged"),
        (b'[{"player": "Mara", "id"', "There is nothing new in it."),
    ],
)
async def test_what_cannot_be_read_is_told(world: World, data: bytes, words: str) -> None:
    assert words in said(await offer(world, data))


async def test_raiders_neither_import_nor_export(world: World) -> None:
    for command, options in (("loot import", {"file": ("a.csv", GARGUL)}), ("loot export", {"format": "csv"})):
        refused = await world.raider.slash(world.general, command, **options)
        assert said(refused).startswith("Only officers can do that.")


@pytest.mark.parametrize("format_", ["csv", "json"])
async def test_the_books_are_handed_out_as_a_file(world: World, format_: str) -> None:
    preview = await offer(world, CEPGP)
    await world.officer.click(card(preview), label="Import")
    sent = await world.officer.slash(world.general, "loot export", format=format_)
    assert sent.ephemeral
    assert said(sent).startswith("Here is this server's loot")
    (file,) = card(sent).attachments
    assert file.filename.endswith(f".{format_}")


async def test_switching_is_shown_side_by_side_and_undone(world: World) -> None:
    shown = said(await world.raider.slash(world.general, "loot system show"))
    assert shown.startswith("## 🎁 Loot system: DKP\nRaids earn **DKP**")
    award = await world.officer.slash(
        world.general, "dkp award", points="120", reason="raid", members=f"<@{world.raider.id}>"
    )
    await world.officer.click(card(award), label=next(iter(buttons(card(award)))))
    preview = await world.leader.slash(world.general, "loot system set", system="epgp", convert="fresh")
    assert preview.ephemeral
    text = said(preview)
    assert text.startswith("## 🎁 From DKP to EPGP?\nBalances become the new points, and the old ones end at 0.")
    assert "```\n       DKP         EPGP\n1  1.  120  1.  120 / 0\n```" in text
    assert f"`1` <@{world.raider.id}>" in text
    assert "1 member's points change." in text
    await world.leader.click(card(preview), label="Switch")
    assert said(preview).startswith("## 🎁 Loot system: EPGP\nSwitched from DKP; 1 member's points were converted.")
    await tick(world)
    assert any("New loot system: EPGP" in said(one) for one in world.news.history())
    same = await world.leader.slash(world.general, "loot system set", system="epgp")
    assert said(same) == "This server already uses epgp."


async def test_only_leaders_switch(world: World) -> None:
    refused = await world.officer.slash(world.general, "loot system set", system="epgp")
    assert said(refused).startswith("Only leaders can do that:")
