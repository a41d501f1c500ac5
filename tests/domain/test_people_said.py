"""A region and a team are short lines that can be shown; `none` takes them away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.people_said import LINE_LIMIT, region, team
from domain.texts import one_line


@given(st.text(max_size=40))
def test_what_is_kept_is_one_short_line_or_nothing(text: str) -> None:
    for read in (region, team):
        if (line := one_line(text, LINE_LIMIT)) is None:
            with pytest.raises(Invalid) as refused:
                read(text)
            assert refused.value.facts == {"limit": LINE_LIMIT}
        else:
            assert read(text) in ("", line)


@pytest.mark.parametrize("text", ["none", " None ", "-", "—", "ninguno", "NINGUNA"])
def test_none_is_nothing(text: str) -> None:
    assert (region(text), team(text)) == ("", "")
    assert region(f"{text}x") != ""


def test_each_says_which_of_them_does_not_fit() -> None:
    for read, code in ((region, "me.region_invalid"), (team, "me.team_invalid")):
        with pytest.raises(Invalid) as refused:
            read("x" * 31)
        assert refused.value.code == code
