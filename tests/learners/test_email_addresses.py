"""How addresses are kept, and that nothing is given to whoever merely typed one."""

import ast
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.learners.email_addresses import looked_up, proved_email, usable_email

APP = Path(__file__).parents[2] / "app"
READERS = {
    "learners/actions/accounts.py": "changes it",
    "learners/queries.py": "looks for it when somebody signs in, shows it to whoever it belongs to",
    "learners/routes/guesses.py": "counts guesses at its password",
    "learners/actions/people.py": "shows it to admins",
    "learners/actions/personal_data.py": "takes it out of the directory with the account",
    "learners/actions/sign_in.py": "puts it into the directory with the account",
    "learners/actions/password_resets.py": "refuses it as a password",
    "learners/email_addresses.py": "is the gate",
    "learners/routes/entry.py": "hands on a form",
    "learners/routes/account.py": "hands on a form, shows it to its learner",
    "learners/routes/reset.py": "shows it to whoever holds the link",
    "training/groups/queries.py": "finds trainers by it, and shows that of a member where it is proved",
    "demo/filling.py": "invents it",
    "demo/living.py": "invents it, and hands it on",
}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Dana@Example.ORG ", "dana@example.org"),
        ("dana+it@büro.example.org", "dana+it@xn--bro-hoa.example.org"),
    ],
)
def test_one_address_is_kept_in_one_way(given: str, kept: str) -> None:
    assert usable_email(given) == looked_up(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "dana",
        "dana@",
        "@example.org",
        "a@b@c.org",
        "аdmin@example.org",
        "a\nb@example.org",
        "x" * 300 + "@example.org",
    ],
)
def test_what_cannot_be_written_to_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        usable_email(given)


@pytest.mark.parametrize(
    "given", ["dana@company.local", "Dana@MAIL.company.LOCAL", "dana@lan", "dana@bücher.local"]
)
def test_a_closed_network_has_domains_of_its_own(given: str) -> None:
    own = ("company.local", "lan", "xn--bcher-kva.local")
    assert usable_email(given, own) == looked_up(given)
    with pytest.raises(ValueError, match="cannot be used"):
        usable_email(given)
    with pytest.raises(ValueError, match="cannot be used"):
        usable_email(given, ("other.local", "y.local"))
    assert usable_email("dana@example.org", own) == "dana@example.org"


@pytest.mark.parametrize(
    "given",
    [
        "dana@notcompany.local",
        "dana@local",
        "dana@company.local.evil.test",
        "@company.local",
        "a b@company.local",
    ],
)
def test_a_domain_of_ones_own_is_that_and_what_lies_below(given: str) -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        usable_email(given, ("company.local",))


def test_looking_up_never_fails() -> None:
    assert looked_up("NOT an address") == "not an address"
    assert len(looked_up("x" * 9999)) <= 254


def test_an_address_counts_only_once_it_is_proved() -> None:
    typed = SimpleNamespace(email="boss@example.org", email_proved_at=None)
    proved = SimpleNamespace(email="boss@example.org", email_proved_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert proved_email(typed) is None
    assert proved_email(proved) == "boss@example.org"


def test_nothing_else_reads_an_address() -> None:
    """Whoever needs one to attach something asks `proved_email`; a new reader is added here on purpose."""
    readers = {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        if any(
            isinstance(part, ast.Attribute) and part.attr == "email"
            for part in ast.walk(ast.parse(path.read_text()))
        )
    }
    assert readers <= READERS.keys()
