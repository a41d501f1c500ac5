"""The operator's settings: read once from the environment (and `.env`) in `main()` and passed down."""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain import rotation
from domain.rotation import Keep
from fairness.beacon import QUICKNET, Chain

# What a page's Content-Security-Policy can name too: no user, no query, no space.
_PLAIN = r"https?://(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d+)?(?:/[\w.~%/-]*)?"

# What can stand in an Authorization header (RFC 6750), and is too long to be guessed.
_BEARER = r"[A-Za-z0-9._~+/=-]{20,}"


class Settings(BaseSettings):
    """Everything the operator can set, under its plain environment name.

    Raises pydantic's `ValidationError` when a value cannot be used; `bot.main` says it in words.
    """

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    discord_token: SecretStr = SecretStr("")
    discord_client_id: str = ""
    discord_client_secret: SecretStr = SecretStr("")
    discord_url: str = "https://discord.com"
    members_intent: bool = False

    data_dir: Path = Path("data")
    database_url: str = ""
    secret_key: SecretStr = SecretStr("")

    backup_dir: str = ""
    backup_hours: int = Field(default=24, ge=0, le=8760)
    backup_keep: str = "7,4,6"

    public_url: str = ""
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    web_proxies: int = Field(default=0, ge=0, le=10)
    metrics_token: SecretStr = SecretStr("")

    hiscores_url: str = "https://secure.runescape.com"
    hiscores_rate: float = Field(default=2.0, gt=0, le=1000)
    wise_old_man_url: str = "https://api.wiseoldman.net"
    wise_old_man_key: SecretStr = SecretStr("")
    warcraft_logs_url: str = "https://www.warcraftlogs.com"
    warcraft_logs_client_id: str = ""
    warcraft_logs_client_secret: SecretStr = SecretStr("")
    contact: str = ""

    beacon_urls: str = "https://api.drand.sh,https://api2.drand.sh,https://api3.drand.sh,https://drand.cloudflare.com"
    beacon_chain: str = "quicknet"

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("hiscores_url", "wise_old_man_url", "warcraft_logs_url", "public_url", "discord_url")
    @classmethod
    def _no_trailing_slash(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an address starts with http:// or https://")
        return value.rstrip("/")

    @field_validator("metrics_token")
    @classmethod
    def _sendable(cls, value: SecretStr) -> SecretStr:
        if (token := value.get_secret_value()) and not re.fullmatch(_BEARER, token):
            raise ValueError("it takes at least 20 letters, digits or any of - . _ ~ + / =")
        return value

    @field_validator("backup_keep")
    @classmethod
    def _days_weeks_months(cls, value: str) -> str:
        rotation.parse(value)
        return value

    @field_validator("discord_url")
    @classmethod
    def _origin(cls, value: str) -> str:
        if not re.fullmatch(_PLAIN, value, re.ASCII) or urlsplit(value).path:
            raise ValueError("it takes an address without a path, such as https://discord.com")
        return value

    @field_validator("beacon_urls")
    @classmethod
    def _addresses(cls, value: str) -> str:
        urls = dict.fromkeys(url for part in value.split(",") if (url := part.strip().rstrip("/")))
        if not urls:
            raise ValueError("it takes at least one address, with commas between them")
        for url in urls:
            if not re.fullmatch(_PLAIN, url, re.ASCII):
                raise ValueError(f"every address starts with http:// or https://, and {url!r} is none")
        return ",".join(urls)

    @field_validator("beacon_chain")
    @classmethod
    def _chain_or_quicknet(cls, value: str) -> str:
        value = value.strip()
        if _chain(value) != QUICKNET and _chain(value).hash == QUICKNET.hash:
            raise ValueError("quicknet is built in, and this describes another chain under its name")
        return value

    @property
    def database(self) -> str:
        """The database's address: `DATABASE_URL`, else SQLite in `DATA_DIR`."""
        return self.database_url or f"sqlite:///{self.data_dir / 'guildhall.db'}"

    @property
    def key_file(self) -> Path:
        """Where the key that signs is kept, unless `SECRET_KEY` is set."""
        return self.data_dir / "secret.key"

    @property
    def backups(self) -> Path:
        """The folder of the backups that the bot makes by itself: `BACKUP_DIR`, else one in `DATA_DIR`."""
        return Path(self.backup_dir) if self.backup_dir else self.data_dir / "backups"

    @property
    def keep(self) -> Keep:
        """Which of them stay."""
        return rotation.parse(self.backup_keep)

    @property
    def relays(self) -> tuple[str, ...]:
        """The addresses of the beacon's relays, the preferred one first."""
        return tuple(self.beacon_urls.split(","))

    @property
    def chain(self) -> Chain:
        """The beacon chain that draws are made with; any but quicknet is a test chain."""
        return _chain(self.beacon_chain)

    @property
    def user_agent(self) -> str:
        """What outside services see of us; their operators ask for a contact."""
        return f"Guildhall (+{self.contact})" if self.contact else "Guildhall"


def _chain(text: str) -> Chain:
    """The chain of that name or description. Raises `ValueError`, in words for the operator."""
    if text == "quicknet":
        return QUICKNET
    try:
        return Chain.described(text)
    except ValueError as error:
        takes = "it takes quicknet, or what a relay of a test chain answers at /<chain>/info, on one line"
        raise ValueError(takes) from error


def secret_key(settings: Settings) -> bytes:
    """The key that signs and blinds: `SECRET_KEY`, else one made on first start in `data/secret.key` (mode 0600).

    Raises `OSError` when the file can be neither read nor made, `ValueError` when it is empty.
    """
    if given := settings.secret_key.get_secret_value():
        return given.encode()
    path = settings.key_file
    if not path.exists():
        _make_key(path)
    if not (key := path.read_text().strip()):
        raise ValueError(f"{path} is empty: restore it from a backup, or delete it to start over")
    return key.encode()


def _make_key(path: Path) -> None:
    """Write a fresh key, whole or not at all; when two processes race, the first one's key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
