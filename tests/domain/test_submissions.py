"""Submissions: what may be handed in, which addresses are the same project, and whose it is."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Conflict, Forbidden, Invalid
from domain.submissions import (
    DESCRIPTION_LIMIT,
    LINK_LIMIT,
    TITLE_LIMIT,
    Submission,
    Work,
    check_link,
    check_link_once,
    check_own,
    check_work,
    link_key,
)

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def submission(link: str | None = None, *, member_id: int = 7, out: bool = False) -> Submission:
    work = Work("A cat", "", link)
    return Submission(1, 2, member_id, 3, work, None, AT, None, None, None, AT if out else None, "")


def code(link: str) -> str:
    with pytest.raises(Invalid) as refusal:
        check_link(link)
    return refusal.value.code


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.org",
        "data:text/html,<script>alert(1)</script>",
        "http://example.org",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https:/example.org",
        "https://",
        "https://localhost",
        "https://.",
        "https://user@example.org",
        "https://user:secret@example.org",
        "https://example.org@evil.example",
        "https://example.org/a b",
        "https://example.org/<script>",
        'https://example.org/"x',
        "https://example.org/`x`",
        "https://example.org\\@evil.example",
        "https://exämple.org",
        "https://example.org/\u202egpj",
        "https://example.org:99999",
        "https://[::1",
        "https://example.org/\nhttps://evil.example",
        "see https://example.org",
    ],
)
def test_what_is_no_address_that_can_be_shown(link: str):
    assert code(link) == "link.malformed"


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org",
        "https://example.org:8443/a/b?c=d&e=%20#f",
        "HTTPS://Example.ORG/Path",
        "https://xn--exmple-cua.org/~sylva/(1)",
    ],
)
def test_addresses_that_can_be_shown(link: str):
    assert check_link(f"  {link} ") == link


def test_no_link_is_none_and_a_long_one_is_said():
    assert check_link("") is check_link("  \n ") is None
    longest = "https://example.org/" + "a" * (LINK_LIMIT - 20)
    assert check_link(longest) == longest
    assert code(longest + "a") == "link.length"


@given(st.text(max_size=80))
def test_whatever_passes_can_stand_on_a_button(text: str):
    for typed in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            link = check_link(typed)
        except Invalid:
            continue
        if link is not None:
            parts = urlsplit(link)
            assert parts.scheme == "https"
            assert parts.username is None
            assert link.isascii()
            assert link_key(link)


SAME = (
    ("https://example.org/cat", "https://EXAMPLE.org/cat"),
    ("https://example.org/cat", "https://www.example.org/cat"),
    ("https://example.org/cat", "https://example.org:443/cat/"),
    ("https://example.org/cat", "https://example.org./cat#top"),
    ("https://example.org", "https://example.org/"),
)
DIFFERENT = (
    ("https://example.org/cat", "https://example.org/dog"),
    ("https://example.org/cat", "https://example.org/Cat"),
    ("https://example.org/?a=1", "https://example.org/?a=2"),
    ("https://example.org/cat", "https://example.org:8443/cat"),
    ("https://art.example.org", "https://example.org"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_the_same_project(one: str, other: str):
    assert link_key(one) == link_key(other)
    with pytest.raises(Conflict) as refusal:
        check_link_once(other, [submission(), submission(one)])
    assert refusal.value.code == "submission.link_twice"


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_different_projects(one: str, other: str):
    assert link_key(one) != link_key(other)
    check_link_once(other, [submission(one), submission()])
    check_link_once(None, [submission(one), submission()])


def work(title: str = "A cat", description: str = "", link: str = "", *, required: bool = False) -> Work:
    return check_work(title, description, link, link_required=required)


def refused(*typed: str, required: bool = False) -> str:
    with pytest.raises(Invalid) as refusal:
        work(*typed, required=required)
    return refusal.value.code


def test_words_are_tidied():
    told = work("  A \n cat\u202e ", " one  two \n\n\n\n three \u200b", " https://example.org ")
    assert told == Work("A cat", "one two\n\nthree", "https://example.org")


def test_limits_are_inclusive():
    assert len(work("x" * TITLE_LIMIT).title) == TITLE_LIMIT
    assert refused("x" * (TITLE_LIMIT + 1)) == refused("") == refused("\u200b\u2066") == "submission.title_length"
    assert len(work("A", "x" * DESCRIPTION_LIMIT).description) == DESCRIPTION_LIMIT
    with pytest.raises(Invalid) as refusal:
        work("A", "ab" * 2000)
    assert refusal.value.code == "submission.description_length"
    assert refusal.value.facts == {"limit": DESCRIPTION_LIMIT, "length": 4000}


def test_a_link_is_asked_for_only_where_one_is_needed():
    assert work().link is None
    assert refused("A", "", " ", required=True) == "submission.link_required"
    assert refused("A", "", "javascript:alert(1)", required=True) == "link.malformed"


@given(st.text(max_size=120), st.text(max_size=1200))
def test_what_is_tidied_once_stays_as_it_is(title: str, description: str):
    try:
        once = work(title, description)
    except Invalid:
        return
    assert work(once.title, once.description) == once
    assert "\n" not in once.title
    assert "\n\n\n" not in once.description


def test_whose_it_is():
    check_own(submission(), 7)
    with pytest.raises(Forbidden, match=r"submission\.not_yours"):
        check_own(submission(out=True), 8)
    with pytest.raises(Conflict, match=r"submission\.disqualified"):
        check_own(submission(out=True), 7)
    assert submission().counts
    assert not submission(out=True).counts
