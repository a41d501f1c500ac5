"""Nonsense in every option of every command, in every form and every completion: answered, and nothing half done.

A seeded part runs always; `FUZZ_ROUNDS=50 pytest tests/bot/test_fuzz.py` goes on for longer, `FUZZ_SEED` begins
elsewhere.
"""

import os
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import discord
import pytest
from discord import AppCommandOptionType as Type
from discord import app_commands
from discord.app_commands.commands import Parameter
from simcord import SetupError
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from cogs.ui import door
from cogs.ui.late import warm_up
from cogs.ui.permissions import MATRIX
from cogs.ui.press import REGISTERED, Press
from cogs.ui.words import SENTENCES
from domain.errors import Refusal
from tests.bot.acting import buttons, enrol, said, tick
from tests.bot.conftest import World
from tests.bot.test_permissions import BOSS, SAMPLES

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "1"))
SEED = int(os.environ.get("FUZZ_SEED", "7"))
_LARGEST = 2**53 - 1

TEXTS = (
    "", " ", "0", "-1", "1", "1e9", "NaN", "½", "٣", "９９９", "9" * 400, "-" * 300, "a" * 6000, "🏆" * 1500,
    "ß" * 2000, "@everyone <@&1> <@1> <#1> </a:1> <t:0:R>",
    "**bold** ||spoiler|| `code` ```block``` [x](https://evil.example)", "'; DROP TABLE members; --",
    "\x00\x01\x1b[31m", "\u202eevil\u202c", "\u200b\u200b\u200b", "Z̸̢̛a̷l̸g̶o̷" * 40, "\ud7ff\ue000\uffff",
    "a\nb\r\nc\td", "{name} {0} %s %(x)s", "../../etc/passwd", "https://[::1]/", "javascript:alert(1)",
    "file:///etc/passwd", "=HYPERLINK(1)", "in -3 days", "in 99999999999 days", "9999-12-31 23:59",
    "0000-00-00", "<t:99999999999999:F>", "2026-02-30 25:61", "now", "25:99", "06:00, 18:00, 20:00",
    "100 USD\n1: -5 credits", "1: 99999999999999999999 credits", "<@1> <@2> <@99999999999999999999>",
    "guild.timezone", "standing", "#GGGGGG", "1,000,000,000.999", "١٢٫٥", "true", "none",
)  # fmt: skip
"""What has broken bots before: emptiness, extremes, foreign digits, markup, mentions, templates, paths, dates."""


