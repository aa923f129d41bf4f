"""Secrets: whole or not there at all, from files where a file is named, and read long after they have been given up."""

import stat
import tempfile
import threading
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError
from app.settings.secret_keys import kept_secret, put
from app.signing import signer

NEW, OLD, OLDER = "n" * 32, "o" * 32, "p" * 32
STARTS, ROUNDS = 16, 10


def test_of_many_starts_at_once_all_have_the_same_secret(folder: Path) -> None:
    for number in range(ROUNDS):
        file, found, together = folder / str(number) / "site.secret", [], threading.Barrier(STARTS)

        def start(
            file: Path = file, found: list[str] = found, together: threading.Barrier = together
        ) -> None:
            together.wait()
            try:
                found.append(kept_secret(file))
            except ValueError as error:
                found.append(str(error))

        threads = [threading.Thread(target=start) for _ in range(STARTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(found) == {file.read_text()}
        assert len(found) == STARTS
        assert [one.name for one in file.parent.iterdir()] == ["site.secret"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_links_cannot_be_made_a_secret_is_kept_too(folder: Path) -> None:
    """Memory is another file system than the folder’s, so that no link leads there."""
    with tempfile.NamedTemporaryFile(dir="/dev/shm") as elsewhere:
        for secret in (NEW, OLD):
            Path(elsewhere.name).write_text(secret)
            put(Path(elsewhere.name), folder / "site.secret")
    assert (folder / "site.secret").read_text() == NEW
    assert stat.S_IMODE((folder / "site.secret").stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(SettingsError, match=r"file/site\.secret cannot be used"):
        Settings.read(database_url=f"sqlite:///{folder}/file/site.db")


@pytest.mark.parametrize("name", ["SECRET", "DATABASE_URL", "OLD_SECRETS"])
def test_a_setting_may_come_from_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    value = "sqlite:///from-a-file.db" if name == "DATABASE_URL" else OLD
    (folder / "the file").write_text(f" {value}\r\n")
    monkeypatch.setenv(f"{name}_FILE", f"{folder}/the file\n")
    found = getattr(Settings.read(needs_secret=False), name.lower())
    assert found == ((value,) if name == "OLD_SECRETS" else value)


def test_what_a_file_says_is_judged_like_any_value(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "short").write_text("short\n")
    monkeypatch.setenv("SECRET_FILE", "short")
    with pytest.raises(SettingsError, match=r"^SECRET: must have 32"):
        Settings.read()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b" \n", "is empty"), (b"\xff" * 40, "it is not text"), (None, "No such file")],
)
def test_a_file_that_holds_nothing_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (folder / "secret").write_bytes(content)
    monkeypatch.setenv("SECRET_FILE", "secret")
    with pytest.raises(SettingsError, match=f"^SECRET_FILE: secret .*{reason}"):
        Settings.read()


def test_one_word_for_one_setting(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "secret").write_text(NEW)
    monkeypatch.setenv("SECRET_FILE", "secret")
    monkeypatch.setenv("SECRET", OLD)
    with pytest.raises(SettingsError, match=r"^SECRET_FILE: SECRET is set too"):
        Settings.read()


def test_what_an_older_key_signed_is_read_and_nothing_is_signed_with_it() -> None:
    before = signer([OLD], "a thing").dumps("said")
    settings = Settings.read(secret=NEW, old_secrets=f"{OLD},{OLDER}")
    now = signer(settings.keys, "a thing")
    assert now.loads(before) == "said"
    assert now.loads(signer(OLDER, "a thing").dumps("said")) == "said"
    assert now.dumps("said") == signer(NEW, "a thing").dumps("said")
    assert not signer(NEW, "a thing").loads_unsafe(before)[0]
    assert not now.loads_unsafe(signer(OLD, "another thing").dumps("said"))[0]


def test_secrets_are_not_shown_by_chance() -> None:
    settings = Settings.read(secret=NEW, old_secrets=OLD, database_url="postgresql://u:hidden@db/x")
    assert not any(word in repr(settings) for word in (NEW, OLD, "hidden"))
