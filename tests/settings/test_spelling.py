"""One table of spellings: what each setting may look like, what it then is, and what is refused with which reason."""

import re

import pytest

from app.settings import Settings, SettingsError

PUBLIC = "https://chairs.example.org"
KEY = "k" * 32

NORMALIZED: dict[str, dict[str, object]] = {
    "PUBLIC_URL": {
        "https://chairs.example.org": PUBLIC,
        "HTTPS://Chairs.Example.ORG": PUBLIC,
        "https://chairs.example.org/": PUBLIC,
        "https://chairs.example.org:443": PUBLIC,
        "https://chairs.example.org:0443/": PUBLIC,
        "https://chairs.example.org:": PUBLIC,
        "https://chairs.example.org.": PUBLIC,
        "  https://chairs.example.org \r\n": PUBLIC,
        "https://chairs.example.org:80": "https://chairs.example.org:80",
        "https://chairs.example.org:8443": "https://chairs.example.org:8443",
        "http://chairs.local:80": "http://chairs.local",
        "http://intranet": "http://intranet",
        "http://my_host.local": "http://my_host.local",
        "https://stühle.example": "https://xn--sthle-lva.example",
        "https://STÜHLE.example": "https://xn--sthle-lva.example",
        "https://xn--sthle-lva.example": "https://xn--sthle-lva.example",
        "https://чат。example": "https://xn--80a0bn.example",
        "https://faß.example": "https://xn--fa-hia.example",
        "http://127.0.0.1:8000": "http://127.0.0.1:8000",
        "http://[::1]:8000": "http://[::1]:8000",
        "http://[0:0:0:0:0:0:0:1]": "http://[::1]",
        "https://[2001:DB8::7]:443": "https://[2001:db8::7]",
        " ": "http://127.0.0.1:8000",
    },
    "DATABASE_URL": {
        "sqlite:///x.db": "sqlite:///x.db",
        "sqlite:///x.db\n": "sqlite:///x.db",
        "\tsqlite:///x.db \r\n": "sqlite:///x.db",
        "SQLite:///x.db": "sqlite:///x.db",
        "sqlite:////var/lib/x.db": "sqlite:////var/lib/x.db",
        "sqlite:///./data/x.db": "sqlite:///data/x.db",
        "sqlite:///my%20data/x.db": "sqlite:///my data/x.db",
        "sqlite:///my data/x.db": "sqlite:///my data/x.db",
        "sqlite:///caf%C3%A9.db": "sqlite:///café.db",
        "sqlite:///50%25.db": "sqlite:///50%25.db",
        "sqlite:///what%3F.db": "sqlite:///what%3F.db",
        "postgres://u:p@db/x": "postgresql+psycopg://u:p@db/x",
        "PostgreSQL://u:p%40x@db:5433/x?sslmode=require\n": "postgresql+psycopg://u:p%40x@db:5433/x?sslmode=require",
        "postgresql://u:p:1@db": "postgresql+psycopg://u:p:1@db",
        "postgresql://[2001:db8::7]:5433/x": "postgresql+psycopg://[2001:db8::7]:5433/x",
        "postgresql:///x?host=/run/postgresql": "postgresql+psycopg:///x?host=/run/postgresql",
    },
    "HOST": {
        "0.0.0.0": "0.0.0.0",  # noqa: S104
        " 127.0.0.1\n": "127.0.0.1",
        "LOCALHOST": "localhost",
        "[::1]": "::1",
        "::": "::",
        "0:0::1": "::1",
    },
    "PORT": {"8123": 8123, " 8123 ": 8123, "08123": 8123},
    "WORKERS": {"3": 3, " 3\n": 3},
    "TRUSTED_PROXIES": {
        "10.0.0.1": ("10.0.0.1",),
        "10.0.0.7/8": ("10.0.0.0/8",),
        "10.0.0.1/32": ("10.0.0.1",),
        " 10.0.0.1 , ,10.0.0.2\n": ("10.0.0.1", "10.0.0.2"),
        "10.0.0.1 10.0.0.2": ("10.0.0.1", "10.0.0.2"),
        "10.0.0.1,10.0.0.1": ("10.0.0.1",),
        "[2001:DB8::7],2001:db8::/32": ("2001:db8::7", "2001:db8::/32"),
        "::ffff:10.0.0.1": ("10.0.0.1",),
    },
    "SECRET": {f" {KEY}\n": KEY},
    "OLD_SECRETS": {f"{KEY}, {KEY}x\n{KEY}y": (KEY, f"{KEY}x", f"{KEY}y")},
    "EMAIL_DOMAINS": {
        "company.local": ("company.local",),
        "@Company.Local , .lan": ("company.local", "lan"),
        "bücher.local": ("xn--bcher-kva.local",),
    },
    "SECURITY_CONTACT": {
        "it@example.org": "mailto:it@example.org",
        "mailto:it@example.org": "mailto:it@example.org",
        " https://example.org/report ": "https://example.org/report",
        "HTTPS://example.org/report": "https://example.org/report",
        "MailTo:it@example.org": "mailto:it@example.org",
        "tel:+1-201-555-0123": "tel:+1-201-555-0123",
    },
    "JOBS": {"1": True, "no": False, " 0 ": False},
    "RELOAD": {"1": True, "TRUE": True, " yes ": True, "off": False},
    "HSTS_SUBDOMAINS": {"On": True, "0": False},
    "LOG_LEVEL": {"DEBUG": "debug", " Warning\n": "warning"},
    "ANALYSIS_STATES": {" 500 ": 500},
    "HEAD_SECONDS": {"5": 5},
}

