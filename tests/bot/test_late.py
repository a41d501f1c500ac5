"""A start loads the commands alone; a click on a button of before it loads what the button needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str) -> None:
    """Run it in a process that has loaded nothing yet."""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()


CLICK = """
import discord, sys
from types import SimpleNamespace as Thing
from unittest.mock import MagicMock
from cogs.ui import press

def click(custom_id):
    kind = discord.InteractionType.component
    press.pass_on(client, Thing(type=kind, data={"custom_id": custom_id, "component_type": 2}))

client = MagicMock()
press.serve(client)
store = client._connection._view_store
assert "cogs.ui.pots.mine" not in sys.modules
click("pot:v1:mine:7")
assert "cogs.ui.pots.mine" in sys.modules
known = {one.key for call in client.add_dynamic_items.call_args_list for one in call.args}
assert "pot:v1:mine" in known
assert [call.args[:2] for call in store.dispatch_view.call_args_list] == [(2, "pot:v1:mine:7")]
click("pot:v1:mine:8")
click("pot:v1:gone:8")
click("nothing:v1:mine:8")
click("x")
assert store.dispatch_view.call_count == 1, "what is loaded is discord.py's to hand out, and the rest is nobody's"
"""


def test_a_click_on_what_is_not_loaded_loads_it_and_is_handed_out_once():
    run(CLICK)


def test_a_start_loads_the_commands_and_no_faces():
    run(
        "import sys, bot\n"
        "for name in bot.EXTENSIONS: __import__(name)\n"
        "from cogs.ui.late import HOMES\n"
        "light = {'__init__', 'choices', 'naming', 'windows', 'crowd'}\n"
        "homes = tuple(f'cogs.ui.{home}.' for many in HOMES.values() for home in many)\n"
        "heavy = [one for one in sys.modules if one.startswith(homes) and one.rsplit('.', 1)[1] not in light]\n"
        "assert heavy == [], heavy\n"
    )


def test_a_start_loads_what_features_are_called_and_not_their_rules():
    run(
        "import sys, bot\n"
        "for name in bot.EXTENSIONS: __import__(name)\n"
        "named = ('challenges', 'clan', 'contests', 'ledger', 'pots', 'points', 'auctions')\n"
        "rules = {f'domain.{one}' for one in named}\n"
        "assert not rules & set(sys.modules), rules & set(sys.modules)\n"
    )
