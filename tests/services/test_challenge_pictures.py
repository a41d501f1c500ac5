"""Pictures: taken for what they are, kept without what nobody should learn, and never half."""

import asyncio
import io
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import Connection

from domain.challenge_settings import IMAGE_MB
from domain.errors import Invalid, Refusal, Unavailable
from services.challenges import encoding
from services.challenges.encoding import encode
from services.challenges.pictures import UNUSED_SECONDS, Pictures
from services.desk import Desk
from storage import pictures as kept
from storage import settings as books
from storage.shelf import Shelf
from tests.services.conftest import GUILD, Clock
from tests.services.handing import Far
from tests.services.paintings import (
    EXECUTABLE,
    SCRIPT,
    animated,
    giant,
    labelled,
    located,
    noisy,
    opened,
    png,
    text_bomb,
)

MB = 1 << 20
RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "pictures")


@pytest.fixture
def house(desk: Desk, shelf: Shelf) -> Pictures:
    return Pictures(desk, shelf)


def files(shelf: Shelf) -> list[str]:
    """Everything in the folder, drafts too."""
    return sorted(one.name for one in shelf.folder.iterdir()) if shelf.folder.exists() else []


def unwanted(*_: object) -> None:
    raise AssertionError("it was looked at")


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel[:3], colour, strict=True))


async def refused(house: Pictures, data: bytes, limit_mb: int = 8) -> Refusal:
    with pytest.raises(Invalid) as refusal:
        await house.take_in(data, limit_mb)
    return refusal.value


# What is taken in


@pytest.mark.parametrize(
    "data",
    [
        png(),
        png(mode="P", colour=3),
        png(mode="1", colour=1),
        png(mode="LA", colour=(9, 9)),
        png(mode="I;16", colour=40_000),
        noisy((80, 60)),
        animated(),
    ],
    ids=["png", "palette", "black and white", "grey", "deep grey", "jpeg", "gif"],
)
async def test_pictures_of_every_kind_become_webp(house: Pictures, shelf: Shelf, data: bytes) -> None:
    picture = await house.take_in(data, 8)
    stored = shelf.find(picture.sha256)
    assert stored is not None
    image = opened(stored)
    assert (image.format, image.size) == ("WEBP", (picture.width, picture.height))
    assert (picture.mime, picture.size) == ("image/webp", len(stored))
    assert files(shelf) == [picture.sha256]


async def test_deep_grey_keeps_its_tone(house: Pictures, shelf: Shelf) -> None:
    picture = await house.take_in(png(mode="I;16", colour=32_768), 8)
    tone = opened(shelf.find(picture.sha256) or b"").convert("L").getpixel((5, 5))
    assert isinstance(tone, int)
    assert abs(tone - 127) < 6


async def test_of_something_that_moves_the_first_frame_is_kept(house: Pictures, shelf: Shelf) -> None:
    picture = await house.take_in(animated(), 8)
    image = opened(shelf.find(picture.sha256) or b"")
    assert near(image.convert("RGB").getpixel((15, 15)), (0, 128, 0))
    assert getattr(image, "n_frames", 1) == 1


async def test_what_can_be_seen_through_stays_so(house: Pictures, shelf: Shelf) -> None:
    glass = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    glass.paste((255, 0, 0, 255), (0, 0, 20, 40))
    file = io.BytesIO()
    glass.save(file, "PNG")
    image = opened(shelf.find((await house.take_in(file.getvalue(), 8)).sha256) or b"")
    assert image.mode == "RGBA"
    left, right = image.getpixel((5, 20)), image.getpixel((35, 20))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (left[3], right[3]) == (255, 0)


async def test_large_pictures_are_shrunk_and_small_in_bytes(house: Pictures) -> None:
    wide = await house.take_in(png((4000, 1000)), 8)
    assert (wide.width, wide.height) == (1600, 400)
    loud = await house.take_in(noisy((2000, 1500)), 25)
    assert max(loud.width, loud.height) == 1600
    small = await house.take_in(png((3, 2)), 8)
    assert (small.width, small.height) == (3, 2), "nothing is blown up"


async def test_quality_gives_way_until_it_is_small_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    data = noisy((500, 400))
    monkeypatch.setattr(encoding, "KEPT_BYTES", 10**9)
    best = len(encode(data).data)
    monkeypatch.setattr(encoding, "KEPT_BYTES", best - 1)
    assert len(encode(data).data) < best
    monkeypatch.setattr(encoding, "KEPT_BYTES", 0)
    assert encode(data).data, "however loud, it is kept in the end"


async def test_a_picture_is_known_by_its_content(house: Pictures, shelf: Shelf) -> None:
    first, second = await asyncio.gather(house.take_in(png(), 8), house.take_in(png(), 8))
    other = await house.take_in(png(colour="navy"), 8, name="the-same-name.png")
    assert first == second != other
    assert files(shelf) == sorted({first.sha256, other.sha256})


# What nobody should learn


