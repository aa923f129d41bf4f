"""Settings: read in one place, checked at start, every fault named; and all of them in the README."""

import stat
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError

SECRET = "s" * 32


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "mysql://localhost/x"),
        ("public_url", "chairs.example.org"),
        ("public_url", "https://chairs.example.org/path"),
        ("public_url", "ftp://chairs.example.org"),
        ("port", "eighty"),
        ("port", "65536"),
        ("workers", "0"),
        ("trusted_proxies", "10.0.0.0/8, everybody"),
        ("secret", "short"),
        ("log_level", "loud"),
        ("analysis_states", "0"),
    ],
)
def test_a_faulty_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name.upper()}: "):
        Settings.read(**{name: value})


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


def test_any_postgresql_address_means_psycopg() -> None:
    for scheme in ("postgres", "postgresql"):
        settings = Settings.read(database_url=f"{scheme}://db/x")
        assert settings.database_url == "postgresql+psycopg://db/x"
