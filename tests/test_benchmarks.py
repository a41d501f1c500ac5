"""The benchmarks run from end to end, in a size that proves nothing but that they still can."""

import json
import math
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import registry
from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import in_turns, middle_ratio, percentile


@pytest.mark.parametrize("name", registry.BENCHMARKS)
def test_each_still_measures_what_it_says(name: str) -> None:
    figures = registry.BENCHMARKS[name].tiny()
    assert figures
    for figure in figures:
        assert math.isfinite(figure.reached.value)
        assert figure.reached.value > 0
        assert figure.floor.value > 0
        assert figure.what
        assert figure.beside
        assert figure.how


def figure(value: float, sense: Sense = Sense.AT_MOST) -> Figure:
    return Figure("a thing", Amount(value, "ms"), Amount(1.5, "ms"), "the bare thing", sense, 2, "once")


def test_a_target_is_met_on_its_right_side_only() -> None:
    assert [figure(value).met for value in (1.9, 2, 2.1)] == [True, True, False]
    assert [figure(value, Sense.AT_LEAST).met for value in (1.9, 2, 2.1)] == [False, True, True]


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A registry of one benchmark that takes no time, and a place of its own for what is kept."""
    monkeypatch.setattr(command, "RESULTS", tmp_path / "RESULTS.md")
    only = Benchmark("thing", "a thing", full=lambda: [figure(1.234), figure(25)], tiny=list)
    monkeypatch.setattr(command, "BENCHMARKS", {"thing": only})


@pytest.mark.usefixtures("one")
def test_the_table_says_figure_floor_target_and_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    machine, headings, _, met, missed, *_ = capsys.readouterr().out.splitlines()
    assert "cpus" in machine
    assert "sqlite" in machine
    assert headings.split() == ["what", "reached", "floor", "in", "the", "same", "run", "target", "met"]
    assert met.split("  ")[0] == "a thing"
    assert "1.23 ms" in met
    assert "1.50 ms (the bare thing)" in met
    assert "≤ 2 ms" in met
    assert met.endswith("yes")
    assert missed.endswith("NO")


@pytest.mark.usefixtures("one")
def test_a_whole_run_is_kept_with_machine_and_date_and_a_part_of_it_is_not() -> None:
    command.main(["--only", "thing"])
    assert not command.RESULTS.exists()
    command.main([])
    page = command.RESULTS.read_text()
    assert "date 20" in page
    assert "**1 of 2 figures reached their target.**" in page
    assert "| a thing | 1.23 ms | 1.50 ms (the bare thing) | ≤ 2 ms | yes | once |" in page
    assert "| ≤ 2 ms | **no** | once |" in page


@pytest.mark.usefixtures("one")
def test_json_has_the_same_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--json", "--only", "thing"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"date", "cpus", "python", "sqlite"} <= said["machine"].keys()
    first, second = said["figures"]
    assert first["reached"] == 1.234
    assert first["floor"] == 1.5
    assert (first["sense"], first["target"], first["met"], second["met"]) == ("≤", 2, True, False)


@pytest.mark.usefixtures("one")
def test_what_there_is_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == ["thing", "a", "thing"]
    with pytest.raises(SystemExit):
        command.main(["--only", "another"])


def test_turns_alternate_who_goes_first() -> None:
    went: list[str] = []
    pairs = in_turns(3, lambda n: went.append(f"floor{n}") or n, lambda n: went.append(f"ours{n}") or n * 10)
    assert went == ["floor0", "ours0", "ours1", "floor1", "floor2", "ours2"]
    assert pairs == [(0, 0), (1, 10), (2, 20)]


def test_the_middle_ratio_and_percentiles_ignore_the_odd_one() -> None:
    assert middle_ratio([(1, 2), (1, 90), (2, 4)]) == 2
    values = [*range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.99, 1)] == [50, 99, 100]
    assert percentile([7], 0.99) == 7
