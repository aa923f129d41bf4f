"""Every setting, its default, and what it must be. No setting is read from the environment anywhere else."""

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.resources import content_folder
from app.settings import spelling
from app.settings.addresses import host_of, in_address, is_loopback, origin
from app.settings.database_address import sqlite_path
from app.settings.secret_keys import SHORTEST, Unreadable, kept_secret, with_files


class SettingsError(Exception):
    """The settings cannot be used; the message lists every fault, a line each."""


class Settings(BaseSettings):
    """Read once at start, by `Settings.read()`. Names are those of the environment, in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: spelling.DatabaseUrl = Field(
        "sqlite:///fourchairs.db", description="SQLite file or PostgreSQL address", repr=False
    )
    database_url_file: spelling.File = Field(None, description="A file that holds DATABASE_URL")
    database_connections: spelling.Number = Field(
        20, ge=1, le=1000, description="Connections to PostgreSQL that one process may hold"
    )
    public_url: spelling.PublicUrl = Field(
        "", description="The address people type: for links, cookies and allowed hosts; http://127.0.0.1:PORT"
    )
    hsts_subdomains: bool = Field(False, description="Whether https is promised for all names below, too")
    host: spelling.Host = Field("127.0.0.1", description="The address to listen on")
    port: spelling.Number = Field(8000, ge=1, le=65535, description="The port to listen on")
    workers: spelling.Number = Field(1, ge=1, le=64, description="Processes that answer requests")
    trusted_proxies: spelling.Networks = Field(
        (), description="Addresses or networks, comma-separated, whose X-Forwarded-* headers are believed"
    )
    max_connections: spelling.Number = Field(
        1000, ge=16, le=100_000, description="Connections that one process holds at once"
    )
    max_requests: spelling.Number = Field(
        400, ge=8, le=10_000, description="Requests that one process has in hand at once"
    )
    head_seconds: spelling.Number = Field(
        10, ge=1, le=3600, description="How long the head of a request may take to arrive"
    )
    body_seconds: spelling.Number = Field(
        20, ge=1, le=3600, description="How long its body may take, and a client to take anything of a reply"
    )
    idle_seconds: spelling.Number = Field(
        30, ge=1, le=3600, description="How long a connection is kept for another request"
    )
    secret: spelling.Secret = Field(
        "", description="Signs what the site hands out; 32 characters or more", repr=False
    )
    secret_file: spelling.File = Field(None, description="A file that holds SECRET")
    old_secrets: spelling.Secrets = Field(
        (), description="Secrets of before: what they signed is read, nothing is signed with them", repr=False
    )
    old_secrets_file: spelling.File = Field(None, description="A file that holds OLD_SECRETS, one a line")
    email_domains: spelling.Domains = Field(
        (), description="Domains of your own network that email addresses may have besides public ones"
    )
    security_contact: spelling.Contact = Field(
        "", description="Where to report a hole in the site: an email address, https page or tel: number"
    )
    content_dir: spelling.Folder = Field(
        default_factory=content_folder,
        description="The folder that holds lessons/ and scenarios/; the current one, or what came along",
    )
    cache_dir: spelling.NewFolder = Field(
        Path(".cache/content"), description="Where lessons that were read once are kept"
    )
    erasures_file: spelling.NewFile = Field(
        Path(), description="Where ids of erased people are kept, for a restore; best on another disk"
    )
    analysis_states: spelling.Number = Field(
        2_000_000, ge=1, description="States a scenario may have before E041"
    )
    analysis_points: spelling.Number = Field(
        200_000, ge=1, description="Frontier points a scenario may have before E041"
    )
    jobs: bool = Field(
        True, description="Whether server processes also do the jobs; off beside `fourchairs worker`"
    )
    reload: bool = Field(False, description="Show edits of lessons, scenarios and templates at once")
    log_level: spelling.Level = Field("info", description="How much is logged")

    @classmethod
    def read(cls, *, needs_secret: bool = True, **given: object) -> "Settings":
        """Settings from the environment, `given` first. Raises `SettingsError` that names every fault."""
        try:
            settings = cls(**given)  # type: ignore[arg-type]
        except ValidationError as error:
            raise SettingsError("\n".join(_fault(fault) for fault in error.errors())) from None
        settings = settings._with_address()._with_erasures_file()
        return settings._with_secret() if needs_secret else settings

    @model_validator(mode="before")
    @classmethod
    def _from_files(cls, given: Any) -> Any:
        return with_files(given) if isinstance(given, dict) else given

    @field_validator("*", mode="before")
    @classmethod
    def _plain(cls, value: Any, info: ValidationInfo) -> Any:
        """White space around a value is no part of it, and white space alone is no value."""
        if isinstance(value, Unreadable):
            raise ValueError(value.reason)
        if not isinstance(value, str):
            return value
        name = info.field_name or ""
        return spelling.plain(value, lines=name in spelling.LISTED) or cls.model_fields[name].default

    @property
    def keys(self) -> tuple[str, ...]:
        """The secret that signs, and after it those that may have signed before."""
        return (self.secret, *(one for one in self.old_secrets if one != self.secret))

    @property
    def hostname(self) -> str:
        return host_of(self.public_url)

    @property
    def is_local(self) -> bool:
        return is_loopback(self.hostname) and is_loopback(self.host)

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_file(self) -> Path:
        return sqlite_path(self.database_url)

    @property
    def lessons_dir(self) -> Path:
        return self.content_dir / "lessons"

    @property
    def scenarios_dir(self) -> Path:
        return self.content_dir / "scenarios"

    @property
    def warnings(self) -> list[str]:
        """What can be used and should be known: a line each."""
        found = []
        if not self.is_https and not is_loopback(self.hostname):
            found.append(
                f"PUBLIC_URL: {self.public_url} is not encrypted, so whoever is on the way can read passwords and "
                "sessions. Use https, unless this network is closed."
            )
        if self.hsts_subdomains and not self.is_https:
            found.append("HSTS_SUBDOMAINS: has no effect while PUBLIC_URL begins with http://")
        return found

    def _with_address(self) -> "Settings":
        if self.public_url:
            return self
        host = self.host if is_loopback(self.host) else "127.0.0.1"
        return self.model_copy(update={"public_url": origin(f"http://{in_address(host)}:{self.port}")})

    def _with_erasures_file(self) -> "Settings":
        if self.erasures_file != Path():
            return self
        file = self.sqlite_file.with_suffix(".erasures") if self.is_sqlite else Path("fourchairs.erasures")
        return self.model_copy(update={"erasures_file": file})

    def _with_secret(self) -> "Settings":
        if not is_loopback(self.host) and is_loopback(self.hostname):
            raise SettingsError(
                f"PUBLIC_URL: must be the address people type, since HOST={self.host} is not this machine alone"
            )
        if self.secret:
            return self
        if not self.is_sqlite and not self.is_local:
            raise SettingsError(f"SECRET: set {SHORTEST} random characters or more; there is no default")
        file = self.sqlite_file.with_suffix(".secret") if self.is_sqlite else Path("fourchairs.secret")
        try:
            return self.model_copy(update={"secret": kept_secret(file)})
        except ValueError as error:
            raise SettingsError(str(error)) from None


def _fault(fault: object) -> str:
    assert isinstance(fault, dict)  # noqa: S101
    name = ".".join(str(part) for part in fault["loc"]).upper()
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}"
