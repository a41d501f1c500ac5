"""Whatever happens to a night, in whatever order: nothing is paid twice, and taking it back leaves nothing."""

import random
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select

from domain.errors import Conflict
from domain.loot import System
from domain.points import Pool
from domain.raids import Mark
from playground.warcraft_logs import Log, Pull
from services.desk import Desk
from storage import points, raid_payments, raids
from storage.raid_payments import PaymentRow
from tests.services.conftest import GUILD, Clock
from tests.services.raiding import BRAM, MARA, OFFICER, TOM, YLVA, Camp, night, open_camp

EVERYBODY = (MARA, TOM, YLVA, BRAM)
BOSSES = tuple((3009 + number, f"Boss {number}", 4) for number in range(5))


@pytest.fixture
async def camp(desk: Desk, clock: Clock) -> AsyncIterator[Camp]:
    """A guild of three raiders."""
    async with open_camp(desk, clock) as camp:
        await camp.settle()
        await camp.set("dkp.per_quarter", 100)
        yield camp


def grown(code: str, dice: random.Random, kills: int, late: float) -> Log:
    """A log of the night's first bosses, begun that many minutes late, which did not see everybody."""
    pulls = [
        Pull(*BOSSES[number], 15 * number + late, 8, sorted(dice.sample((1, 2, 3, 4), 3)), kill=True)
        for number in range(kills)
    ]
    return night(code, pulls=pulls)


async def step(camp: Camp, dice: random.Random, logs: dict[str, int]) -> None:
    """One thing that somebody does; what is refused changes nothing."""
    raid = await camp.desk.db.read(lambda tx: next(iter(raids.listed(tx, GUILD, reverted=False)), None))
    match dice.choice(["import", "import", "mark", "mark", "revert", "decay", "undo", "link"]):
        case "import":
            code = dice.choice(("aaaaBBBBccccDDDD", "eeeeFFFFggggHHHH"))
            logs[code] = min(len(BOSSES), logs.get(code, 0) + dice.randint(0, 2))
            late = 0.0 if code.startswith("a") else 0.5
            camp.server.add(grown(code, random.Random(f"{code} {logs[code]}"), max(1, logs[code]), late))
            preview = await camp.raids.importing.preview(OFFICER, code)
            if preview.draft is not None:
                await camp.raids.importing.apply(OFFICER, preview.draft)
        case "mark" if raid:
            await camp.raids.marks.mark(OFFICER, raid.id, dice.choice(EVERYBODY).user_id, dice.choice(list(Mark)))
        case "revert" if raid:
            preview = await camp.raids.reverting.preview(OFFICER, raid.id, "history")
            await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
        case "decay":
            decaying = camp.hall.loot.decaying
            await decaying.apply(OFFICER, (await decaying.preview(OFFICER, System.DKP, 10_00)).draft)
        case "undo" if raid:
            batches = await camp.desk.db.read(lambda tx: raid_payments.batches_of(tx, raid.id))
            await camp.hall.loot.undo.apply(OFFICER, dice.choice(batches).batch_id, "history")
        case "link":
            await camp.raids.characters.link(BRAM, "Pug", "Draenor", "", None)
        case _:
            return


def twice(tx: Connection) -> list[object]:
    """What stands paid more than once: a boss to a member, in full or as standby, whichever log told of it."""
    query = select(PaymentRow.member_id, PaymentRow.code, PaymentRow.fight, PaymentRow.kind)
    rows = tx.execute(query.where(PaymentRow.taken_at.is_(None))).all()
    kinds = Counter((row[0], row[1], row[2], row[3].removeprefix("standby_")) for row in rows)
    return [one for one, count in kinds.items() if count > 1]


@pytest.mark.parametrize("seed", range(12))
async def test_any_history_of_a_night_adds_up(camp: Camp, seed: int) -> None:
    dice, logs = random.Random(seed), dict[str, int]()
    for _ in range(14):
        try:
            await step(camp, dice, logs)
        except Conflict:
            continue
        assert await camp.desk.db.read(points.check) == []
        assert await camp.desk.db.read(twice) == []
    for raid in await camp.desk.db.read(lambda tx: raids.listed(tx, GUILD, reverted=False)):
        preview = await camp.raids.reverting.preview(OFFICER, raid.id, "the end")
        await camp.raids.reverting.confirm(OFFICER, preview.draft or 0)
    assert [await camp.has(one, Pool.DKP) for one in EVERYBODY] == [0, 0, 0, 0]
