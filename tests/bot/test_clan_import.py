"""Importing a roster: what the preview says of any file, and that only its buttons change anything."""

import pytest
from simcord.results import InteractionResult

from playground.loopback import too_many
from playground.wise_old_man import DemoWiseOldMan
from tests.bot.acting import buttons, card, enrol, in_spanish, press_on, said, screen, tick
from tests.bot.conftest import World

MIXED = "Mara\nTom\nThirteenLettr\n@everyone\n🔥\nשלום\n**bold**\n\nTom\n".encode()


async def roster(world: World) -> str:
    return said(await world.officer.slash(world.general, "clan roster"))


async def offer(world: World, data: bytes, name: str = "roster.txt") -> InteractionResult:
    return await world.officer.slash(world.general, "clan import", file=(name, data))


async def test_a_file_shows_its_difference_first_and_changes_nothing(world: World) -> None:
    await enrol(world, "Mara", "Ylva")
    preview = await offer(world, MIXED)
    assert preview.ephemeral
    text = said(preview)
    assert "From a file" in text
    assert "**New (1)** Tom" in text
    assert "**Already on the roster** 1 character\n" in text + "\n"
    assert "**On the roster, not in the list (1)** Ylva" in text
    assert "**Not names (5)**" in text
    assert "• line 3: \u2068ThirteenLettr\u2069 · longer than 12 letters" in text
    assert "• line 6: \u2068שלום\u2069 · only letters, digits, spaces, - and _" in text
    assert "@everyone" not in text
    assert "**bold**" not in text
    assert set(buttons(card(preview))) == {"Apply", "Apply and remove the 1 other"}
    assert "**Tom**" not in await roster(world)


async def test_apply_adds_and_removes_nobody(world: World) -> None:
    await enrol(world, "Mara", "Ylva")
    preview = await offer(world, b"Mara\nTom\n")
    seen = screen(world.officer, card(preview))
    await world.officer.click(card(preview), label="Apply")
    assert said(preview).startswith("## ✅ Imported\n1 character joined")
    assert not {"Apply", "Apply and remove the 1 other"} & set(buttons(card(preview)))
    assert "3 characters" in await roster(world)
    again = await press_on(world.officer, seen, "Apply")
    assert said(again).startswith("This import was already applied, or its preview is too old.")
    other = await press_on(world.officer, seen, "Apply and remove the 1 other")
    assert said(other).startswith("This import was already applied")
    assert "**Ylva**" in await roster(world)


async def test_the_other_button_names_the_others_before_it_removes_them(world: World) -> None:
    await enrol(world, "Mara", "Ylva", "Bram")
    preview = await offer(world, b"name;rank\nMara;captain\nTom;recruit\n", "members.csv")
    await world.officer.click(card(preview), label="Apply and remove the 2 others")
    assert said(preview).startswith("## Remove 2 characters from the roster?\nBram, Ylva\n")
    assert set(buttons(card(preview))) == {"Remove them", "Keep them"}
    assert "3 characters" in await roster(world), "nothing has changed yet"
    await world.restart()
    await world.officer.click(card(preview), label="Remove them")
    assert "1 character joined\nremoved from the roster: Bram, Ylva" in said(preview)
    left = await roster(world)
    assert "**Ylva**" not in left
    assert "2 characters" in left


async def test_keeping_them_still_adds_who_is_new(world: World) -> None:
    await enrol(world, "Mara", "Ylva")
    preview = await offer(world, b"Mara\nTom\n")
    await world.officer.click(card(preview), label="Apply and remove the 1 other")
    seen = screen(world.officer, card(preview))
    await world.officer.click(card(preview), label="Keep them")
    assert said(preview).startswith("## ✅ Imported\n1 character joined\n-#")
    late = await press_on(world.officer, seen, "Remove them")
    assert said(late).startswith("This import was already applied")
    assert "3 characters" in await roster(world)
    same = await offer(world, b"Mara\n")
    await world.officer.click(card(same), label="Apply and remove the 2 others")
    await world.officer.click(card(same), label="Keep them")
    assert said(same).startswith("## Nothing changed\n")


async def test_who_joined_after_the_preview_is_not_removed_with_the_others(world: World) -> None:
    await enrol(world, "Mara", "Ylva")
    preview = await offer(world, b"Mara\n")
    await enrol(world, "Tom")
    await world.officer.click(card(preview), label="Apply and remove the 1 other")
    assert "\nYlva\n" in said(preview)
    await world.officer.click(card(preview), label="Remove them")
    assert "removed from the roster: Ylva" in said(preview)
    assert "**Tom**" in await roster(world)


async def test_when_the_others_left_by_themselves_nobody_is_asked(world: World) -> None:
    await enrol(world, "Mara", "Ylva")
    preview = await offer(world, b"Mara\nTom\n")
    await world.officer.slash(world.general, "clan remove", name="Ylva")
    await world.officer.click(card(preview), label="Apply and remove the 1 other")
    assert said(preview).startswith("## ✅ Imported\n1 character joined\n-#")