REFUSED: dict[str, dict[str, str]] = {
    "PUBLIC_URL": {
        "chairs.example.org": "must begin with https",
        "//chairs.example.org": "must begin with https",
        "ftp://chairs.example.org": "must begin with https",
        "https:chairs.example.org": "names no host",
        "https://": "names no host",
        "https://:443": "names no host",
        "https://chairs.example.org/path": "without a path",
        "https://chairs.example.org?a=b": "without a path, a query",
        "https://chairs.example.org/?": "without a path, a query",
        "https://chairs.example.org#x": "or a fragment",
        "https://me:secret@chairs.example.org": "no name or password",
        "https://@chairs.example.org": "no name or password",
        "https://chairs.example.org:99999": "a port that is none",
        "https://chairs.example.org:0": "a port that is none",
        "https://chairs.example.org:port": "a port that is none",
        "https://chairs .example.org": "a character that no address has",
        "https://chairs.example.org\\x": "a character that no address has",
        '"https://chairs.example.org"': "a character that no address has",
        "https://chairs\n.example.org": "cannot be seen",
        "https://chairs..example.org": "no name of a host",
        "https://-chairs.example.org": "no name of a host",
        "https://*.example.org": "no name of a host",
        "https://" + "a" * 64 + ".org": "no name of a host",
        "https://" + "a." * 130 + "org": "no name of a host",
        "https://127.1": "no IPv4 address",
        "https://256.0.0.1": "no IPv4 address",
        "https://0x7f000001": "no IPv4 address",
        "https://[::1": "no address",
        "https://[fe80::1%25eth0]": "with a zone",
        "http://0.0.0.0:8000": "only for HOST",
        "http://[::]:8000": "only for HOST",
    },
    "DATABASE_URL": {
        "mysql://localhost/x": "must begin with",
        "x.db": "must begin with",
        "/var/lib/x.db": "must begin with",
        "postgresql+asyncpg://db/x": "must begin with",
        "sqlite://": "in memory keeps nothing",
        "sqlite:///": "in memory keeps nothing",
        "sqlite:///:memory:": "in memory keeps nothing",
        "sqlite:///:memory:?cache=shared": "in memory keeps nothing",
        "sqlite:///%3Amemory%3A": "in memory keeps nothing",
        "sqlite:///file::memory:?uri=true": "in memory keeps nothing",
        "sqlite://x.db": "three slashes",
        "sqlite:x.db": "three slashes",
        "sqlite:///x.db?mode=ro": "no options",
        "sqlite:///data/": "is a folder",
        "sqlite:///.": "is a folder",
        "sqlite:////tmp": "is a folder",
        "sqlite:///x%0A.db": "no file name should have",
        "sqlite:///x%00.db": "no file name should have",
        "sqlite:///%FF.db": "no file name should have",
        "postgresql:db/x": "is no address such as",
        "postgresql://db:port/x": "is no address such as",
        "postgresql://db:99999/x": "is no address such as",
        "postgresql://u:p@db:0": "is no address such as",
        "postgresql://[::1]:x/x": "is no address such as",
        "postgresql://db/x\ty": "cannot be seen",
    },
    "HOST": {
        "0.0.0.0:8000": "to listen on",
        "http://0.0.0.0": "to listen on",
        "*": "to listen on",
        "1.2.3": "to",
    },
    "PORT": {
        "eighty": "whole number",
        "8_000": "whole number",
        "8000.0": "whole number",
        "+8000": "whole number",
        "８０００": "whole number",
        "0": "greater than or equal to 1",
        "65536": "less than or equal to 65535",
    },
    "WORKERS": {"0": "greater than", "-1": "whole number", "65": "less than"},
    "DATABASE_CONNECTIONS": {
        "20.0": "whole number",
        "1_0": "whole number",
        "0": "greater",
        "1001": "less than",
    },
    "TRUSTED_PROXIES": {
        "*": "neither an address nor a network",
        "10.0.0.0/8, everybody": "“everybody” is neither",
        "10.0.0.0/33": "neither an address nor a network",
        "10.0.0.1:80": "neither an address nor a network",
    },
    "SECRET": {"short": "32 characters or more", f"{KEY}\n{KEY}": "cannot be seen"},
    "OLD_SECRETS": {f"{KEY},short": "32 characters or more"},
    "EMAIL_DOMAINS": {
        "me@company.local": "no domain",
        "https://company.local": "no domain",
        "a b.-c": "no name",
    },
    "SECURITY_CONTACT": {
        "nobody": "an email address",
        "http://example.org/": "an email address",
        "a b@c.org": "no spaces",
        "MAILTO:nobody": "an email address",
        "https:": "an email address",
        "https:///report": "an email address",
        "tel:": "an email address",
        "it@example.org:25": "an email address",
    },
    "CONTENT_DIR": {"not/there": "is no folder"},
    "SECRET_FILE": {"not/there": "cannot be read: No such file"},
    "RELOAD": {"maybe": "valid boolean"},
    "LOG_LEVEL": {"loud": "'debug', 'info', 'warning' or 'error'"},
    "ANALYSIS_STATES": {"0": "greater than", "many": "whole number"},
}


