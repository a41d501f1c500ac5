"""The permissions matrix, walked: every command with every rank does what the matrix says, and nothing half."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from discord import app_commands

from cogs.ui.permissions import MATRIX
from cogs.ui.words import SENTENCES
from domain.people import Rank
from tests.bot.acting import enrol, said, tick
from tests.bot.conftest import World

BOSS = "boss"
"""Stands for the person of that name in an option that takes a member."""
ROLE = "role"
"""Stands for a role that may be given, in an option that takes one."""

SAMPLES: dict[str, dict[str, Any]] = {
    "settings show": {},
    "settings set": {"name": "loot.system", "value": "epgp"},
    "settings reset": {"name": "loot.system"},
    "notifications set": {"event": "clan.leaderboard", "enabled": False},
    "notifications test": {"event": "clan.leaderboard"},
    "clan add": {"name": "Ylva"},
    "clan rename": {"old": "Mara", "new": "Mara II"},
    "clan remove": {"name": "Tom"},
    "clan claim": {"name": "Bram"},
    "clan import": {"file": ("names.txt", b"Zed\nBram\n")},
    "clan schedule": {"times": "18:00"},
    "clan stats": {"window": "7d"},
    "clan gains": {"metric": "total_xp", "window": "7d"},
    "clan profile": {"name": "Bram", "window": "7d"},
    "contest create": {"name": "Slayer week", "prize": "10M", "ends": "in 7 days"},
    "contest rule-add": {"contest": "1", "type": "boss_kc", "amount": 50, "targets": "zulrah"},
    "contest rule-remove": {"contest": "1", "rule": "1"},
    "contest publish": {"contest": "1"},
    "contest show": {"contest": "1"},
    "contest entries": {"contest": "1"},
    "contest end": {"contest": "1"},
    "contest draw": {"contest": "1"},
    "contest redraw": {"contest": "1", "position": 1, "reason": "left"},
    "contest cancel": {"contest": "1", "reason": "changed our minds"},
    "pot create": {"name": "Friday Pot", "cost": 50, "max-tickets": 200, "max-per-user": 20},
    "pot show": {"pot": "1"},
    "pot join": {"pot": "1", "tickets": 3},
    "pot leave": {"pot": "1"},
    "pot lock": {"pot": "1"},
    "pot pause": {"pot": "1", "reason": "a moment"},
    "pot resume": {"pot": "1"},
    "pot cancel": {"pot": "1", "reason": "changed our minds"},
    "auction open": {"item": "Blade", "type": "sealed", "min-bid": 10, "minutes": 5},
    "auction close": {"auction": "1"},
    "auction cancel": {"auction": "1", "reason": "changed our minds"},
    "auction bid": {"auction": "1", "amount": 10},
    "auction show": {"auction": "1"},
    "raid import": {"report": "aaaaBBBBccccDDDD"},
    "raid revert": {"raid": "1", "reason": "the wrong night"},
    "raid mark": {"raid": "1", "member": BOSS, "as": "benched"},
    "raid show": {"raid": "1"},
    "raid attendance": {"window": "30d"},
    "raid character": {"name": "Mara"},
    "loot open": {"item": "Blade of the Fallen Star"},
    "loot award": {"decision": "1", "winner": BOSS, "reason": "last piece"},
    "loot cancel": {"decision": "1", "reason": "wrong item"},
    "loot show": {"decision": "1"},
    "loot why": {"decision": "1"},
    "wallet grant": {"member": BOSS, "amount": 5, "reason": "raid night"},
    "wallet take": {"member": BOSS, "amount": 5, "reason": "by mistake"},
    "loot system set": {"system": "epgp"},
    "loot import": {"file": ("loot.csv", b"name,class,rank,EP,GP,PR\n")},
    "loot export": {"format": "csv"},
    "loot undo": {"batch": "1", "reason": "by mistake"},
    "epgp award": {"ep": "50", "reason": "raid night", "members": "<@1>"},
    "epgp charge": {"member": BOSS, "gp": "60", "reason": "a sword"},
    "epgp item-set": {"gp": "80", "slot": "head"},
    "dkp award": {"points": "50", "reason": "raid night", "members": "<@1>"},
    "dkp charge": {"member": BOSS, "points": "60", "reason": "a sword"},
    "challenge create": {"starts": "now", "closes": "in 5 days"},
    "challenge publish": {"challenge": "1"},
    "challenge edit": {"challenge": "1"},
    "challenge close": {"challenge": "1"},
    "challenge cancel": {"challenge": "1", "reason": "changed our minds"},
    "challenge show": {"challenge": "1"},
    "challenge submit": {"challenge": "1"},
    "challenge edit-mine": {"submission": "1"},
    "challenge withdraw": {"submission": "1"},
    "challenge gallery": {"challenge": "1", "sort": "newest"},
    "challenge board": {"challenge": "1"},
    "challenge results": {"challenge": "1"},
    "challenge feature": {"submission": "1"},
    "challenge disqualify": {"submission": "1", "reason": "not theirs"},
    "challenge judge": {"submission": "1", "score": 7},
    "challenge discard-ballot": {"challenge": "1", "member": BOSS, "reason": "an alt"},
    "challenge prize-sent": {"challenge": "1", "place": 1},
    "challenge sponsor-add": {"name": "The Inn", "website": "https://example.org"},
    "challenge sponsor-edit": {"sponsor": "1", "verified": True},
    "settings block": {"member": BOSS, "reason": "sold credits"},
    "settings unblock": {"member": BOSS},
    "compare": {"member": BOSS},
    "roles add": {"board": "standing", "top": 3, "role": ROLE},
    "roles remove": {"rule": "1"},
    "request ai-credit": {"amount": 50, "reason": "a guide"},
    "request lead-credit": {"amount": 50, "reason": "recruiting"},
    "insights": {"window": "7d"},
}
"""Options with which a command gets as far as asking who may; commands that are missing here need none."""

ACCESS = {SENTENCES[key][0] for key in ("access.officer", "access.leader")}
NEEDED = {Rank.OFFICER: SENTENCES["access.officer"][0], Rank.LEADER: SENTENCES["access.leader"][0]}


def books(world: World) -> list[str]:
    """All that the database holds."""
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("rank", list(Rank), ids=lambda rank: rank.name.lower())
async def test_the_matrix_is_what_really_happens(world: World, rank: Rank):
    world.show_to_everybody("setup")
    await enrol(world, "Mara", "Tom", "Bram")
    person = {Rank.MEMBER: world.raider, Rank.OFFICER: world.officer, Rank.LEADER: world.leader}[rank]
    stands_for = {BOSS: world.boss, ROLE: world.guild.create_role("Champion")}
    wrong: list[str] = []
    for command, needed in MATRIX.items():
        before = books(world)
        options = {name: stands_for.get(str(value), value) for name, value in SAMPLES.get(command, {}).items()}
        result = await person.slash(world.general, command, **options)
        answer = "a form" if result.modal else said(result)
        if rank >= needed and (answer in ACCESS or not answer or answer.startswith("Something broke")):
            wrong.append(f"{command}: a {rank.name} may, and was told {answer!r}")
        if rank < needed and answer != NEEDED[needed]:
            wrong.append(f"{command}: a {rank.name} may not, and was told {answer!r}")
        if rank < needed and books(world) != before:
            wrong.append(f"{command}: it was refused to a {rank.name} and changed the books all the same")
    await tick(world)
    assert not wrong, "\n".join(wrong)


def test_no_command_is_missing_from_the_matrix(world: World):
    commands = {
        command.qualified_name
        for command in world.bot.tree.walk_commands()
        if not isinstance(command, app_commands.Group)
    }
    assert set(MATRIX) == commands
    assert set(SAMPLES) <= commands


def test_every_rank_is_the_lowest_for_something():
    assert set(MATRIX.values()) == set(Rank)
