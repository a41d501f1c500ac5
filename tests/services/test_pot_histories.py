"""A short, seeded part of the random histories of pots; the long part: python -m tests.services.pot_histories."""

import pytest

from storage.engine import Database
from tests.services import pot_histories

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # who is killed hands nothing back


@pytest.mark.parametrize("seed", range(900_000, 900_020))
async def test_whatever_happens_the_books_add_up(db: Database, seed: int):
    await pot_histories.run(db, seed)
