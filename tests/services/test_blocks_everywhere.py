"""Whoever is blocked changes nothing: every service that writes for an actor lets them in by the one door."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

SERVICES = Path(__file__).parents[2] / "services"

ALLOWED: Mapping[str, str] = {
    "contests/views.py:mine": "judging keeps what it had to look up for the first time",
    "privacy.py:erase": "whoever is blocked may leave",
    "linking.py:unlink": "to be forgotten is nothing to be kept from",
}
"""What a blocked member may do although it writes, and why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> dict[str, list[Function]]:
    """The functions and methods of a module by name, without those inside of others."""
    found: dict[str, list[Function]] = {}
    for node in tree.body:
        for one in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(one, Function):
                found.setdefault(one.name, []).append(one)
    return found


def called(node: ast.AST) -> Iterator[str]:
    """The names of what is called or handed on in a function: `access.enter` for one of another module."""
    for part in ast.walk(node):
        match part:
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                yield f"{owner}.{name}"
                yield name
            case ast.Attribute(attr=name):
                yield name
            case ast.Name(id=name):
                yield name
            case _:
                pass


def reaches(function: Function, known: Mapping[str, list[Function]], wanted: str) -> bool:
    """Whether a function calls something, itself or through others of its module."""
    todo, seen = [function], set[str]()
    while todo:
        for name in called(todo.pop()):
            if name == wanted:
                return True
            if name in known and name not in seen:
                seen.add(name)
                todo += known[name]
    return False


def for_an_actor() -> Iterator[tuple[str, Function, Mapping[str, list[Function]]]]:
    """Every function that members' acts come to from outside and that writes."""
    for path in sorted(SERVICES.rglob("*.py")):
        known = functions(ast.parse(path.read_text(encoding="utf-8")))
        for name, ones in known.items():
            for one in ones:
                takes = any(getattr(arg.annotation, "id", "") == "Actor" for arg in one.args.args)
                if takes and not name.startswith("_") and reaches(one, known, "write"):
                    yield f"{path.relative_to(SERVICES)}:{name}", one, known


ACTS = list(for_an_actor())


def test_the_scan_sees_the_acts():
    names = {name for name, _, _ in ACTS}
    assert len(names) > 60
    assert {"pots/joining.py:buy", "requests/asking.py:ask", "loot/auctioning.py:bid", *ALLOWED} <= names


@pytest.mark.parametrize(("name", "function", "known"), ACTS, ids=[name for name, _, _ in ACTS])
def test_every_act_enters_by_the_door_that_is_shut_to_the_blocked(
    name: str, function: Function, known: Mapping[str, list[Function]]
):
    if name not in ALLOWED:
        assert reaches(function, known, "access.enter"), "access.enter refuses blocked members"
