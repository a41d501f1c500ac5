import asyncio

import pytest

from clients import asleep


async def later(news: asyncio.Future[int | None], what: int) -> None:
    await asyncio.sleep(0.001)
    news.set_result(what)


async def test_it_hears_what_is_said() -> None:
    news = asyncio.get_running_loop().create_future()
    assert await asyncio.gather(asleep.told(news), later(news, 7)) == [7, None]


async def test_it_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asleep, "LONGEST", 0.001)
    assert await asleep.told(asyncio.get_running_loop().create_future()) is None


async def test_who_waits_can_be_called_away() -> None:
    news = asyncio.get_running_loop().create_future()
    waiting = asyncio.create_task(asleep.told(news))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert news.cancelled()
