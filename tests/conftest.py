"""What all tests share."""

import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from storage import migrations
from storage.engine import Database

hypothesis_settings.register_profile("ci", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("ci")


LONGEST = 120
"""Seconds: far more than any test takes."""


@pytest.fixture(autouse=True)
def _no_test_hangs() -> Iterator[None]:
    """A test that waits for ever fails instead, where the system has an alarm."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"the test was at it for {LONGEST} seconds")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, LONGEST, 10)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _no_operator_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """No test reads the operator's own `.env` or environment."""
    import config

    for name in config.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(config.Settings.model_config, "env_file", None)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest revision that nobody writes to."""
    path = tmp_path_factory.mktemp("migrated") / "guildhall.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def path(migrated: Path, tmp_path: Path) -> Path:
    """This test's own copy of it."""
    return Path(shutil.copy(migrated, tmp_path / "guildhall.db"))


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    """The database, open."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    yield database
    await database.close()