async def test_place_camera_comments_and_texts_are_gone(house: Pictures, shelf: Shelf) -> None:
    photo = located()
    assert opened(photo).getexif().get_ifd(0x8825), "there was a place in it"
    for data in (photo, labelled("Sylva, 12 Elm Street"), png(exif=opened(photo).getexif().tobytes())):
        stored = shelf.find((await house.take_in(data, 8)).sha256) or b""
        image = opened(stored)
        assert not dict(image.getexif())
        assert set(image.info) <= {"loop", "background", "timestamp", "duration"}
        assert not any(word in stored for word in (b"Sylva", b"EXIF", b"XMP ", b"ICCP", b"Elm"))


async def test_a_colour_profile_is_gone_too(house: Pictures, shelf: Shelf) -> None:
    profile = b"profile of Sylva" * 9
    stored = shelf.find((await house.take_in(png(icc_profile=profile), 8)).sha256) or b""
    assert b"ICCP" not in stored


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (40, 20), (5, 10)), (3, (40, 20), (35, 10)), (6, (20, 40), (10, 5)), (8, (20, 40), (10, 35))],
)
async def test_a_photograph_is_turned_upright(
    house: Pictures, shelf: Shelf, orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    picture = await house.take_in(located(orientation), 8)
    assert (picture.width, picture.height) == size
    image = opened(shelf.find(picture.sha256) or b"").convert("RGB")
    assert near(image.getpixel(red_at), RED)
    assert near(image.getpixel((size[0] - 1 - red_at[0], size[1] - 1 - red_at[1])), BLUE)


# What is refused, and leaves nothing behind


@pytest.mark.parametrize(
    "data",
    [
        EXECUTABLE,
        SCRIPT,
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        png()[:60],
        noisy((300, 200))[:2000],
        animated()[:20],
        text_bomb(),
        png(mode="RGB")[:-12].replace(b"IDAT", b"IDAx"),
    ],
    ids=["exe", "script", "nothing", "a beginning", "svg", "half", "half jpeg", "half gif", "text bomb", "no data"],
)
async def test_what_is_no_picture_is_refused(house: Pictures, shelf: Shelf, data: bytes) -> None:
    assert (await refused(house, data)).code == "picture.no_picture"
    assert files(shelf) == []


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM"])
async def test_other_kinds_of_pictures_are_refused(house: Pictures, shelf: Shelf, kind: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (32, 32)).save(file, kind)
    assert (await refused(house, file.getvalue())).code == "picture.no_picture"
    assert files(shelf) == []


@pytest.mark.parametrize(("width", "height"), [(5000, 4001), (20_001, 1000), (60_000, 60_000), (10**9, 2)])
async def test_a_bomb_is_refused_by_its_header(
    house: Pictures, shelf: Shelf, width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "load", unwanted)
    refusal = await refused(house, giant(width, height))
    assert (refusal.code, refusal.facts) == ("picture.too_many_pixels", {"limit": 20})
    assert files(shelf) == []


async def test_twenty_megapixels_are_still_taken() -> None:
    assert encode(png((5000, 4000))).width == 1600


async def test_too_many_bytes_are_refused_before_they_are_looked_at(
    house: Pictures, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "encode", unwanted)
    refusal = await refused(house, bytes(8 * MB + 1))
    assert (refusal.code, refusal.facts) == ("picture.too_large", {"limit": 8})
    assert (await refused(house, b"")).code == "picture.no_picture"
    assert files(shelf) == []


async def test_exactly_the_limit_is_taken(house: Pictures) -> None:
    await house.take_in(png() + bytes(MB - len(png())), 1)


@settings(max_examples=60)
@given(at=st.integers(0, 5000), byte=st.integers(0, 255), cut=st.integers(0, 5000))
def test_whatever_is_spoilt_is_a_picture_or_a_refusal(at: int, byte: int, cut: int) -> None:
    for data in (png((50, 40)), located(6), animated()):
        spoilt = bytearray(data)
        spoilt[at % len(data)] = byte
        for one in (bytes(spoilt), data[: cut % len(data)]):
            try:
                made = encode(one)
            except Invalid:
                continue
            assert opened(made.data).size == (made.width, made.height)


async def test_thirty_megabytes_are_not_even_downloaded(house: Pictures, shelf: Shelf) -> None:
    far = Far(png(), size=30 * MB)
    with pytest.raises(Invalid) as refusal:
        await house.load(GUILD, far)
    assert (refusal.value.code, refusal.value.facts) == ("picture.too_large", {"limit": 8})
    assert far.read_times == 0
    with pytest.raises(Invalid):
        await house.check(GUILD, 30 * MB)


async def test_what_discord_says_of_the_size_is_not_trusted(house: Pictures) -> None:
    with pytest.raises(Invalid) as refusal:
        await house.load(GUILD, Far(bytes(9 * MB), size=1000))
    assert refusal.value.code == "picture.too_large"


async def test_the_limit_is_the_guilds(house: Pictures, desk: Desk, clock: Clock) -> None:
    def one_mb(tx: Connection) -> None:
        books.put(tx, GUILD, IMAGE_MB.name, 1, by=None, at=clock())

    await desk.db.write(one_mb)
    with pytest.raises(Invalid) as refusal:
        await house.load(GUILD, Far(png(), size=MB + 1))
    assert refusal.value.facts == {"limit": 1}


async def test_a_download_that_fails_is_said(house: Pictures, shelf: Shelf) -> None:
    with pytest.raises(Unavailable):
        await house.load(GUILD, Far(png(), error=Unavailable("picture.not_loaded")))
    assert files(shelf) == []


async def test_a_disk_that_is_full_leaves_no_half_file(
    house: Pictures, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            await house.take_in(png(), 8)
    assert files(shelf) == []
    await house.take_in(png(), 8)


# Off the loop, and out again


async def test_unpacking_happens_one_at_a_time_off_the_loop(house: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def watched(data: bytes) -> encoding.Encoded:
        seen.append(threading.current_thread().name)
        return encode(data)

    monkeypatch.setattr(encoding, "encode", watched)
    await asyncio.gather(*(house.take_in(png(colour=(shade, 0, 0)), 8) for shade in range(6)))
    assert len(seen) == 6
    assert len(set(seen)) == 1
    assert seen[0].startswith("pictures")


async def entered(desk: Desk, house: Pictures, data: bytes, guild: int = GUILD) -> tuple[int, kept.Picture]:
    picture = await house.take_in(data, 8)
    now = desk.clock()
    return await desk.db.write(lambda tx: kept.keep(tx, guild, picture, by=None, now=now)), picture


async def test_a_picture_comes_out_as_it_went_in_and_only_in_its_guild(
    desk: Desk, house: Pictures, shelf: Shelf
) -> None:
    number, picture = await entered(desk, house, png())
    assert await house.bring_out(GUILD, number) == shelf.find(picture.sha256)
    assert await house.bring_out(GUILD + 1, number) is None
    assert await house.bring_out(GUILD, number + 1) is None


@pytest.mark.parametrize("harm", ["gone", "changed", "empty"])
async def test_a_missing_or_damaged_picture_is_none_and_stands_in_the_log(
    desk: Desk, house: Pictures, shelf: Shelf, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    number, picture = await entered(desk, house, png())
    path = shelf.folder / picture.sha256
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"" if harm == "empty" else whole[:-1] + bytes([whole[-1] ^ 1]))
    with caplog.at_level(logging.WARNING):
        assert await house.bring_out(GUILD, number) is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    await house.take_in(png(), 8)
    assert await house.bring_out(GUILD, number) == whole, "whoever brings it again mends it"


# Tidying


def age(shelf: Shelf, name: str, seconds: float) -> None:
    stat = (shelf.folder / name).stat()
    os.utime(shelf.folder / name, (stat.st_atime - seconds, stat.st_mtime - seconds))


async def test_tidying_takes_what_nobody_refers_to_after_an_hour(desk: Desk, house: Pictures, shelf: Shelf) -> None:
    assert await house.tidy() == 0, "without any picture"
    _, needed = await entered(desk, house, png())
    number, dropped = await entered(desk, house, png(colour="navy"))
    await desk.db.write(lambda tx: kept.drop(tx, number))
    fresh = await house.take_in(png(colour="teal"), 8)
    (shelf.folder / ".incoming-crash").write_bytes(b"half")
    (shelf.folder / "note.txt").write_bytes(b"an operator's own")
    for name in (needed.sha256, dropped.sha256, ".incoming-crash", "note.txt"):
        age(shelf, name, UNUSED_SECONDS + 60)
    age(shelf, fresh.sha256, UNUSED_SECONDS - 60)
    assert await house.tidy() == 2
    assert set(files(shelf)) == {needed.sha256, fresh.sha256, "note.txt"}


async def test_what_is_brought_again_counts_as_fresh(house: Pictures, shelf: Shelf) -> None:
    picture = await house.take_in(png(), 8)
    age(shelf, picture.sha256, UNUSED_SECONDS + 60)
    await house.take_in(png(), 8)
    assert await house.tidy() == 0
    age(shelf, picture.sha256, UNUSED_SECONDS + 60)
    assert await house.keep_on(picture)
    assert await house.tidy() == 0
    age(shelf, picture.sha256, UNUSED_SECONDS + 60)
    assert await house.tidy() == 1
    assert not await house.keep_on(picture)


def test_a_name_that_leads_elsewhere_finds_nothing(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("secret")
    for name in ("../secret.key", "", ".", "A" * 64, "a" * 63, "/etc/passwd"):
        assert shelf.find(name) is None


def test_a_start_does_not_load_pillow() -> None:
    code = (
        "import sys, services.challenges, services.challenges.pictures;"
        "sys.exit(any(name.partition('.')[0] == 'PIL' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
