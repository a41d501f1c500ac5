"""Making a challenge, publishing, editing, ending and calling it off, through the real bot."""

from typing import Any

import discord
import pytest

from domain.challenge_settings import State, Voting
from tests.bot.acting import at_once, buttons, card, in_spanish, me, press_on, said, screen
from tests.bot.challenging import (
    DAY,
    HOUR,
    PRIZES,
    PROMPT,
    TITLE,
    drafted,
    fill,
    newest,
    now,
    open_behind,
    panel_of,
    published,
    settle,
    stands,
)
from tests.bot.conftest import World
from tests.services.challenging import png

CREATE = {"starts": "now", "closes": "in 5 days"}
OFFICERS = "Only officers can do that."
PANEL = {"Submit", "Gallery", "Vote", "Board", "Mine"}


def headings(world: World) -> list[str]:
    """What was announced in #news, by the first lines."""
    return [said(one).split("\n", maxsplit=1)[0] for one in world.news.history()]


async def test_a_challenge_is_drafted_and_published(world: World) -> None:
    form = await world.officer.slash(world.general, "challenge create", **CREATE)
    assert stands(form)["Points"].startswith("submit: 50\nearly: 25\nvote: 5\n")
    draft = await fill(world.officer, form, {"Title": TITLE, "Prompt": PROMPT, "Prizes": PRIZES})
    assert draft.ephemeral
    told = said(draft)
    assert told.startswith(f"## 🎨 {TITLE}\nDraft · nobody sees it yet\n**Dates**\nStarts <t:1767225600:f>\n")
    assert f"### {PROMPT}\n**Prizes**\n" in told
    assert "1.                100 USD\n2.        500,000 credits\n" in told
    assert "everyone   10,000 credits\nvoters      1,000 credits\n" in told
    assert set(buttons(card(draft))) == {"Publish", "Edit"}
    assert world.general.history() == []
    panel = await world.officer.click(card(draft), label="Publish")
    assert said(card(draft)).startswith(f"## 🎨 {TITLE}\nIt is published. It starts <t:1767225600:f>")
    (posted,) = world.general.history()
    assert said(posted).startswith(f"## 🎨 {TITLE}\nActive · submissions close <t:1767657600:R> (<t:1767657600:f>)\n")
    assert "Nothing was handed in yet." in said(posted)
    assert "One vote a person and submission · up to 3 submissions a person · week 1 of 2026" in said(posted)
    assert set(buttons(posted)) == PANEL
    await settle(world)
    assert headings(world) == [f"## 🎨 {TITLE} is open"]
    assert said(world.news.history()[0]).count("<t:1767657600") == 2
    log = said(await world.raider.slash(world.general, "audit list", kind="challenge"))
    assert "**drafted a challenge**\n-# challenge 1" in log
    assert "**published a challenge**\n-# challenge 1 · starts <t:1767225600:f>" in log
    assert panel is not None


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"closes": "yesterday evening"}, "I cannot read **yesterday evening** as a time"),
        ({"starts": "in 3 days", "closes": "in 2 days"}, "The dates are out of order: it starts <t:"),
        ({"closes": "in 5 minutes"}, "People need at least 10 minutes to submit"),
        ({"closes": "in 200 days"}, "A challenge lasts at most 120 days."),
        ({"starts": "2025-12-01 10:00", "closes": "2025-12-02 10:00"}, "Submissions would have closed <t:"),
        ({"colour": "reddish"}, "**reddish** is not a colour that I know."),
        ({"sponsor": "Nobody Ltd."}, "There is no such sponsor here."),
        ({"max-submissions": 11}, "A person may hand in 1 to 10 submissions."),
        ({"judge-weight": 101}, "What judges give is 0 to 100 percent"),
        ({"image": ("big.png", b"x" * (9 << 20))}, "That picture is too large: 8 MB"),
    ],
)
async def test_what_cannot_be_is_refused_before_the_form_opens(
    world: World, options: dict[str, Any], refusal: str
) -> None:
    refused = await world.officer.slash(world.general, "challenge create", **(CREATE | options))
    assert refused.modal is None
    assert refused.ephemeral
    assert said(refused).startswith(refusal)