class Watch:
    """What the door was told while somebody acted."""

    def __init__(self) -> None:
        self.refused = False


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Sees every refusal on its way out."""
    seen = Watch()
    answer = door.answer_error

    async def answered(interaction: Any, error: Exception) -> None:
        cause = error.__cause__ if isinstance(error, app_commands.TransformerError) else error
        original = getattr(cause, "original", cause)
        seen.refused = seen.refused or isinstance(original, Refusal)
        await answer(interaction, error)

    monkeypatch.setattr(door, "answer_error", answered)
    return seen


def books(world: World) -> list[str]:
    """All that the database holds."""
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        return list(connection.iterdump())


def commands(world: World) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """Every command, in a fixed order."""
    found = [one for one in world.bot.tree.walk_commands() if isinstance(one, app_commands.Command)]
    return iter(sorted(found, key=lambda one: one.qualified_name))


def nonsense(dice: random.Random, option: Parameter, world: World) -> Any:
    """A value that Discord would let through for this option, whatever it means."""
    if option.choices:
        return dice.choice(option.choices).value
    match option.type:
        case Type.integer:
            low = int(option.min_value) if option.min_value is not None else -_LARGEST
            high = int(option.max_value) if option.max_value is not None else _LARGEST
            return min(high, max(low, dice.choice((low, high, 0, 1, -1, 25, dice.randint(low, high)))))
        case Type.number:
            return dice.choice((0.0, -1.5, 1e300, 2.5))
        case Type.boolean:
            return dice.random() < 0.5
        case Type.user:
            return dice.choice((world.raider, world.officer, world.leader, world.boss))
        case Type.role:
            return dice.choice((world.officer_role, world.leader_role))
        case Type.channel:
            voice = discord.ChannelType.voice in option.channel_types
            return world.guild.create_voice_channel("tower") if voice else dice.choice((world.general, world.news))
        case Type.attachment:
            name = dice.choice(("names.txt", "loot.json", "picture.png", "proof.json", "x" * 200 + ".csv", "🏆.zip"))
            return name, dice.choice(
                (b"", b"\x89PNG\r\n\x1a\n", b"{", b"[" * 5000, b"a,b\n1,2\n", dice.randbytes(2000))
            )
        case _:
            return dice.choice(TEXTS)


def options_of(dice: random.Random, command: app_commands.Command[Any, ..., Any], world: World) -> dict[str, Any]:
    """Nonsense for every option that has to be given, and for some of the others."""
    return {
        option.display_name: nonsense(dice, option, world)
        for option in command.parameters
        if option.required or dice.random() < 0.6
    }


def _typed(dice: random.Random, field: dict[str, Any]) -> str:
    """Nonsense that Discord lets through for a text field."""
    least = max(int(field.get("min_length") or 0), int(bool(field.get("required", True))))
    typed = dice.choice(TEXTS)[: int(field.get("max_length") or 4000)]
    return typed if len(typed) >= least else "?" * least


async def filled_in(dice: random.Random, person: MemberActor, form: InteractionResult) -> InteractionResult:
    """A form with nonsense in every text field, and whatever stands first in every other."""
    assert form.modal is not None
    values: dict[str, Any] = {}
    for label in form.modal["components"]:
        field = label.get("component") or label["components"][0]
        if field["type"] == discord.ComponentType.text_input.value:
            values[field["custom_id"]] = _typed(dice, field)
        elif options := field.get("options"):
            values[field["custom_id"]] = [options[0]["value"]]
    return await person.submit_modal(form, values)


def judged(result: InteractionResult, watch: Watch, changed: bool) -> list[str]:
    """What was wrong with an answer."""
    answer = said(result)
    wrong: list[str] = []
    if not answer and result.modal is None and not result.acknowledged:
        wrong.append("was not answered")
    if "Something broke" in answer or SENTENCES["error.database"][0][:20] in answer:
        wrong.append(f"broke: {answer[:200]}")
    if watch.refused and changed:
        wrong.append(f"was refused and changed the books all the same: {answer[:200]}")
    if len(answer) > 6000:
        wrong.append("is a wall of text")
    return wrong


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_nonsense_in_every_option_and_form_is_answered(world: World, watch: Watch, round_: int):
    world.show_to_everybody("setup")
    await enrol(world, "Mara", "Tom")
    wrong: list[str] = []
    for command in commands(world):
        dice = random.Random(f"{SEED}:{round_}:{command.qualified_name}")
        for person in (world.leader, dice.choice((world.raider, world.officer))):
            options = options_of(dice, command, world)
            before, watch.refused = books(world), False
            result = await person.slash(world.general, command.qualified_name, **options)
            trouble = judged(result, watch, books(world) != before)
            if result.modal is not None:
                before, watch.refused = books(world), False
                result = await filled_in(dice, person, result)
                trouble += judged(result, watch, books(world) != before)
            wrong += [f"/{command.qualified_name} {options!r:.300}: {one}" for one in trouble]
    await tick(world, 60)
    assert not wrong, "\n".join(wrong)


async def pressed(
    dice: random.Random, world: World, by: MemberActor, shown: InteractionResult, depth: int = 3
) -> list[str]:
    """What was wrong with pressing about on an answer, whoever it was for; forms get nonsense."""
    people = (world.leader, world.officer, world.raider)
    wrong: list[str] = []
    if shown.modal is not None:
        result = await filled_in(dice, by, shown)
        return judged(result, Watch(), changed=False)
    if shown.response is None or not (found := buttons(shown.response)):
        return wrong
    for label in dice.sample(sorted(found), min(2, len(found))):
        person = by if dice.random() < 0.7 else dice.choice(people)
        try:
            result = await person.click(shown.response, custom_id=found[label])
        except SetupError:
            continue  # a private answer of somebody else, or gone by now
        wrong += [f"{found[label]}: {one}" for one in judged(result, Watch(), changed=False)]
        if depth:
            wrong += await pressed(dice, world, person, result, depth - 1)
    return wrong


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_pressing_whatever_there_is_breaks_nothing(world: World, round_: int):
    await enrol(world, "Mara", "Tom", "Bram")
    dice = random.Random(f"{SEED}:{round_}:presses")
    wrong: list[str] = []
    stands_for = {BOSS: world.boss}
    for name in dice.sample(sorted(MATRIX), len(MATRIX)):
        options = {key: stands_for.get(str(value), value) for key, value in SAMPLES.get(name, {}).items()}
        for person in dice.sample((world.leader, world.officer, world.raider), 2):
            try:
                result = await person.slash(world.general, name, **options)
            except SetupError:
                continue  # Discord shows it to nobody but the owner
            wrong += [f"/{name} → {one}" for one in await pressed(dice, world, person, result)]
    await tick(world, 60)
    assert not wrong, "\n".join(wrong)


def forged(dice: random.Random, pattern: Any) -> str:
    """A text that the pattern of an id lets through."""
    made: list[str] = []
    for kind, given in pattern:
        match str(kind):
            case "LITERAL":
                made.append(chr(given))
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, inner = given
                times = dice.choice((int(least), min(int(most), int(least) + 14)))
                made.append("".join(forged(dice, inner) for _ in range(times)))
            case "SUBPATTERN":
                made.append(forged(dice, given[-1]))
            case "BRANCH":
                made.append(forged(dice, dice.choice(given[1])))
            case "IN":
                made.append(_one_of(dice, given))
            case "ANY":
                made.append("x")
            case _:
                assert str(kind) == "AT", kind
    return "".join(made)


def _one_of(dice: random.Random, given: Any) -> str:
    kind, what = dice.choice(given)
    match str(kind):
        case "LITERAL":
            return chr(what)
        case "RANGE":
            return chr(dice.randint(*what))
        case _:
            return dice.choice("0123456789" if "DIGIT" in str(what) else "abc9_")


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_a_button_about_anything_for_anybody_is_answered(world: World, watch: Watch, round_: int):
    """Ids hold numbers that may be of another guild, of long ago, or of nothing at all."""
    await warm_up()
    dice = random.Random(f"{SEED}:{round_}:forged")
    wrong: list[str] = []
    for button in sorted((one for one in REGISTERED if issubclass(one, Press)), key=lambda one: one.key):
        pattern: Any = button.__discord_ui_compiled_template__.pattern
        custom_id = forged(dice, re._parser.parse(pattern))[:100]  # type: ignore[attr-defined]
        for person in (world.leader, world.raider):
            view = discord.ui.LayoutView(timeout=None)
            view.add_item(discord.ui.ActionRow(discord.ui.Button(custom_id=custom_id, label="?")))
            with world.env.time_context():
                message = await world.bot.get_partial_messageable(world.general.id).send(view=view)
            before, watch.refused = books(world), False
            result = await person.click(message, custom_id=custom_id)
            wrong += [f"{custom_id}: {one}" for one in judged(result, watch, books(world) != before)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("round_", range(ROUNDS))
async def test_nonsense_in_every_completion_is_answered(world: World, round_: int):
    await enrol(world, "Mara")
    wrong: list[str] = []
    for command in commands(world):
        dice = random.Random(f"{SEED}:{round_}:{command.qualified_name}")
        for option in command.parameters:
            if not option.autocomplete:
                continue
            for typed in ("", *dice.sample(TEXTS, 4)):
                found = await world.raider.autocomplete(
                    world.general, command.qualified_name, option.display_name, typed[:100]
                )
                if len(found) > 25 or any(not 1 <= len(str(one["name"])) <= 100 for one in found):
                    wrong.append(f"/{command.qualified_name} {option.display_name} {typed!r:.60}")
    assert not wrong, "\n".join(wrong)
