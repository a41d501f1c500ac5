"""The page served, and browsers to read it with."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser

from tests.web.verifying import CHROMIUM, GOOD, TAMPERED, Place, Reader, chromium, served


@pytest.fixture(scope="module")
def place() -> Generator[Place]:
    """The page, proofs and relays, being served."""
    with served() as place:
        space = b" " * (17 * 2**20)
        place.proofs |= {"good": GOOD.encode(), "tampered": TAMPERED.encode(), "nonsense": b"<html>", "big": space}
        yield place


@pytest.fixture(scope="module")
def chrome() -> Generator[Browser]:
    """One browser for all readers."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed; .ci/run brings it")
    with chromium() as browser:
        yield browser


@pytest.fixture
def reader(chrome: Browser, place: Place) -> Generator[Reader]:
    """Somebody with a large screen and the page open, whose browser has nothing to complain about in the end."""
    reader = Reader(chrome)
    reader.visit(place.address())
    yield reader
    reader.leave()
    assert reader.complaints == []


@pytest.fixture(scope="module")
def open_page(chrome: Browser, place: Place) -> Generator[Reader]:
    """A page that many proofs are put to."""
    reader = Reader(chrome)
    reader.visit(place.address())
    yield reader
    reader.leave()
    assert reader.complaints == []