async def test_what_was_typed_is_not_lost_when_it_is_refused(world: World) -> None:
    form = await world.officer.slash(world.general, "challenge create", **CREATE, image=("pet.png", png()))
    typed = {"Title": TITLE, "Prompt": PROMPT, "Description": "Two\nlines", "Prizes": "first: a million"}
    refused = await fill(world.officer, form, typed)
    assert "I do not understand the prize **first: a million**." in said(refused)
    assert said(await world.officer.slash(world.general, "challenge list")).endswith("`/challenge create`.")
    await world.restart()
    again = await world.officer.click(card(refused), label="Fix…")
    assert {label: stands(again)[label] for label in typed} == typed
    second = await world.officer.click(card(refused), label="Fix…")
    draft = await fill(world.officer, again, {"Prizes": "1: 1,000,000"})
    assert said(draft).startswith(f"## 🎨 {TITLE}\nDraft")
    assert "1.  1,000,000 credits" in said(draft)
    assert (await newest(world)).image_id is not None, "the picture that came along is kept too"
    twice = await fill(world.officer, second, {"Prizes": "1: 1,000,000"})
    assert said(twice).startswith("What you typed there is already a draft")
    assert (await newest(world)).id == 1, "and of it there is one draft alone"


async def test_a_file_that_is_no_picture_leaves_what_was_typed(world: World) -> None:
    form = await world.officer.slash(world.general, "challenge create", **CREATE, image=("pet.png", b"MZ" + b"\0" * 99))
    refused = await fill(world.officer, form, {"Title": TITLE, "Prompt": PROMPT})
    assert "The picture was left out" in said(refused)
    again = await world.officer.click(card(refused), label="Fix…")
    assert said(await fill(world.officer, again, {})).startswith(f"## 🎨 {TITLE}\nDraft")


async def test_long_texts_are_refused_with_their_length(world: World) -> None:
    refused = await drafted(world, texts={"Description": "x" * 4000})
    assert "The description has 4,000 characters, and there is room for 1,500." in said(refused)
    whole = await drafted(world, texts={"Title": "T" * 80, "Prompt": "p" * 300, "Description": "d" * 1500})
    assert said(whole).startswith(f"## 🎨 {'T' * 80}\n")
    edit = await world.officer.click(card(whole), label="Edit")
    assert edit is not None
    assert {"Texts…", "Dates…", "Publish"} <= set(buttons(card(whole)))


async def test_the_longest_challenge_still_tells_what_matters(world: World) -> None:
    prizes = "\n".join(f"{place}: {'t' * 100}" for place in range(1, 26))
    texts = {"Title": "T" * 80, "Prompt": "*" * 300, "Description": "*" * 1500, "Prizes": prizes}
    await published(world, texts=texts)
    shown = await world.raider.slash(world.general, "challenge show", challenge="1")
    assert "You: submitted 0 of 3 · 0 votes cast · 0 points" in said(shown)
    assert said(shown).count("```") % 2 == 0
    editor = await world.officer.slash(world.general, "challenge edit", challenge="1")
    assert "**Dates**" in said(editor)
    await settle(world)
    assert headings(world) == [f"## 🎨 {'T' * 80} is open"]


