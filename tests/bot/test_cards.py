"""Cards fit into Discord's limits whatever they are told to say."""

import json
import re
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.ui.cards import COMPONENT_LIMIT, TEXT_LIMIT, Accent, Card, Image, bar, fit, table
from tests.bot.description import beyond_limits, complaints, description

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def repeated(text: str, times: int) -> str:
    """A text that may be far too long."""
    return text * times


def board(cell: str, columns: int, rows: int) -> str:
    """A table of such cells."""
    name = " ".join(cell.split())
    return table([[f"{name}{row}.{column}" for column in range(columns)] for row in range(rows)])


LONG = st.builds(repeated, WORDS, st.sampled_from([1, 1, 1, 20, 200]))
LINES = st.lists(LONG, max_size=40).map("\n".join)
TABLES = st.builds(board, WORDS, st.integers(1, 4), st.integers(1, 200))
BLOCKS = st.one_of(LINES, TABLES, st.builds("{}\n{}".format, LONG, TABLES), st.builds("{1}\n{0}".format, LONG, TABLES))


def buttons(count: int) -> list[list[discord.ui.Item[Any]]]:
    """That many buttons, five a row."""
    made = [discord.ui.Button[Any](label=f"Press {number}", custom_id=f"x:{number}") for number in range(count)]
    return [list(made[start : start + 5]) for start in range(0, count, 5)]


def made(heading: str, status: str, body: list[str], small: str, presses: int, drawn: bool, links: int) -> Card:
    """A card that says all this."""
    return Card(
        Accent.CLAN,
        heading,
        status=status,
        body=body,
        small=small,
        rows=buttons(presses),
        image=Image("chart.png", b"", "A chart") if drawn else None,
        links=[(f"Link {number}", "https://example.org") for number in range(links)],
    )


cards = st.builds(
    made, LONG, LONG, st.lists(BLOCKS, max_size=60), LONG, st.integers(0, 20), st.booleans(), st.integers(0, 5)
)


def text_of(component: dict[str, Any]) -> str:
    """All text displays in it."""
    return str(component.get("content", "")) + "".join(text_of(one) for one in component.get("components", ()))


@given(cards)
def test_no_card_is_too_much_for_discord(card: Card):
    view = card.view()
    components = view.to_components()
    assert sum(len(text_of(component)) for component in components) <= TEXT_LIMIT == 4000
    assert view.total_children_count <= COMPONENT_LIMIT == 40
    assert beyond_limits({"components": components}) == []


@given(cards)
def test_every_code_block_is_closed(card: Card):
    head, blocks, small = card.texts()
    for text in (head, *blocks, small):
        assert text.count("```") % 2 == 0 or card_is_torn(card, text), text[-40:]


def card_is_torn(card: Card, text: str) -> bool:
    """Whether somebody wrote an odd number of fences into the card itself; nobody cuts those apart."""
    sources = (card.heading, card.status, card.small, *card.body)
    return any(source.count("```") % 2 for source in sources)


@given(cards)
def test_an_embed_fits_too(card: Card):
    embed = card.embed()
    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096
    assert len(embed.footer.text or "") <= 2048
    assert (embed.description or "").count("```") % 2 == 0 or card_is_torn(card, "")


@given(cards)
def test_what_can_be_pressed_is_never_cut(card: Card):
    ids = re.findall(r"'custom_id': '(x:\d+)'", str(card.view().to_components()))
    assert len(ids) == sum(len(row) for row in card.rows)


@pytest.mark.skipif(description() is None, reason="Discord's description is not on this machine")
@given(cards.filter(lambda card: bool(card.heading.strip())))
def test_discord_s_description_takes_every_card(card: Card):
    body = json.dumps({"components": card.view().to_components(), "flags": 1 << 15})
    assert complaints("POST", "/channels/1/messages", body) == ()


def test_a_card_filled_to_the_brim():
    rows = [[f"Name {number}", "1,234,567"] for number in range(400)]
    body = ["x" * 300, *[f"**{number}**\n{table(rows)}" for number in range(60)]]
    card = Card(Accent.CLAN, "H" * 5000, status="S" * 5000, body=body, small="s" * 5000, rows=buttons(20))
    view = card.view()
    (box,) = view.to_components()
    texts = [part["content"] for part in box["components"] if part["type"] == 10]
    assert 3900 < sum(map(len, texts)) <= 4000
    assert view.total_children_count <= 40
    assert all(text.count("```") % 2 == 0 for text in texts)


