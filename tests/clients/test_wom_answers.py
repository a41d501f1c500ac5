from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from clients import wom_answers
from domain.characters import AccountType
from domain.hiscores import Malformed, Reading

# The example of docs.wiseoldman.net, shortened.
DETAILS: dict[str, Any] = {
    "id": 139,
    "name": "Exclusive Elite Club",
    "clanChat": "Psikoi",
    "homeworld": None,
    "memberships": [
        {
            "playerId": 2,
            "groupId": 139,
            "role": "administrator",
            "player": {
                "id": 2,
                "username": "psikoi",
                "displayName": "Psikoi",
                "type": "regular",
                "status": "active",
                "exp": 301827811,
            },
        }
    ],
    "memberCount": 1,
}
SNAPSHOT: dict[str, Any] = {
    "playerId": 2,
    "createdAt": "2022-10-21T16:46:33.093Z",
    "importedAt": None,
    "data": {
        "skills": {
            "overall": {"metric": "overall", "experience": 300532325, "rank": 61254, "level": 2184},
            "runecrafting": {"metric": "runecrafting", "experience": -1, "rank": -1, "level": 1},
        },
        "bosses": {
            "chambers_of_xeric_challenge_mode": {"metric": "x", "kills": -1, "rank": -1, "ehb": 0},
            "zulrah": {"metric": "zulrah", "kills": 1646, "rank": 69136, "ehb": 41.2},
            "dust_dragon": {"metric": "dust_dragon", "kills": 9, "rank": 9, "ehb": 0},
        },
        "activities": {"clue_scrolls_all": {"metric": "clue_scrolls_all", "score": 585, "rank": 111328}},
        "computed": {"ehp": {"metric": "ehp", "value": 750.1, "rank": 8}},
    },
}


def changed(payload: dict[str, Any], *path: object, to: object) -> dict[str, Any]:
    copy: Any = deepcopy(payload)
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return copy


def player(**facts: object) -> dict[str, Any]:
    return changed(DETAILS, "memberships", 0, "player", to={**DETAILS["memberships"][0]["player"], **facts})


def test_a_group() -> None:
    group = wom_answers.group(DETAILS)
    assert (group.id, group.name, group.skipped) == (139, "Exclusive Elite Club", ())
    (member,) = group.members
    assert (str(member.name), member.name.key, member.type) == ("Psikoi", "psikoi", AccountType.REGULAR)


@pytest.mark.parametrize(
    ("said", "kind"),
    [("unknown", "auto"), ("regular", "regular"), ("ironman", "ironman"), ("hardcore", "hardcore"),
     ("ultimate", "ultimate")],
)  # fmt: skip
def test_types(said: str, kind: str) -> None:
    assert wom_answers.group(player(type=said)).members[0].type == kind


def test_archived_members_and_impossible_names_are_skipped() -> None:
    for facts in ({"status": "archived", "displayName": "archive12"}, {"displayName": "x" * 60}):
        group = wom_answers.group(player(**facts))
        assert group.members == ()
        assert group.skipped == (facts["displayName"][:40],)


def test_a_member_is_named_once() -> None:
    twice = changed(DETAILS, "memberships", to=DETAILS["memberships"] * 2)
    assert len(wom_answers.group(twice).members) == 1


def test_a_snapshot_reads_like_an_answer_of_the_hiscores() -> None:
    past = wom_answers.past_sheet(SNAPSHOT)
    assert past.at == datetime(2022, 10, 21, 16, 46, 33, 93_000, tzinfo=UTC)
    assert past.left_out == ("dust_dragon",)
    assert dict(past.sheet) == {
        "overall": Reading("overall", "Overall", 61254, 300532325),
        "total_level": Reading("total_level", "Total level", 61254, 2184),
        "runecrafting": Reading("runecrafting", "Runecraft", None, None),
        "chambers_of_xeric_challenge_mode": Reading(
            "chambers_of_xeric_challenge_mode", "Chambers of Xeric: Challenge Mode", None, None
        ),
        "zulrah": Reading("zulrah", "Zulrah", 69136, 1646),
        "clue_scrolls_all": Reading("clue_scrolls_all", "Clue Scrolls (all)", 111328, 585),
    }


def test_times_are_utc() -> None:
    past = wom_answers.past_sheet(changed(SNAPSHOT, "createdAt", to="2022-10-21T18:00:00+02:00"))
    assert past.at.utcoffset() == UTC.utcoffset(None)
    assert past.at.hour == 16


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "soon",
        {},
        changed(DETAILS, "name", to=7),
        changed(DETAILS, "id", to=True),
        changed(DETAILS, "memberships", to={}),
        changed(DETAILS, "memberships", to=[None]),
        player(type="seasonal"),
        player(type=None),
        player(displayName=None),
    ],
)
def test_what_is_no_group(payload: object) -> None:
    with pytest.raises(Malformed):
        wom_answers.group(payload)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        changed(SNAPSHOT, "createdAt", to="yesterday"),
        changed(SNAPSHOT, "createdAt", to="2022-10-21T16:46:33"),
        changed(SNAPSHOT, "createdAt", to=1666370793),
        changed(SNAPSHOT, "data", to=None),
        changed(SNAPSHOT, "data", "bosses", to=[]),
        changed(SNAPSHOT, "data", "skills", to={}),
        changed(SNAPSHOT, "data", "bosses", "zulrah", to=12),
        changed(SNAPSHOT, "data", "bosses", "zulrah", "kills", to="12"),
        changed(SNAPSHOT, "data", "bosses", "zulrah", "kills", to=-2),
        changed(SNAPSHOT, "data", "skills", "overall", "experience", to=1.5),
    ],
)
def test_what_is_no_snapshot(payload: object) -> None:
    with pytest.raises(Malformed):
        wom_answers.past_sheet(payload)
    with pytest.raises(Malformed):
        wom_answers.page([payload])


def test_bulk_sheets_are_by_name() -> None:
    entry = {"player": DETAILS["memberships"][0]["player"], "data": SNAPSHOT}
    ((name, past),) = wom_answers.sheets([entry]).items()
    assert name.key == "psikoi"
    assert past == wom_answers.past_sheet(SNAPSHOT)
    with pytest.raises(Malformed):
        wom_answers.sheets({"player": 1})