async def test_only_officers_make_and_change_challenges(world: World) -> None:
    draft = await drafted(world)
    seen = screen(world.officer, card(draft))
    for command, more in (
        ("create", CREATE),
        ("publish", {"challenge": "1"}),
        ("edit", {"challenge": "1"}),
        ("close", {"challenge": "1"}),
        ("cancel", {"challenge": "1", "reason": "x"}),
    ):
        refused = await world.raider.slash(world.general, f"challenge {command}", **more)
        assert said(refused).startswith(OFFICERS), command
    for label in ("Publish", "Edit"):
        assert said(await press_on(world.raider, seen, label)).startswith(OFFICERS), label
    assert said(await world.raider.slash(world.general, "challenge show", challenge="1")).startswith("There is no such")
    assert await world.raider.autocomplete(world.general, "challenge edit", "challenge", "") == []
    assert said(await world.raider.slash(world.general, "challenge list")).startswith("## 🎨 Challenges\nThere are no")


async def test_a_double_click_publishes_once(world: World) -> None:
    draft = await drafted(world)
    seen = screen(world.officer, card(draft))
    await at_once(press_on(world.officer, seen, "Publish"), press_on(world.officer, seen, "Publish"))
    assert len(world.general.history()) == 1
    late = await press_on(world.officer, seen, "Publish")
    assert said(late).startswith(f"**{TITLE}** is no longer a draft")
    assert len(world.general.history()) == 1


async def test_a_panel_that_was_deleted_can_be_posted_again(world: World) -> None:
    panel = await published(world)
    moderators = world.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    await world.person("Moira", moderators).delete(card(panel))
    await world.officer.slash(world.general, "challenge edit", challenge="1")
    await settle(world, 4 * DAY)
    await settle(world, DAY)
    assert world.general.history() == []
    refused = await world.raider.slash(world.general, "challenge publish", challenge="1")
    assert said(refused).startswith(OFFICERS)
    again = await world.officer.slash(world.general, "challenge publish", challenge="1")
    assert said(card(again)).startswith(f"## 🎨 {TITLE}\nVoting")
    twice = await world.officer.slash(world.general, "challenge publish", challenge="1")
    assert said(twice).startswith(f"**{TITLE}** is no longer a draft")


async def test_it_is_not_published_where_the_bot_cannot_post(world: World) -> None:
    await drafted(world)
    for denied in ({"view_channel": False}, {"send_messages": False}, {"attach_files": False}):
        deny = discord.PermissionOverwrite(**denied)
        secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
        refused = await world.officer.slash(secret, "challenge publish", challenge="1")
        assert said(refused).startswith("I cannot post in this channel, and a challenge lives on its card."), denied
    assert (await newest(world)).standing.published_at is None


async def test_the_clock_moves_it_through_its_week_with_restarts(world: World) -> None:
    panel = await published(world)
    await settle(world)
    assert said(panel_of(world, panel)).startswith(f"## 🎨 {TITLE}\nActive")
    await world.restart()
    await settle(world, 4 * DAY + HOUR)
    assert headings(world)[-1] == f"## 🎨 Submissions to {TITLE} close soon"
    await world.restart()
    await settle(world, DAY)
    assert said(panel_of(world, panel)).startswith(f"## 🎨 {TITLE}\nVoting · closes")
    assert set(buttons(panel_of(world, panel))) == PANEL - {"Submit"}
    assert headings(world)[-1] == f"## 🎨 Time to vote: {TITLE}"
    await world.restart()
    await settle(world, DAY)
    assert headings(world)[-1] == f"## 🎨 Voting in {TITLE} closes soon"
    await settle(world, DAY)
    assert (await newest(world)).state(world.env.now()) is State.COMPLETED
    assert said(panel_of(world, panel)).startswith(f"## 🎨 {TITLE}\nCompleted")
    assert set(buttons(panel_of(world, panel))) == {"Results", "Gallery", "Board", "Mine"}
    told = headings(world)
    await world.restart()
    await settle(world)
    assert headings(world) == told, "nothing is told twice"


