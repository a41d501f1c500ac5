"""What a guild set comes back as it was, and the bot remembers its few facts."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from domain.settings import Kind, Registry, Setting, Value
from storage import members, settings
from storage.engine import Database
from storage.schema import Base

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
COLOUR = Setting("house.colour", Kind.TEXT, "blue", high=99)
ROLES = Setting("house.roles", Kind.ROLES, (), high=10)
REGISTRY = Registry((COLOUR, ROLES))


async def test_a_guild_s_own_values_stand_before_the_defaults(db: Database):
    def work(tx: Connection) -> None:
        by = members.ensure(tx, 1, 7, AT).id
        settings.put(tx, 1, COLOUR.name, "red", by=by, at=AT)
        settings.put(tx, 1, COLOUR.name, "green", by=by, at=AT)
        settings.put(tx, 1, "house.gone", 5, by=None, at=AT)
        settings.put(tx, 2, ROLES.name, (2**62, 3), by=None, at=AT)

    await db.write(work)
    assert await db.read(lambda tx: settings.effective(tx, 1, REGISTRY)) == {COLOUR.name: "green", ROLES.name: ()}
    assert await db.read(lambda tx: settings.effective(tx, 2, REGISTRY)) == {
        COLOUR.name: "blue",
        ROLES.name: (2**62, 3),
    }
    assert await db.read(lambda tx: settings.some(tx, 1, ROLES, COLOUR)) == ((), "green")
    assert await db.read(lambda tx: settings.some(tx, 3, ROLES, COLOUR)) == ((), "blue")
    assert await db.read(lambda tx: settings.names_set_by(tx, 1)) == [COLOUR.name]


async def test_back_to_the_default_once(db: Database):
    await db.write(lambda tx: settings.put(tx, 1, COLOUR.name, "red", by=None, at=AT))
    assert await db.write(lambda tx: settings.reset(tx, 1, COLOUR.name))
    assert not await db.write(lambda tx: settings.reset(tx, 1, COLOUR.name))
    assert await db.read(lambda tx: settings.some(tx, 1, COLOUR)) == ("blue",)


@given(st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.lists(st.integers()).map(tuple))
def test_every_value_comes_back_as_it_was(value: Value):
    engine = create_engine("sqlite://")
    with engine.begin() as tx:
        Base.metadata.tables["guild_settings"].create(tx)
        settings.put(tx, 1, "house.any", value, by=None, at=AT)
        back = settings.stored(tx, 1)["house.any"]
        assert back == value
        assert type(back) is type(value)
    engine.dispose()


async def test_the_bot_remembers_the_newest(db: Database):
    assert await db.read(lambda tx: settings.fact(tx, "command_tree")) is None
    for value in ("one", "two"):
        await db.write(lambda tx, value=value: settings.remember(tx, "command_tree", value))
    assert await db.read(lambda tx: settings.fact(tx, "command_tree")) == "two"
