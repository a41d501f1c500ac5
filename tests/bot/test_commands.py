"""What Discord is told about the commands: their names and options as agreed, in two languages, within its limits."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from discord import AppCommandOptionType as Kind

import bot as root
from cogs.ui.tree import Spanish, Tree
from cogs.ui.words import COMMANDS
from config import Settings

Payload = dict[str, Any]

SURFACE = """
setup
settings show area?:ac
settings set name:ac value:ac
settings reset name:ac
settings block member:@ reason
settings unblock member:@
leaderboard board?:ac top?:int window?(7d|30d|month) region? team? pin?:bool
profile member?:@
stats
compare member:@
roles add board:ac top:int role:&
roles remove rule:ac
roles list
roles check
link
unlink
me region? team? digests?:bool
request ai-credit amount:int reason
request lead-credit amount:int reason
request status
request withdraw
request list
insights window(7d|30d|month)
notifications show
notifications set event:ac channel?:# webhook? enabled?:bool
notifications test event:ac
audit list kind?:ac
audit verify
verify draw?:int file?:file
clan overview
clan add name type?(auto|regular|ironman|hardcore|ultimate) member?:@
clan remove name:ac
clan roster
clan rename old:ac new
clan claim name:ac
clan import file?:file group?:int
clan schedule times
clan snapshot
clan stats window(7d|30d|month)
clan gains metric:ac window(7d|30d|month) page?:int
clan profile name:ac window(7d|30d|month)
clan history
contest create name prize ends starts? winners?:int
contest rule-add contest:ac type(skill_xp|levels|boss_kc|clues|total_xp) amount:int targets?:ac
contest rule-remove contest:ac rule:ac
contest publish contest:ac
contest show contest:ac
contest list status?(draft|upcoming|active|ended|drawn|cancelled)
contest entries contest:ac
contest end contest:ac
contest draw contest:ac
contest redraw contest:ac position:int reason
contest cancel contest:ac reason
pot create name cost:int max-tickets:int max-per-user:int closes? repeat?:bool
pot lobby status?(open|locked|settling|settled|cancelled) min-value?:int max-value?:int pin?:bool
pot show pot:ac
pot mine
pot history
pot join pot:ac tickets:int
pot leave pot:ac
pot lock pot:ac
pot pause pot:ac reason
pot resume pot:ac
pot cancel pot:ac reason
pot flags
pot insights
wallet show
wallet history
wallet grant member:@ amount:int reason
wallet take member:@ amount:int reason
auction open item type(open|sealed|second_price) min-bid:int minutes:int increment?:int extend?:int
auction close auction:ac
auction cancel auction:ac reason
auction bid auction:ac amount:int
auction show auction:ac
auction list
loot open item quality?(uncommon|rare|epic|legendary) slot?(head|neck|shoulder|back|chest|wrist|\
hands|waist|legs|feet|finger|trinket|one_hand|two_hand|off_hand|ranged|tier|other) \
ilvl?:int item-id?:int gp? boss? raid?:ac closes? transparency?(public|counts|council|blind)
loot award decision:ac winner:@ reason
loot cancel decision:ac reason
loot show decision:ac
loot list
loot history member?:@ item?
loot why decision:ac
loot system show
loot system set system(dkp|epgp|loot_council) convert?(keep|fresh|history)
loot import file:file
loot export format(csv|json)
loot undo batch:ac reason
loot priority member?:@
epgp standings
epgp history member?:@
epgp items
epgp award ep reason members? role?:& voice?:#
epgp charge member:@ gp reason
epgp decay percent?
epgp item-set gp quality?(uncommon|rare|epic|legendary) slot?(head|neck|shoulder|back|chest|wrist|\
hands|waist|legs|feet|finger|trinket|one_hand|two_hand|off_hand|ranged|tier|other) item?
dkp standings
dkp history member?:@
dkp award points reason members? role?:& voice?:#
dkp charge member:@ points reason
dkp decay percent?
raid import report
raid revert raid:ac reason
raid mark raid:ac member:@ as(excused|benched|absent)
raid list
raid show raid:ac
raid attendance window(7d|30d|month)
raid character name realm? main?:ac member?:@
challenge create starts closes voting-closes? ends? voting?(votes|ballot|none) max-submissions?:int \
link-required?:bool judge-weight?:int image?:file sponsor?:ac colour?
challenge publish challenge:ac
challenge edit challenge:ac
challenge close challenge:ac
challenge cancel challenge:ac reason
challenge current
challenge list status?(draft|upcoming|active|voting|completed|cancelled)
challenge show challenge:ac
challenge submit challenge:ac image?:file
challenge edit-mine submission:ac
challenge mine
challenge withdraw submission:ac
challenge gallery challenge:ac sort(votes|newest|random)
challenge board challenge:ac
challenge results challenge:ac
challenge feature submission:ac
challenge disqualify submission:ac reason
challenge judge submission:ac score:int
challenge discard-ballot challenge:ac member:@ reason
challenge prize-sent challenge:ac place:int
challenge sponsor-add name website logo? contact? description?
challenge sponsor-edit sponsor:ac active?:bool verified?:bool description?
challenge sponsors
privacy show
privacy export
privacy erase
"""
"""The commands agreed on: `?` optional, `@` a user, `#` a channel, `a|b` choices, `ac` completion."""

MARKS = {
    Kind.user.value: ":@",
    Kind.channel.value: ":#",
    Kind.role.value: ":&",
    Kind.attachment.value: ":file",
    Kind.integer.value: ":int",
    Kind.boolean.value: ":bool",
    Kind.string.value: "",
}
GROUPS = (Kind.subcommand.value, Kind.subcommand_group.value)


@pytest.fixture
async def payloads(tmp_path: Any) -> AsyncIterator[list[Payload]]:
    """What a sync sends."""
    bot = root.build(Settings(data_dir=tmp_path))
    for extension in root.EXTENSIONS:
        await bot.load_extension(extension)
    await bot.tree.set_translator(Spanish())
    assert isinstance(bot.tree, Tree)
    translator = bot.tree.translator
    assert translator is not None
    commands = bot.tree.get_commands()
    yield [await command.get_translated_payload(bot.tree, translator) for command in commands]
    await bot.hall.close()


def nodes(payload: Payload, path: str = "") -> Iterator[tuple[str, Payload]]:
    """A command with its groups, subcommands and options, each with its path."""
    here = f"{path} {payload['name']}".strip()
    yield here, payload
    for option in payload.get("options") or ():
        yield from nodes(option, here)


def leaves(payload: Payload, path: str = "") -> Iterator[tuple[str, Payload]]:
    """The commands that can be used."""
    here = f"{path} {payload['name']}".strip()
    inner = [option for option in payload.get("options") or () if option["type"] in GROUPS]
    if not inner:
        yield here, payload
    for option in inner:
        yield from leaves(option, here)


def signature(path: str, payload: Payload) -> str:
    """A command as the table above writes it."""
    return " ".join([path, *map(_option, payload.get("options") or ())])


def _option(option: Payload) -> str:
    mark = MARKS[option["type"]]
    if choices := option.get("choices"):
        mark = f"({'|'.join(str(choice['value']) for choice in choices)})"
    elif option.get("autocomplete"):
        mark = ":ac"
    return f"{option['name']}{'' if option['required'] else '?'}{mark}"


async def test_names_and_options_are_those_agreed_on(payloads: list[Payload]):
    found = sorted(signature(*leaf) for payload in payloads for leaf in leaves(payload))
    assert found == sorted(SURFACE.strip().splitlines())


async def test_everything_says_what_it_is_shortly(payloads: list[Payload]):
    for payload in payloads:
        for path, node in nodes(payload):
            assert node["description"].strip(" ….") != "", path
            assert len(node["description"]) <= 100, path
            assert "\n" not in node["description"], path


async def test_everything_says_it_in_spanish_too(payloads: list[Payload]):
    for payload in payloads:
        for path, node in nodes(payload):
            assert set(node["description_localizations"]) == {"es-ES", "es-419"}, f"{path}: {node['description']}"
            for spanish in node["description_localizations"].values():
                assert 0 < len(spanish) <= 100, f"{path}: {spanish}"
            for choice in node.get("choices") or ():
                assert set(choice["name_localizations"]) == {"es-ES", "es-419"}, f"{path}: {choice['name']}"


async def test_names_stay_as_they_are(payloads: list[Payload]):
    for payload in payloads:
        for path, node in nodes(payload):
            assert not node.get("name_localizations"), path


async def test_no_translation_is_left_over(payloads: list[Payload]):
    told = {node["description"] for payload in payloads for _, node in nodes(payload)}
    told |= {
        choice["name"] for payload in payloads for _, node in nodes(payload) for choice in node.get("choices") or ()
    }
    assert set(COMMANDS) - told == set()


async def test_a_whole_command_fits_into_discord_s_eight_thousand_characters(payloads: list[Payload]):
    for payload in payloads:
        assert sum(_size(node) for _, node in nodes(payload)) <= 8000, payload["name"]


def _size(node: Payload) -> int:
    """Of every text, the longest of its languages counts."""
    texts = [node, *(node.get("choices") or ())]
    size = sum(len(str(choice["value"])) for choice in node.get("choices") or ())
    for text in texts:
        for key in ("name", "description"):
            languages: Payload = text.get(f"{key}_localizations") or {}
            size += max(len(one) for one in (text.get(key, ""), *languages.values()))
    return size


async def test_only_setup_is_hidden_from_members(payloads: list[Payload]):
    """Default permissions would shut out leaders who lack Manage Server."""
    hidden = {payload["name"] for payload in payloads if payload["default_member_permissions"] is not None}
    assert hidden == {"setup"}


async def test_commands_work_in_servers_only(payloads: list[Payload]):
    for payload in payloads:
        assert payload["contexts"] == [0], payload["name"]
        assert payload["integration_types"] == [0], payload["name"]