async def test_everything_can_be_edited_before_it_starts(world: World) -> None:
    await world.officer.slash(
        world.general, "challenge sponsor-add", name="Moonwell", website="https://moonwell.example"
    )
    await published(world, starts="in 2 days")
    editor = await world.officer.slash(world.general, "challenge edit", challenge="1")
    assert editor.ephemeral
    shown = card(editor)
    texts = await world.officer.click(shown, label="Texts…")
    assert stands(texts)["Title"] == TITLE
    await fill(world.officer, texts, {"Title": "Draw your *mount*"})
    dates = await world.officer.click(shown, label="Dates…")
    assert stands(dates)["Starts"] == "2026-01-03 00:00"
    await fill(world.officer, dates, {"Ends": "2026-01-09 00:00", "How places are found": ["ballot"]})
    prizes = await world.officer.click(shown, label="Prizes and points…")
    assert stands(prizes)["Prizes"].startswith("1: 100 USD\n2: 500,000 credits\n")
    await fill(world.officer, prizes, {"Prizes": "1: a cape", "Points": "submit: 75"})
    options = await world.officer.click(shown, label="Options…")
    values = {"Submissions a person": "1", "Colour": "#00ff00", "Featured": True, "Every submission needs a link": True}
    await fill(world.officer, options, values)
    picture = await world.officer.click(shown, label="Picture…")
    await fill(world.officer, picture, {"Picture": ("pet.png", png())})
    one = await newest(world)
    assert (one.terms.title, one.terms.voting, one.terms.most) == ("Draw your *mount*", Voting.BALLOT, 1)
    assert one.terms.link_required
    assert one.terms.rates.submit == 75
    assert one.terms.colour == 0x00FF00
    assert one.featured
    assert one.image_id is not None
    assert one.slug == "draw-your-pet", "its address stays"
    told = said(editor)
    assert told.startswith("## 🎨 Draw your \\*mount\\*\nUpcoming")
    assert "1.  a cape" in told
    assert "submit: 75" in told
    await settle(world)
    assert headings(world) == [
        "## 🎨 Draw your \\*mount\\*: the dates changed",
        "## 🎨 Draw your \\*mount\\*: the prizes changed",
    ]
    log = said(await world.raider.slash(world.general, "audit list", kind="challenge.edited"))
    for what in ("its texts", "its dates", "its prizes or points", "its options", "its picture"):
        assert f"-# challenge 1 · {what}" in log


async def test_after_the_start_the_rules_stand_and_deadlines_move(world: World) -> None:
    panel = await published(world)
    editor = await world.officer.slash(world.general, "challenge edit", challenge="1")
    options = await world.officer.click(card(editor), label="Options…")
    refused = await fill(world.officer, options, {"Submissions a person": "2"})
    assert said(refused).startswith(f"**{TITLE}** has started: how it is voted and judged")
    dates = await world.officer.click(card(editor), label="Dates…")
    assert said(await fill(world.officer, dates, {"Starts": "2026-01-02 00:00"})).startswith(
        f"**{TITLE}** has started, so its start stays as it is."
    )
    dates = await world.officer.click(card(editor), label="Dates…")
    await fill(world.officer, dates, {"Submissions close": "2026-01-07 00:00", "Voting closes": "", "Ends": ""})
    await settle(world, 5 * DAY + HOUR)
    assert said(panel_of(world, panel)).startswith(f"## 🎨 {TITLE}\nActive"), "the old deadline is no deadline any more"
    assert headings(world).count(f"## 🎨 Submissions to {TITLE} close soon") == 1
    await settle(world, DAY)
    assert said(panel_of(world, panel)).startswith(f"## 🎨 {TITLE}\nVoting")


