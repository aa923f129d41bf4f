import pytest

from app.scenarios.scenario import Chair, FlagTerm, TotalTerm
from tests.scenarios.written import assert_faults, read, replaced

IF = "if: lent and customer >= 1"

UNREADABLE = [
    "",
    "lent or out",
    "lent, out",
    "Lent",
    "lent_once",
    "not",
    "not not lent",
    "and",
    "lent and",
    "and lent",
    "lent and and customer > 1",
    "lent AND customer > 1",
    "customer",
    "not customer",
    "not customer > 1",
    "customer == 1",
    "customer != 1",
    "customer => 1",
    "customer > ",
    "customer > one",
    "customer > 1.5",
    "customer > 1 > 0",
    "1 < customer",
    "the customer > 1",
    "(lent)",
    "customer > " + "9" * 6000,
]


@pytest.mark.parametrize("condition", UNREADABLE)
def test_unreadable(condition: str) -> None:
    assert_faults(replaced(IF, f"if: {condition} ⟵E021"))


UNKNOWN = ["costumer >= 1", "lent and me < 2", "Customer > 1", "lent > 1"]


@pytest.mark.parametrize("condition", UNKNOWN)
def test_unknown_chair(condition: str) -> None:
    assert_faults(replaced(IF, f"if: {condition} ⟵E013"))


def test_two_faults_in_one_condition() -> None:
    assert_faults(replaced(IF, "if: costumer >= 1 and Lent ⟵E013 E021"))


@pytest.mark.parametrize("condition", ["lend", "not lend", "lent and lend"])
def test_a_flag_that_nothing_sets(condition: str) -> None:
    assert_faults(replaced(IF, f"if: {condition} ⟵E022"))


def test_clearing_is_not_setting() -> None:
    assert_faults(replaced("  - set: lent", "  - clear: lent").replace(IF, f"{IF} ⟵E022"))


READ = [
    ("lent", (FlagTerm("lent"),)),
    ("not lent", (FlagTerm("lent", wanted=False),)),
    ("not  lent  and\n    lent", (FlagTerm("lent", wanted=False), FlagTerm("lent"))),
    ("customer >= 1", (TotalTerm(Chair.CUSTOMER, ">=", 1),)),
    ("organization<=-2", (TotalTerm(Chair.ORGANIZATION, "<=", -2),)),
    ("self = −2", (TotalTerm(Chair.SELF, "=", -2),)),
    ("colleagues < +3", (TotalTerm(Chair.COLLEAGUES, "<", 3),)),
]


@pytest.mark.parametrize(("condition", "terms"), READ)
def test_readable(condition: str, terms: tuple[FlagTerm | TotalTerm, ...]) -> None:
    home, _ = read(replaced(IF, f"if: {condition}")).scenes["hall"].routes
    assert home.condition.terms == terms
