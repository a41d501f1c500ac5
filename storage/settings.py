"""What each guild has set, as the JSON text of each value, and the bot's own few facts."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, String, Text, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.settings import Registry, Setting, Value
from storage.engine import insert, once, upsert
from storage.members import member_id_key
from storage.schema import Base, snowflake


class GuildSettingRow(Base):
    """One setting that a guild changed from its default."""

    __tablename__ = "guild_settings"

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    set_by: Mapped[int | None] = mapped_column(member_id_key())
    set_at: Mapped[datetime]


class FactRow(Base):
    """Something the bot remembers about itself, such as the hash of the commands it last registered."""

    __tablename__ = "facts"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


# The one question of a start: asked of the table, so that SQLAlchemy need not make all of the mappers ready for it.
_FACTS = FactRow.__table__
_FACT = once(lambda: select(_FACTS.c.value).where(_FACTS.c.key == bindparam("wanted")))
_SOME = once(
    lambda: select(GuildSettingRow.name, GuildSettingRow.value).where(
        GuildSettingRow.guild_id == bindparam("guild"), GuildSettingRow.name.in_(bindparam("names", expanding=True))
    )
)
_PUT = once(lambda: upsert(GuildSettingRow, "guild_id", "name", change=("value", "set_by", "set_at")))


def stored(tx: Connection, guild_id: int) -> dict[str, Value]:
    """What the guild set, by name."""
    query = select(GuildSettingRow.name, GuildSettingRow.value).where(GuildSettingRow.guild_id == guild_id)
    return {name: _value(text) for name, text in tx.execute(query)}


def effective(tx: Connection, guild_id: int, registry: Registry) -> Mapping[str, Value]:
    """Every registered setting's value in that guild: its own, else the default."""
    own = stored(tx, guild_id)
    return {name: own.get(name, setting.default) for name, setting in registry.items()}


def some(tx: Connection, guild_id: int, *settings: Setting) -> tuple[Value, ...]:
    """These settings' values in that guild, in the order asked for."""
    wanted = {"guild": guild_id, "names": [setting.name for setting in settings]}
    own = {name: _value(text) for name, text in tx.execute(_SOME(), wanted)}
    return tuple(own.get(setting.name, setting.default) for setting in settings)


def put(tx: Connection, guild_id: int, name: str, value: Value, *, by: int | None, at: datetime) -> None:
    """Set it for the guild."""
    row = {"guild_id": guild_id, "name": name, "value": json.dumps(value), "set_by": by, "set_at": at}
    tx.execute(_PUT(), row)


def reset(tx: Connection, guild_id: int, name: str) -> bool:
    """Back to the default; whether anything was set."""
    gone = delete(GuildSettingRow).where(GuildSettingRow.guild_id == guild_id, GuildSettingRow.name == name)
    return tx.execute(gone).rowcount > 0


def names_set_by(tx: Connection, member_id: int) -> list[str]:
    """The settings that the member was the last to set."""
    query = select(GuildSettingRow.name).where(GuildSettingRow.set_by == member_id)
    return list(tx.execute(query.order_by(GuildSettingRow.name)).scalars())


def fact(tx: Connection, key: str) -> str | None:
    """What the bot remembers under that key."""
    return tx.execute(_FACT(), {"wanted": key}).scalar()


def remember(tx: Connection, key: str, value: str) -> None:
    """Keep it under that key."""
    statement = insert(FactRow).values(key=key, value=value)
    tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def forget(tx: Connection, key: str) -> None:
    """Keep nothing under that key any more."""
    tx.execute(delete(FactRow).where(FactRow.key == key))


def _value(text: str) -> Value:
    value = json.loads(text)
    return tuple(cast("list[int]", value)) if isinstance(value, list) else value