async def test_closing_ends_just_the_phase_that_was_asked_about(world: World) -> None:
    panel = await published(world)
    await settle(world, HOUR)
    question = await world.officer.slash(world.general, "challenge close", challenge=TITLE)
    assert "Submissions end now" in said(question)
    assert "Voting goes on until <t:1767830400:f>." in said(question)
    seen = screen(world.officer, card(question))
    await world.officer.click(card(question), label="Close submissions now")
    assert said(card(question)).startswith(f"## 🎨 {TITLE}\nVoting · closes")
    again = await press_on(world.officer, seen, "Close submissions now")
    assert "Nothing was ended" in said(again) + said(card(question))
    assert (await newest(world)).state(world.env.now()) is State.VOTING, "a second press does not end the voting"
    await settle(world)
    assert said(panel_of(world, panel)).startswith(f"## 🎨 {TITLE}\nVoting")
    question = await world.officer.slash(world.general, "challenge close", challenge=TITLE)
    assert "The result is worked out at once" in said(question)
    await world.officer.click(card(question), label="End it now")
    await settle(world)
    assert (await newest(world)).state(world.env.now()) is State.COMPLETED
    nothing = await world.officer.slash(world.general, "challenge close", challenge=TITLE)
    assert said(nothing).startswith(f"**{TITLE}** is in no phase that could be ended now.")


async def test_calling_off_is_public_and_final(world: World) -> None:
    panel = await published(world)
    await settle(world)
    done = await world.officer.slash(world.general, "challenge cancel", challenge="1", reason="Too *hot* to draw.")
    assert said(done).startswith(f"**{TITLE}** is cancelled, and everybody is told why.")
    await settle(world)
    assert ": Too \\*hot\\* to draw." in said(panel_of(world, panel))
    assert set(buttons(panel_of(world, panel))) == {"Gallery", "Board", "Mine"}
    assert headings(world)[-1] == f"## 🎨 {TITLE} is cancelled"
    assert "Too \\*hot\\* to draw." in said(world.news.history()[-1])
    for command, more in (("cancel", {"reason": "x"}), ("close", {}), ("publish", {})):
        refused = said(await world.officer.slash(world.general, f"challenge {command}", challenge="1", **more))
        assert refused.startswith(f"**{TITLE}** "), command
    editor = await world.officer.slash(world.general, "challenge edit", challenge="1")
    assert buttons(card(editor)) == {}
    log = said(await world.raider.slash(world.general, "audit list", kind="challenge.cancelled"))
    assert "**cancelled a challenge**\n-# challenge 1 · “Too \\*hot\\* to draw.”" in log


async def test_a_draft_that_is_called_off_is_told_nobody(world: World) -> None:
    await drafted(world)
    dropped = await world.officer.slash(world.general, "challenge cancel", challenge="1", reason="No.")
    assert said(dropped) == f"The draft **{TITLE}** is cancelled. Nobody had seen it."
    await settle(world)
    assert headings(world) == []


async def test_a_form_of_before_a_restart_changes_nothing(world: World) -> None:
    challenge = await open_behind(world)
    editor = await world.officer.slash(world.general, "challenge edit", challenge="1")
    await world.restart()
    texts = await world.officer.click(card(editor), label="Texts…")
    await fill(world.officer, texts, {"Prompt": "Another"})
    assert (await now(world, challenge)).terms.prompt == "Another", "buttons outlive a restart"


async def test_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    in_spanish(monkeypatch)
    form = await world.officer.slash(world.general, "challenge create", **CREATE)
    assert {"Título", "Tema", "Descripción", "Premios", "Puntos"} == set(stands(form))
    draft = await fill(world.officer, form, {"Título": TITLE, "Tema": PROMPT, "Premios": "1: 2,50 €\n2: 1000"})
    assert "Borrador · nadie lo ve todavía" in said(draft) or "No entiendo el premio" in said(draft)
    form = await world.officer.slash(world.general, "challenge create", **CREATE)
    draft = await fill(world.officer, form, {"Título": TITLE, "Tema": PROMPT, "Premios": "1: 2.50 €\n2: 1000"})
    assert "1.          2,50 €\n2.  1.000 créditos" in said(draft)
    assert set(buttons(card(draft))) == {"Publicar", "Editar"}
    refused = await world.raider.slash(world.general, "challenge edit", challenge="1")
    assert said(refused).startswith("Solo los oficiales")
