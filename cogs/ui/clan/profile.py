"""One character: levels, gains, bosses and best ranks, on a picture and in words, and the snapshot behind them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import metric_name, names, sentence, type_name, window_name
from cogs.ui.clan.pictures import brief, drawn, tight
from cogs.ui.clan.windows import PATTERN, window_select
from cogs.ui.door import Interaction, actor_of, answer, card_words, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press
from cogs.ui.words import Words, harmless
from domain.clan import STATISTICS
from domain.metrics import GROUPS, TOTAL_LEVEL, MetricKind, metric
from domain.windows import Window

if TYPE_CHECKING:
    from domain.gains import Gain
    from services.clan.gains import Profile

_LISTED = 5
_BEST = 3


class PickProfile(Pick, key="clan:v1:who", args=PATTERN):
    """Opens the profile of somebody on a card, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        who, window = int(self.item.values[0]), Window(self.args["window"])
        profile = await hall_of(interaction).clan.gains.profile(actor_of(interaction), who, window)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show(interaction, await profile_card(interaction, words_for(interaction), profile), private=True)


class PickProfileWindow(Pick, key="clan:v1:profile", args=r"(?P<who>\d{1,15})"):
    """The same character over another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn the card."""
        who, window = int(self.args["who"]), Window(self.item.values[0])
        profile = await hall_of(interaction).clan.gains.profile(actor_of(interaction), who, window)
        await interaction.response.defer()
        await turn(interaction, await profile_card(interaction, await card_words(interaction), profile))


class ShowText(Press, key="clan:v1:text", args=r"(?P<address>\d{1,15}-[0-9a-f]{16})"):
    """Hands out the canonical text of a snapshot, so that anybody can check its hash."""

    @classmethod
    def of(cls, snapshot_id: int, digest: bytes, label: str) -> Self:
        """The button for that snapshot."""
        from domain.snapshots import address_of

        return cls.button(address_of(snapshot_id, digest), label=label)

    async def press(self, interaction: Interaction) -> None:
        """Send it as a file."""
        from domain.snapshots import parse_text, snapshot_hash

        address = self.args["address"]
        text = await hall_of(interaction).clan.gains.snapshot_text(address)
        file = discord.File(io.BytesIO(text.encode()), filename=f"snapshot-{address}.txt")
        said = words_for(interaction)(
            "clan.snapshot.text", at=parse_text(text).taken_at, hash=snapshot_hash(text).hex()
        )
        await answer(interaction, said + _web_link(interaction, address), file=file)


def _web_link(interaction: Interaction, address: str) -> str:
    public_url: str = interaction.client.settings.public_url
    return f"\n<{public_url}/proofs/snapshots/{address}.txt>" if public_url else ""


def profile_select(say: Words, window: Window, rows: Iterable[tuple[int, str]]) -> list[PickProfile]:
    """A row with a select of characters (id and label), or none when there is nobody to pick."""
    options = [discord.SelectOption(label=label, value=str(who)) for who, label in [*rows][:25]]
    if not options:
        return []
    return [
        PickProfile.select(window, of=discord.ui.Select[Any](options=options, placeholder=say("clan.pick.profile")))
    ]


async def profile_card(interaction: Interaction, say: Words, profile: Profile) -> Card:
    """How a character stands and what it gained."""
    from cogs.ui import charts
    from cogs.ui.clan.sheet import sheet

    character = profile.character
    draw = partial(charts.profile_card, sheet(say, profile), say.number, brief(say), tight(say))
    image, text = await drawn(interaction, draw) if profile.values else (None, "")
    window = PickProfileWindow.select(character.id, of=window_select(say, profile.window))
    return Card(
        Accent.CLAN,
        harmless(character.name),
        status=_status(say, profile),
        body=[_state(say, profile), _gains(say, profile) if profile.values else "", _best(say, profile), text],
        image=image,
        rows=[[window], _text_button(say, profile)],
        small="\n".join(_small(say, profile)),
    )