def test_forty_short_blocks_are_all_there():
    card = Card(Accent.CLAN, "Heading", body=[f"block {number}" for number in range(60)], rows=buttons(20), small="s")
    view = card.view()
    assert view.total_children_count == 40
    assert all(
        f"block {number}\n" in str(card.texts()[1]).replace("\\n", "\n").replace("'", "\n") for number in range(60)
    )


def test_parts_come_in_their_order_and_empty_ones_are_left_out():
    card = Card(Accent.ALERT, "Heading", status="Status", body=["One", "", "Two"], small="small", rows=buttons(2))
    (box,) = card.view().to_components()
    assert box["accent_color"] == 0xD9534F
    assert [part["type"] for part in box["components"]] == [10, 10, 10, 14, 1, 10]
    assert [part["content"] for part in box["components"] if part["type"] == 10] == [
        "## Heading\nStatus",
        "One",
        "Two",
        "-# small",
    ]
    (bare,) = Card(Accent.CLAN, "Heading").view().to_components()
    assert [part["content"] for part in bare["components"]] == ["## Heading"]


def test_small_print_of_two_lines_is_small_twice():
    assert Card(Accent.CLAN, "x", small="one\ntwo").texts()[2] == "-# one\n-# two"


@given(LINES, st.integers(0, 300))
def test_a_text_is_cut_at_a_line_s_end_and_says_so(text: str, room: int):
    kept = fit(text, room)
    assert len(kept) <= max(room, 0)
    if len(text) <= room:
        assert kept == text
    elif kept:
        whole = kept.removesuffix("\n```").removesuffix("\n⋯")
        assert text.startswith(whole)
        assert kept != text


def test_a_cut_table_stays_a_table():
    told = table([[f"Name {row}", str(row)] for row in range(100)])
    kept = fit(f"### Places\n{told}", 200)
    assert kept.startswith("### Places\n```\nName 0")
    assert kept.endswith("\n⋯\n```")
    assert len(kept) <= 200
    lines = kept.splitlines()
    assert all(line in told for line in lines[1:-2])


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 10, "▱▱▱▱▱▱▱▱▱▱ 0 %"), (6200, 10000, "▰▰▰▰▰▰▱▱▱▱ 62 %"), (999, 1000, "▰▰▰▰▰▰▰▰▰▱ 99 %"),
        (10, 10, "▰▰▰▰▰▰▰▰▰▰ 100 %"), (12, 10, "▰▰▰▰▰▰▰▰▰▰ 100 %"), (1, 0, "▱▱▱▱▱▱▱▱▱▱ 0 %"),
        (-3, 10, "▱▱▱▱▱▱▱▱▱▱ 0 %"),
    ],
)  # fmt: skip
def test_a_bar_is_full_only_when_it_is(part: int, whole: int, shown: str):
    assert bar(part, whole) == shown


def test_a_table_is_aligned_and_cannot_be_broken_out_of():
    assert table([["Mara", "1,200"], ["Tom`s ```", "7"]]) == "```\nMara       1,200\nTomˋs ˋˋˋ      7\n```"
    assert table([["a", "bb", "1"], ["aaa", "b", "10"]], left=2) == "```\na    bb   1\naaa  b   10\n```"
    assert table([]) == ""


def test_a_picture_is_uploaded_afresh_each_time():
    image = Image("chart.png", b"data", "x" * 2000)
    one, other = image.file(), image.file()
    assert one is not other
    assert one.fp.read() == other.fp.read() == b"data"
    assert len(one.description or "") == 1024
    assert [file.filename for file in Card(Accent.CLAN, "x", image=image).files()] == ["chart.png"]


def test_links_stand_beside_the_last_buttons_where_there_is_room() -> None:
    def rows(buttons: int) -> list[int]:
        row = [discord.ui.Button[Any](label=str(one), custom_id=str(one)) for one in range(buttons)]
        card = Card(Accent.CLAN, "Links", rows=[row], links=[("One", "https://example.org"), ("Two", "https://a.org")])
        found = [part for part in card.view().walk_children() if isinstance(part, discord.ui.ActionRow)]
        return [len(part.children) for part in found]

    assert rows(3) == [5]
    assert rows(4) == [4, 2]
    assert rows(0) == [2]
