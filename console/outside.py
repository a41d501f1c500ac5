"""What `check` looks at in the outside world: whether each service that the bot asks answers as it should."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from clients.beacon import Relays
from clients.hiscores import Hiscores
from clients.lookup import Failed, Missing
from clients.warcraft_logs import WarcraftLogs
from clients.wise_old_man import WiseOldMan
from config import Settings
from console.findings import Finding, State
from domain.characters import AccountType, parse_name
from domain.errors import NotFound, Unavailable
from fairness.beacon import LEAD, QUICKNET

_KNOWN_NAME: Final = "Lynx Titan"
# Old enough that every relay has it.
_AGO: Final = 120_000  # ms


async def hiscores(settings: Settings) -> list[Finding]:
    """The game's hiscores answer in the shape that we read."""
    about, where = "Hiscores", settings.hiscores_url
    client = Hiscores(where, settings.hiscores_rate, settings.user_agent, clock=_now)
    try:
        answer = await client.probe(parse_name(_KNOWN_NAME), AccountType.REGULAR)
    finally:
        await client.close()
    match answer:
        case Failed():
            says = f"{where} gives no usable answer ({answer.code})"
            fix = "snapshots wait until it does; is HISCORES_URL right, and this machine online?"
            return [Finding(State.BAD, about, says, fix)]
        case Missing():
            says = f"{where} answers, but does not know {_KNOWN_NAME}"
            return [Finding(State.DOUBTFUL, about, says, "is HISCORES_URL right?")]
        case _:
            return [Finding(State.GOOD, about, f"{where} answers")]


async def wise_old_man(settings: Settings) -> list[Finding]:
    """Wise Old Man answers and takes the key; only imports need it."""
    about, where = "Wise Old Man", settings.wise_old_man_url
    key = settings.wise_old_man_key.get_secret_value()
    client = WiseOldMan(where, key, settings.user_agent, clock=_now)
    try:
        await client.group(1)
    except NotFound:
        pass  # an answer too
    except Unavailable as refusal:
        if refusal.code == "clan.wom_key_refused":
            return [Finding(State.BAD, about, "it does not accept WISE_OLD_MAN_KEY", "correct it, or leave it empty")]
        says = f"{where} gives no usable answer"
        return [Finding(State.DOUBTFUL, about, says, "imports wait until it does; nothing else needs it")]
    finally:
        await client.close()
    return [Finding(State.GOOD, about, f"{where} answers" + (" and accepts the key" if key else ""))]


async def warcraft_logs(settings: Settings) -> list[Finding]:
    """Warcraft Logs accepts the client; only importing raids needs it."""
    about, where = "Warcraft Logs", settings.warcraft_logs_url
    secret = settings.warcraft_logs_client_secret.get_secret_value()
    client = WarcraftLogs(where, settings.warcraft_logs_client_id, secret, settings.user_agent, clock=_now)
    try:
        await client.check()
    except Unavailable as refusal:
        names = "WARCRAFT_LOGS_CLIENT_ID and WARCRAFT_LOGS_CLIENT_SECRET"
        if refusal.code == "raid.logs_not_set_up":
            return [Finding(State.GOOD, about, f"/raid import is off until {names} are set")]
        if refusal.code == "raid.logs_refused":
            return [Finding(State.BAD, about, "it does not accept the client", f"correct {names}, or leave them empty")]
        says = f"{where} gives no usable answer"
        return [Finding(State.DOUBTFUL, about, says, "raids wait until it does; nothing else needs it")]
    finally:
        await client.close()
    return [Finding(State.GOOD, about, f"{where} accepts the client")]


async def beacon(settings: Settings) -> list[Finding]:
    """The beacon's relays give a round of two minutes ago, with a signature that holds; draws need one of them."""
    about, chain = "Beacon", settings.chain
    client = Relays(settings.relays, chain, settings.user_agent, clock=_now)
    try:
        codes = await client.survey(chain.round_after(int(_now().timestamp() * 1000) - LEAD - _AGO))
    finally:
        await client.close()
    found = [_relays(codes)]
    if chain != QUICKNET:
        says = "BEACON_CHAIN is a test chain: whoever has its key foresees every winner"
        found.append(Finding(State.DOUBTFUL, about, says, "take it out for real draws"))
    return found


def _relays(codes: Mapping[str, str]) -> Finding:
    silent = ", ".join(f"{url} ({code})" for url, code in codes.items() if code)
    if not silent:
        return Finding(State.GOOD, "Beacon", f"{', '.join(codes)}: every signature holds")
    if all(codes.values()):
        fix = "draws wait until one does; are BEACON_URLS and BEACON_CHAIN right, and this machine's clock and network?"
        return Finding(State.BAD, "Beacon", f"no relay gives a round that holds: {silent}", fix)
    fix = "draws are made with the others; if it stays so, take it out of BEACON_URLS"
    return Finding(State.DOUBTFUL, "Beacon", f"gives no round that holds: {silent}", fix)


def _now() -> datetime:
    return datetime.now(UTC)
