"""Who a loot command is about: members by Discord's id, whose names are shown, and everybody's characters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from storage import raiders


@dataclass(frozen=True, slots=True)
class Person:
    """A member as they are shown: by Discord's id, else by their main's name, else as somebody who left."""

    member_id: int
    user_id: int | None
    name: str = ""


def people(tx: Connection, member_ids: Iterable[int]) -> Mapping[int, Person]:
    """These members as they are shown."""
    wanted = set(member_ids)
    found = raiders.shown(tx, wanted)
    return {one: Person(one, *found.get(one, (None, ""))) for one in wanted}
