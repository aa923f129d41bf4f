"""Passwords are hashed elsewhere: with the same answers, by a process that may end at any time."""

import os
import signal
from collections.abc import Iterator

import psutil
import pytest

from app.errors import InvalidForm
from app.learners import password_process, passwords
from app.learners.password_process import PasswordProcess

GOOD = "a teapot of quiet rain"


@pytest.fixture
def process() -> Iterator[PasswordProcess]:
    process = PasswordProcess()
    yield process
    process.close()


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


def test_the_same_answers_as_at_home() -> None:
    kept = password_process.hash_password(GOOD)
    assert passwords.verify(GOOD, kept)
    assert password_process.verify(GOOD, kept)
    assert not password_process.verify(f"{GOOD} ", kept)
    assert not password_process.verify(GOOD, None)
    password_process.require_good(GOOD, about=("dana@example.org", "Dana"), field="password")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("passwordpassword", passwords.TOO_EASY),
        ("short", passwords.TOO_SHORT),
        ("x" * 1025, passwords.TOO_LONG),
    ],
)
def test_a_bad_one_is_refused_with_its_reason(password: str, words: str) -> None:
    with pytest.raises(InvalidForm) as caught:
        password_process.require_good(password, about=(), field="new_password")
    assert caught.value.faults == {"new_password": words}


@pytest.mark.parametrize(
    "password", ["ключ под старым ковром", "two\nlines of a song", '{"a": ["json"]} text', "雨の静かな音"]
)
def test_every_password_gets_there_as_it_is(process: PasswordProcess, password: str) -> None:
    assert process.ask("verify", password, passwords.hash_password(password))


def test_a_process_that_was_killed_is_replaced(process: PasswordProcess) -> None:
    before = children()
    kept = process.ask("hash", GOOD)
    (child,) = children() - before
    os.kill(child, signal.SIGKILL)
    assert process.ask("verify", GOOD, kept)
    (other,) = children() - before
    assert other != child


def test_it_ends_with_whoever_started_it(process: PasswordProcess) -> None:
    before = children()
    process.ask("hash", GOOD)
    process.close()
    assert children() == before
