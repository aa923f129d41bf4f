"""The one reader of the environment: every setting, its default, and what it must be."""

import ipaddress
import secrets
from functools import cached_property
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.resources import content_folder

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
SECRET_LENGTH = 32


class SettingsError(Exception):
    """The settings cannot be used; the message lists every fault, a line each."""


class Settings(BaseSettings):
    """Read once at start, by `Settings.read()`. Names are those of the environment, in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = Field("sqlite:///fourchairs.db", description="SQLite file or PostgreSQL address")
    public_url: str = Field(
        "", description="The address people type: for links, cookies and allowed hosts; http://127.0.0.1:PORT"
    )
    host: str = Field("127.0.0.1", description="The address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on")
    workers: int = Field(1, ge=1, le=64, description="Processes that answer requests")
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses or networks, comma-separated, whose X-Forwarded-* headers are believed"
    )
    secret: str = Field("", description="Signs what the site hands out; 32 characters or more")
    content_dir: Path = Field(
        default_factory=content_folder,
        description="The folder that holds lessons/ and scenarios/; the current one, or what came along",
    )
    cache_dir: Path = Field(Path(".cache/content"), description="Where lessons that were read once are kept")
    analysis_states: int = Field(2_000_000, ge=1, description="States a scenario may have before E041")
    analysis_points: int = Field(200_000, ge=1, description="Frontier points a scenario may have before E041")
    reload: bool = Field(False, description="Show edits of lessons, scenarios and templates at once")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="How much is logged")

    @classmethod
    def read(cls, *, needs_secret: bool = True, **given: object) -> "Settings":
        """Settings from the environment, `given` first. Raises `SettingsError` that names every fault."""
        try:
            settings = cls(**given)  # type: ignore[arg-type]
        except ValidationError as error:
            raise SettingsError("\n".join(_fault(fault) for fault in error.errors())) from None
        settings = settings._with_address()
        return settings._with_secret() if needs_secret else settings

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.hostname and not parts.path.strip("/")
        if value and not sound:
            raise ValueError("must be an address such as https://chairs.example.org, without a path")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value.startswith(("postgres://", "postgresql://")):
            return "postgresql+psycopg://" + value.split("://", 1)[1]
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        names = (
            [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
        )
        for name in names if isinstance(names, list | tuple) else ():
            try:
                ipaddress.ip_network(name, strict=False)
            except ValueError:
                raise ValueError(f"“{name}” is neither an address nor a network such as 10.0.0.0/8") from None
        return names

    @field_validator("secret")
    @classmethod
    def _long(cls, value: str) -> str:
        if value and len(value) < SECRET_LENGTH:
            raise ValueError(f"must have {SECRET_LENGTH} characters or more")
        return value

    @property
    def hostname(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @property
    def is_local(self) -> bool:
        return self.hostname in LOOPBACK and self.host in LOOPBACK

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @cached_property
    def sqlite_file(self) -> Path:
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def lessons_dir(self) -> Path:
        return self.content_dir / "lessons"

    @property
    def scenarios_dir(self) -> Path:
        return self.content_dir / "scenarios"

    def _with_address(self) -> "Settings":
        if self.public_url:
            return self
        return self.model_copy(update={"public_url": f"http://127.0.0.1:{self.port}"})

    def _with_secret(self) -> "Settings":
        if self.host not in LOOPBACK and self.hostname in LOOPBACK:
            raise SettingsError(
                f"PUBLIC_URL: must be the address people type, since HOST={self.host} is not this machine alone"
            )
        if self.secret:
            return self
        if not self.is_sqlite and not self.is_local:
            raise SettingsError(f"SECRET: set {SECRET_LENGTH} random characters or more; there is no default")
        file = self.sqlite_file.with_suffix(".secret") if self.is_sqlite else Path("fourchairs.secret")
        return self.model_copy(update={"secret": _kept_secret(file)})


def _kept_secret(file: Path) -> str:
    """The secret beside the database, made on first start; of two starts at once, one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(SECRET_LENGTH))
    except FileExistsError:
        pass
    secret = file.read_text().strip()
    if len(secret) < SECRET_LENGTH:
        raise SettingsError(
            f"{file}: holds no secret of {SECRET_LENGTH} characters; delete it, or set SECRET"
        )
    return secret


def _fault(fault: object) -> str:
    assert isinstance(fault, dict)  # noqa: S101
    name = ".".join(str(part) for part in fault["loc"]).upper()
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}"
