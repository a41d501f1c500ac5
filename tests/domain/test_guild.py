"""What every guild can set: every default is a value that a leader could have typed."""

import pytest

from domain import clan_settings, guild
from domain.settings import Kind, Setting

ALL = (*guild.SETTINGS, *clan_settings.SETTINGS)


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.name)
def test_a_default_is_allowed(setting: Setting):
    match setting.kind, setting.default:
        case Kind.ROLES | Kind.CHANNEL, _:
            typed = "none"
        case _, bool():
            typed = "yes" if setting.default else "no"
        case _, _:
            typed = str(setting.default)
    assert setting.parse(typed) == setting.default


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.name)
def test_a_setting_is_told_apart_and_bounded(setting: Setting):
    assert setting.name.count(".") == 1
    assert setting.name == setting.name.lower()
    assert setting.low <= setting.high
    assert bool(setting.choices) == (setting.kind is Kind.CHOICE)
    if setting.kind is Kind.TEXT:
        assert setting.high <= 1000, "it is shown in a card"
    if setting.kind is Kind.ROLES:
        assert setting.high <= 25, "as many as one select can hold"


def test_no_two_settings_share_a_name():
    assert len({setting.name for setting in ALL}) == len(ALL)
