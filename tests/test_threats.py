"""docs/threats.md: each line names a test that exists; and the tests of lines that belong to no room."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.test_project import files

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/threats.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")

HEAD = "| threat | what stops it | test |\n|---|---|---|\n"
LINES = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for table in PAGE.read_text(encoding="utf-8").split(HEAD)[1:]
    for line in table.partition("\n\n")[0].splitlines()
]


@cache
def known_in(file: str) -> frozenset[str]:
    """The tests of a file, read and not run."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("row", LINES, ids=lambda row: row[0])
def test_each_threat_has_a_test_that_exists(row: list[str]) -> None:
    threat, stops, proved = row
    assert threat
    assert stops
    named = NAMED.findall(proved)
    assert named, "no test is named"
    assert ", ".join(f"`{file}::{test}`" for file, test in named) == proved, "something else is named too"
    assert not [test for file, test in named if not (ROOT / file).is_file() or test not in known_in(file)]


def test_the_page_says_what_is_not_defended() -> None:
    assert len(LINES) == len({row[0] for row in LINES}) > 80
    _, _, honest = PAGE.read_text(encoding="utf-8").partition("## What is not defended")
    assert honest.count("\n- **") >= 8


# SQL

ROOMS = ("cogs", "clients", "console", "playground", "scheduler", "services", "storage", "web")
STATEMENTS = {"text", "exec_driver_sql", "literal_column", "execute", "executescript", "executemany"}


def put_together(source: str) -> list[int]:
    """The lines where a statement is made of a text into which something is filled that is no constant of the house."""
    return [
        call.lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and _called(call.func) in STATEMENTS and call.args and _is_made(call.args[0])
    ]


def _called(name: ast.expr) -> str:
    return name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""


def _is_made(text: ast.expr) -> bool:
    match text:
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if start.startswith("PRAGMA "):
            return False  # takes no parameters, and reads or sets no row
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.FormattedValue) and not _is_constant(part.value) for part in parts)
        case ast.BinOp(left=left, right=right):
            return not (_is_constant(left) and _is_constant(right))
        case ast.Call(func=ast.Attribute(attr="format" | "join" | "replace", value=ast.Constant())):
            return True
        case _:
            return False


def _is_constant(value: ast.expr) -> bool:
    match value:
        case ast.Constant():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
        case ast.BinOp(left=left, right=right):
            return _is_constant(left) and _is_constant(right)
        case _:
            return False


def test_no_statement_is_put_together_from_words() -> None:
    sources = files(*(f"{room}/**.py" for room in ROOMS), "bot.py")
    assert len(sources) > 300
    made = {path.relative_to(ROOT).as_posix(): put_together(path.read_text(encoding="utf-8")) for path in sources}
    assert not {file: lines for file, lines in made.items() if lines}


@pytest.mark.parametrize(
    "line",
    [
        "tx.execute(text(f\"SELECT * FROM members WHERE name = '{name}'\"))",
        "tx.exec_driver_sql('DELETE FROM ' + table)",
        "tx.execute('SELECT %s' % what)",
        "tx.execute(text('SELECT {}'.format(what)))",
        "tx.execute(text(', '.join(columns)))",
    ],
)
def test_one_that_is_would_be_seen(line: str) -> None:
    assert put_together(line) == [1]


def test_what_is_constant_or_bound_passes() -> None:
    bound = "tx.execute(text('SELECT 1 WHERE name = :name'), {'name': name}); tx.execute(select(ROW))"
    assert put_together(f"{bound}; text(f'SELECT {{COLUMNS}} FROM x'); ', '.join(columns)") == []


# Secrets in the repository

NOBODY = ("1198622483471925248", "MTE5ODYyMjQ4MzQ3MTkyNTI0OA", "123456789012345678")
"""Applications that are nobody's, and how a token names one: what tests show for secrets is made up for them."""
SECRET = {
    "a bot's token": r"\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}",
    "a webhook": r"/webhooks/\d{15,20}/[\w-]{60,}",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a provider's key": r"\b(?:gh[pousr]_\w{36}|AKIA[0-9A-Z]{16}|xox[abp]-[\w-]{20,}|glpat-[\w-]{20}|sk-\w{32,})",
    "a setting": r"(?m)^[ \t]*(?:DISCORD_TOKEN|\w*_SECRET|SECRET_KEY|\w+_KEY|METRICS_TOKEN)=(?!\$)[^\s#<\"']{12,}",
}
KEEPS_SECRETS = re.compile(r"(?:^|/)(?:\.env|secret\.key|[^/]+\.(?:pem|p12|pfx|key|db|sqlite3?|zip))$")
"""Names of files that hold secrets, or everything."""


def secrets_in(text: str) -> list[str]:
    """What in a text looks like somebody's secret."""
    return [
        f"{what}: {found[0][:40]}"
        for what, pattern in SECRET.items()
        for found in re.finditer(pattern, text)
        if not any(fake in found[0] for fake in NOBODY)
    ]


def test_no_secret_is_committed() -> None:
    everything = files()
    assert len(everything) > 500
    names = [path.relative_to(ROOT).as_posix() for path in everything]
    assert not [name for name in names if KEEPS_SECRETS.search(name)]
    found = {
        name: seen
        for name, path in zip(names, everything, strict=True)
        if (seen := secrets_in(path.read_bytes().decode("utf-8", "ignore")))
    }
    assert not found


@pytest.mark.parametrize(
    "parts",
    [
        ("DISCORD_TO", "KEN=", "abcdefghijklmnop"),
        ("MTE5ODYyMjQ4MzQ3MTkyNTI0OQ", ".GfLzAa.", "d5Jk2mQpXwYv8RsTnUbHcEfGiKlMnOpQrStUvWx"),
        ("discord.com/api/webhooks/", "1198622483471925249/", "Zt3-aB_cDeFgHiJkLmNo" * 3),
        ("-----BEGIN ", "PRIVATE KEY-----"),
        ("ghp", "_", "a1" * 18),
    ],
)
def test_one_that_was_would_be_seen(parts: tuple[str, ...]) -> None:
    assert len(secrets_in("".join(parts))) == 1