def cases(table: dict[str, dict[str, object]] | dict[str, dict[str, str]]) -> list[tuple[str, str, object]]:
    return [(name, given, wanted) for name, spellings in table.items() for given, wanted in spellings.items()]


@pytest.mark.parametrize(("name", "given", "wanted"), cases(NORMALIZED))
def test_a_spelling_is_brought_into_the_one_form(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, wanted: object
) -> None:
    monkeypatch.setenv(name, given)
    assert getattr(Settings.read(needs_secret=False), name.lower()) == wanted


@pytest.mark.parametrize(("name", "given", "reason"), cases(REFUSED))
def test_what_cannot_be_used_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, reason: str
) -> None:
    if "\0" in given:
        pytest.skip("no environment holds that")
    monkeypatch.setenv(name, given)
    with pytest.raises(SettingsError, match=f"^{name}: .*{re.escape(reason)}") as raised:
        Settings.read(needs_secret=False)
    assert len(str(raised.value).splitlines()) == 1


def test_every_setting_with_a_form_of_its_own_is_in_the_table() -> None:
    plain = {
        "CACHE_DIR",
        "ERASURES_FILE",
        "ANALYSIS_POINTS",
        "MAX_CONNECTIONS",
        "MAX_REQUESTS",
        "BODY_SECONDS",
        "IDLE_SECONDS",
    }
    files = {"DATABASE_URL_FILE", "OLD_SECRETS_FILE"}
    assert {
        name.upper() for name in Settings.model_fields
    } == NORMALIZED.keys() | REFUSED.keys() | plain | files


@pytest.mark.parametrize(
    "name", [name for name, field in Settings.model_fields.items() if field.annotation is int]
)
@pytest.mark.parametrize("given", ["20.0", "+20", "2_0", "２０"])
def test_every_number_is_written_in_digits(monkeypatch: pytest.MonkeyPatch, name: str, given: str) -> None:
    monkeypatch.setenv(name.upper(), given)
    with pytest.raises(SettingsError, match=f"^{name.upper()}: must be a whole number"):
        Settings.read(needs_secret=False)


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name != "content_dir"])
def test_white_space_alone_is_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    default = Settings.read(needs_secret=False)
    monkeypatch.setenv(name.upper(), " \t\n")
    assert Settings.read(needs_secret=False) == default
