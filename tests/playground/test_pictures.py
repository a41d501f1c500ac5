"""The pictures of the docs: each is shown somewhere with a text for who cannot see it, and light enough to load."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from playground import pictures
from playground.pictures import FOLDER, LARGEST, SCENES, light

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = [
    (page, " ".join(words.split()), (page.parent / target).resolve())
    for page in PAGES
    for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
]
MADE = sorted(name for names in SCENES for name in names)
MOST_OF_ALL = 1_500_000
FOR_THE_README = {"hero"}


def test_what_pages_show_is_there_and_said_in_words() -> None:
    assert SHOWN
    assert [target for _, _, target in SHOWN if not target.is_file()] == []
    assert [target for _, words, target in SHOWN if len(words) < 20] == []


def test_what_is_there_is_shown_and_can_be_made_again() -> None:
    there = sorted(file.stem for file in FOLDER.iterdir())
    assert there == MADE
    assert set(there) - {target.stem for _, _, target in SHOWN} <= FOR_THE_README


def test_pictures_are_light() -> None:
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) < MOST_OF_ALL


def test_a_picture_gives_up_shades_before_weight_and_keeps_its_grounds() -> None:
    noisy = Image.effect_noise((700, 700), 90).convert("RGB")
    noisy.paste("#313338", (0, 0, 700, 500))
    file = io.BytesIO()
    noisy.save(file, "PNG")
    made = light(file.getvalue())
    assert len(made) <= LARGEST < len(file.getvalue())
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (700, 700)
        assert picture.convert("RGB").getpixel((5, 5)) == (0x31, 0x33, 0x38)


def test_it_says_so_when_playwright_is_missing() -> None:
    code = "import sys; sys.modules['playwright'] = None; from playground.pictures import main; sys.exit(main())"
    ran = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "Playwright, which is not installed here" in ran.stderr


def test_it_says_so_when_chromium_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("playground.guest.CHROMIUM", Path("nowhere/chromium"))
    assert pictures.main() == 2
    assert "Chromium, which is not at nowhere/chromium" in capsys.readouterr().err
