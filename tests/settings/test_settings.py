"""Settings: read in one place, checked at start, every fault named; and all of them in the README."""

import stat
from pathlib import Path

import pytest

from app.db import Database
from app.settings import Settings, SettingsError

SECRET = "s" * 32


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.read()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.is_local


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    assert Settings.read().public_url == "http://127.0.0.1:8123"


def test_an_empty_variable_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    assert Settings.read().port == 8000


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read(port="x", secret="short")
    assert len(str(raised.value).splitlines()) == 2


def test_a_secret_is_made_once_and_kept_beside_the_database(folder: Path) -> None:
    url = f"sqlite:///{folder}/data/site.db"
    first = Settings.read(database_url=url).secret
    assert Settings.read(database_url=url).secret == first
    assert len(first) >= 32
    assert stat.S_IMODE((folder / "data" / "site.secret").stat().st_mode) == 0o600


def test_a_spoiled_secret_is_not_used(folder: Path) -> None:
    (folder / "fourchairs.secret").write_text("oops\n")
    with pytest.raises(SettingsError, match=r"fourchairs\.secret: holds no secret"):
        Settings.read()


def test_a_command_that_signs_nothing_leaves_no_secret(folder: Path) -> None:
    Settings.read(needs_secret=False)
    assert list(folder.iterdir()) == []


def test_other_machines_may_only_reach_a_site_that_knows_its_address() -> None:
    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        Settings.read(host="0.0.0.0")  # noqa: S104
    assert not Settings.read(host="0.0.0.0", public_url="https://chairs.example.org").is_local  # noqa: S104


def test_several_hosts_have_no_file_to_share_a_secret_by() -> None:
    public = {"database_url": "postgresql://db/x", "public_url": "https://chairs.example.org"}
    with pytest.raises(SettingsError, match="SECRET"):
        Settings.read(**public)
    assert Settings.read(**public, secret=SECRET).secret == SECRET


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://chairs.example.org", ["is not encrypted"]),
        ("http://10.0.0.7:8000", ["is not encrypted"]),
        ("https://chairs.example.org", []),
        ("http://localhost:8000", []),
        ("http://127.0.0.1:8000", []),
    ],
)
def test_an_address_that_is_not_encrypted_is_said(address: str, words: list[str]) -> None:
    found = Settings.read(public_url=address, secret=SECRET).warnings
    assert len(found) == len(words)
    assert all(word in line for word, line in zip(words, found, strict=True))


def test_a_promise_that_http_cannot_keep_is_said() -> None:
    (_, said) = Settings.read(public_url="http://chairs.local", hsts_subdomains=True, secret=SECRET).warnings
    assert said.startswith("HSTS_SUBDOMAINS: ")


def test_a_site_on_another_loopback_address_says_where_it_is() -> None:
    assert Settings.read(host="::1").public_url == "http://[::1]:8000"
    assert Settings.read(host="127.0.0.2", port=80).public_url == "http://127.0.0.2"


def test_the_file_the_folder_and_the_secret_are_in_one_place(folder: Path) -> None:
    settings = Settings.read(database_url="sqlite:///my%20data/site.db\n")
    assert settings.sqlite_file == Path("my data/site.db")
    database = Database(settings.database_url)
    with database.engine.connect():
        pass
    database.close()
    assert sorted(path.name for path in (folder / "my data").iterdir()) == ["site.db", "site.secret"]
