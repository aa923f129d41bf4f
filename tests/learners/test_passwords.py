"""Which passwords are taken, how they are kept, and that looking for nobody takes as long as for somebody."""

import statistics
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learners import passwords
from app.learners.passwords import TOO_EASY, TOO_LONG, TOO_SHORT, fault, hash_password, verify

ABOUT = ("dana.whitfield@example.org", "Dana Whitfield")
GOOD = "a teapot of quiet rain"


@pytest.mark.parametrize(
    "password",
    [GOOD, "correct horse battery staple", "ключ под старым ковром", "雨の静かな音を聞く茶瓶はとても古い"],
)
def test_ordinary_words_in_a_row_are_taken(password: str) -> None:
    assert fault(password, about=ABOUT) == ""


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "qwertyuiopasdfgh",
        "fourchairsfourchairs",
        "Four Chairs 2026",
        "DanaWhitfield!!",
        "Dana Whitfield 1987",
        "dana.whitfield@example.org",
        "Dana.Whitfield@Example.ORG",
        "dana.whitfield@example.org1987",
        "danawhitfieldexampleorg!",
        "P@ssw0rdP@ssw0rd",
    ],
)
def test_what_an_attacker_tries_first_is_refused(password: str) -> None:
    assert fault(password, about=ABOUT) == TOO_EASY


def test_a_name_is_easy_only_for_whoever_bears_it() -> None:
    assert fault("wrzblkwrzblk 1987", about=("x@example.org", "Wrzblk")) == TOO_EASY
    assert fault("wrzblk and the fog", about=ABOUT) == ""


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    assert fault("teapot rain fo", about=()) == TOO_SHORT
    assert fault("teapot rain fog", about=()) == ""


def test_length_counts_characters_after_nfkc() -> None:
    composed, decomposed = "téapot rain fog", "te\u0301apot rain fog"
    assert fault(composed) == fault(decomposed) == ""
    assert fault("te\u0301apot rain fo") == TOO_SHORT
    assert verify(decomposed, hash_password(composed))


def test_long_ones_are_judged_by_beginning_and_end() -> None:
    assert fault("a" * 500) == TOO_EASY
    assert fault("a" * 500 + GOOD) == ""
    assert fault(GOOD + "a" * 500) == ""
    assert fault("x" * 1025) == TOO_LONG
    assert fault((GOOD * 50)[:1024]) == ""


def test_judging_hostile_characters_is_bounded() -> None:
    start = time.perf_counter()
    fault("4@8({[<369!1|7$50%2" * 50, about=ABOUT)
    assert time.perf_counter() - start < 6


def test_what_is_kept_is_argon2id_and_verifies() -> None:
    kept = hash_password(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify(GOOD, kept)
    assert not verify(GOOD + " ", kept)


def test_nobody_has_a_password_of_the_same_cost() -> None:
    assert passwords.NOBODYS.split("$")[:4] == hash_password(GOOD).split("$")[:4]
    assert not verify("x", None)


def test_nobody_takes_as_long_as_somebody() -> None:
    kept = hash_password(GOOD)
    known, unknown = [], []
    for _ in range(15):
        known.append(_seconds(kept))
        unknown.append(_seconds(None))
    assert 0.6 < statistics.median(known) / statistics.median(unknown) < 1.6


def test_many_at_once_all_come_through() -> None:
    kept = hash_password(GOOD)
    right: list[bool] = []
    threads = [threading.Thread(target=lambda: right.append(verify(GOOD, kept))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 12


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=90), st.text(max_size=40))
def test_any_text_gets_an_answer(password: str, name: str) -> None:
    assert fault(password, about=("someone@example.org", name)) in {"", TOO_SHORT, TOO_EASY}


def _seconds(kept: str | None) -> float:
    start = time.perf_counter()
    verify("not this one at all", kept)
    return time.perf_counter() - start