def _status(say: Words, profile: Profile) -> str:
    parts = [sentence(type_name(say, profile.character))]
    if profile.owner_user:
        parts.append(say("clan.profile.owned", user=profile.owner_user))
    if profile.past_names:
        parts.append(say("clan.profile.formerly", names=profile.past_names[:_LISTED]))
    return " · ".join(parts)


def _state(say: Words, profile: Profile) -> str:
    if profile.character.missing_since:
        return say("clan.profile.missing", at=profile.character.missing_since)
    return "" if profile.values else say("clan.profile.unread")


def _gains(say: Words, profile: Profile) -> str:
    """Everything together, then the skills and bosses that grew most, and what is not counted."""
    singles = [gain for slug, gain in profile.gained.items() if slug not in GROUPS]
    whole = [
        _gain(say, say(f"clan.stats.{slug}"), profile.gained[slug])
        for slug in STATISTICS
        if profile.gained[slug].gained
    ]
    lines = [f"{say('clan.profile.gained', window=window_name(say, profile.window))}\n"]
    lines[0] += " · ".join(whole) or say("clan.profile.no_gain")
    for key, grown in (("skills", _skills(singles)), ("bosses", _bosses(profile))):
        if grown:
            listed = " · ".join(_gain(say, metric_name(say, one.slug), one) for one in grown)
            lines.append(say(f"clan.profile.{key}", list=listed))
    if fell := [metric_name(say, gain.slug) for gain in singles if gain.flag]:
        lines.append(say("clan.profile.flagged", names=names(say, fell, _LISTED)))
    return "\n".join(lines)


def _skills(singles: Iterable[Gain]) -> list[Gain]:
    grown = (one for one in singles if one.gained and metric(one.slug).kind is MetricKind.SKILL)
    return sorted(grown, key=lambda one: -one.gained)[:_LISTED]


def _bosses(profile: Profile) -> list[Gain]:
    """Those of the picture that grew, in its order."""
    shown = [profile.gained[boss.slug] for boss, _ in profile.bosses if boss.slug in profile.gained]
    return [one for one in shown if one.gained]


def _gain(say: Words, name: str, gain: Gain) -> str:
    sign = "≥" if _is_at_least(gain) else ""
    return f"{name} {sign}{say.number(gain.gained, signed=True)}"


def _best(say: Words, profile: Profile) -> str:
    """The metrics in which it stands highest among all players."""
    ranks = sorted((rank, slug) for slug, rank in profile.ranks.items() if slug != TOTAL_LEVEL)
    if not ranks:
        return ""
    best = [say("clan.profile.rank", name=metric_name(say, slug), rank=rank) for rank, slug in ranks[:_BEST]]
    return say("clan.profile.best", list=" · ".join(best))


def _text_button(say: Words, profile: Profile) -> list[Press]:
    if profile.snapshot is None:
        return []
    return [ShowText.of(profile.snapshot[0], profile.snapshot[2], say("clan.button.text"))]


def _small(say: Words, profile: Profile) -> list[str]:
    """What the sign means, and the snapshots that are compared."""
    if profile.snapshot is None or profile.since is None:
        return []
    _, until, digest = profile.snapshot
    counted = say("clan.profile.counted", since=profile.since[1], until=until, hash=f"{digest.hex()[:8]}…")
    return [say("clan.at_least"), counted] if _some_at_least(profile) else [counted]


def _some_at_least(profile: Profile) -> bool:
    singles = [gain for slug, gain in profile.gained.items() if slug not in GROUPS]
    told = [*(profile.gained[slug] for slug in STATISTICS), *_skills(singles), *_bosses(profile)]
    return any(_is_at_least(gain) and gain.gained for gain in told)


def _is_at_least(gain: Gain) -> bool:
    from domain.gains import GainKind

    return gain.kind is GainKind.AT_LEAST