async def test_twenty_are_named_and_the_rest_counted(world: World) -> None:
    many = "\n".join(f"Char {n:02}" for n in range(23))
    first = await offer(world, f"Mara\n{many}".encode())
    await world.officer.click(card(first), label="Apply")
    preview = await offer(world, b"Mara\n")
    await world.officer.click(card(preview), label="Apply and remove the 23 others")
    assert "Char 18, Char 19 and 3 more" in said(preview)
    stolen = await press_on(world.raider, screen(world.officer, card(preview)), "Remove them")
    assert "Only officers can do that" in said(stolen)
    await world.officer.click(card(preview), label="Remove them")
    assert "removed from the roster: Char 00, " in said(preview)
    assert "Char 19 and 3 more" in said(preview)


async def test_a_list_that_says_the_same_has_nothing_to_apply(world: World) -> None:
    await enrol(world, "Mara")
    preview = await offer(world, b"mara\n")
    assert "There is nothing to do: everybody in the list is on the roster." in said(preview)
    assert not buttons(card(preview))


async def test_a_list_without_a_single_name_cannot_empty_the_roster(world: World) -> None:
    await enrol(world, "Mara")
    preview = await offer(world, b"ThirteenLettr\n")
    assert "Nothing here can be imported" in said(preview)
    assert not buttons(card(preview))


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"\n \n", "There are no names in that file."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "That is not a text file."),
        ("\n".join(f"Char {n}" for n in range(10_000)).encode(), "it has 10,000 and an import takes 500."),
        (b"x" * 600_000, "That file is too large: a list of names fits into 512 KB."),
    ],
    ids=["blank", "binary", "10000-lines", "large"],
)
async def test_files_that_cannot_be_used_say_what_to_send(world: World, data: bytes, answer: str) -> None:
    assert answer in said(await offer(world, data))
    assert "Nobody is on the roster yet" in await roster(world)


async def test_five_hundred_lines_of_two_thousand_letters_fit_into_one_card(world: World) -> None:
    preview = await offer(world, "\n".join(f"{'ل' * 999} {n}" for n in range(120)).encode())
    assert "**Not names (120)**" in said(preview)
    assert "• and 110 lines more" in said(preview)


async def test_file_or_group_and_never_both(world: World) -> None:
    wanted = "Give me one of the two: a file of names, or the number of a Wise Old Man group."
    assert said(await world.officer.slash(world.general, "clan import")) == wanted
    both = await world.officer.slash(world.general, "clan import", file=("a.txt", b"Mara"), group=7)
    assert said(both) == wanted


async def test_a_group_comes_from_wise_old_man(world: World, wise_old_man: DemoWiseOldMan) -> None:
    wise_old_man.add_group(7, "Wise @everyone", ("Mara", "Odd/Name!"))
    preview = await world.officer.slash(world.general, "clan import", group=7)
    assert "on Wise Old Man" in said(preview)
    assert "@everyone" not in said(preview)
    assert "**New (1)** Mara" in said(preview)
    assert "**Left out: archived or without a proper name (1)** Odd/Name!" in said(preview)
    await world.restart()
    await world.officer.click(card(preview), label="Apply")
    assert "**Mara**" in await roster(world)


async def test_a_group_that_is_not_there(world: World) -> None:
    unknown = await world.officer.slash(world.general, "clan import", group=8)
    assert said(unknown).startswith("Wise Old Man has no group 8.")


async def test_wise_old_man_does_not_answer(world: World, wise_old_man: DemoWiseOldMan) -> None:
    wise_old_man.for_everyone = too_many("60")
    asked = await world.officer.slash(world.general, "clan import", group=7)
    assert said(asked).startswith("Wise Old Man is not answering; next try <t:")


async def test_raiders_import_nothing(world: World) -> None:
    refused = await world.raider.slash(world.general, "clan import", file=("a.txt", b"Mara"))
    assert "Only officers can do that" in said(refused)
    preview = await offer(world, b"Mara")
    stolen = await press_on(world.raider, screen(world.officer, card(preview)), "Apply")
    assert "Only officers can do that" in said(stolen)
    assert "Nobody is on the roster yet" in await roster(world)


async def test_what_was_imported_is_read_by_the_next_snapshot(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="clan.backfill", value="no")
    preview = await offer(world, b"Mara\nTom")
    await world.officer.click(card(preview), label="Apply")
    started = await world.officer.click(card(preview), label="Run snapshot now")
    await tick(world)
    assert not started.ephemeral
    assert "All 2 characters read" in said(started)


async def test_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    in_spanish(monkeypatch)
    await enrol(world, "Ylva", "Bram")
    preview = await offer(world, b"Tom\nThirteenLettr")
    assert "**Nuevos (1)** Tom" in said(preview)
    assert "• línea 2: \u2068ThirteenLettr\u2069 · más de 12 letras" in said(preview)
    await world.officer.click(card(preview), label="Aplicar y quitar a 2 otros")
    assert said(preview).startswith("## ¿Quitar 2 personajes de la lista?\nBram, Ylva\n")
    await world.officer.click(card(preview), label="Quitarlos")
    assert "1 personaje se unió\nsalieron de la lista: Bram, Ylva" in said(preview)
