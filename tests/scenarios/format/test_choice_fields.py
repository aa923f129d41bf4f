import pytest

from app.scenarios.scenario import Chair, Choice, Effect
from tests.scenarios.written import FIELDS, SOUND, assert_faults, choice, read, replaced

CUSTOMER = "  - customer +1: She is in.\n"
NOW = "  - now: She smiles.\n"


def lend(text: str) -> Choice:
    return read(text).scenes["door"].choices[0]


def instead(old: str, new: str) -> str:
    return replaced(old, f"  - {new}\n" if new else "")


CHAIRS = [
    "costumer +1: She is in. ⟵E013",
    "Customer +1: She is in. ⟵E013",
    "client 2: She is in. ⟵E013",
    "client +9 ⟵E013",
    "customer +1: She is in.\n  - client -1: What? ⟵E013",
    "customer 1: She is in. ⟵E016",
    "customer +4: She is in. ⟵E016",
    "customer -4: She is in. ⟵E016",
    "customer +0: She is in. ⟵E016",
    "customer -0: She is in. ⟵E016",
    "customer −0: She is in. ⟵E016",
    "customer 00: She is in. ⟵E016",
    "customer +1.5: She is in. ⟵E016",
    "customer + 1: She is in. ⟵E016",
    "customer two: She is in. ⟵E016",
    "customer: She is in. ⟵E016",
    "customer ⟵E016",
    "customer +1 She is in. ⟵E016",
    "customer ++1: She is in. ⟵E016",
    "customer +１: She is in. ⟵E016",
    "customer +1: ⟵E017",
    "customer +1 ⟵E017",
    "customer -3: ⟵E017",
    "customer +1: She is in.\n  - customer +1: She is in. ⟵E015",
    "customer +1: She is in.\n  - customer +9 ⟵E015\n  - customer 0 ⟵E015",
    "customer: +1 She is in. ⟵E016",
]


@pytest.mark.parametrize("field", CHAIRS)
def test_chairs_with_a_fault(field: str) -> None:
    assert_faults(instead(CUSTOMER, field))


NUMBERS = [("+1: Yes.", 1), ("+3: Yes.", 3), ("-2: Yes.", -2), ("−3: Yes.", -3), ("0: Yes.", 0)]


@pytest.mark.parametrize(("field", "number"), NUMBERS)
def test_numbers(field: str, number: int) -> None:
    assert lend(instead(CUSTOMER, f"customer {field}")).effects[0] == Effect(Chair.CUSTOMER, number, "Yes.")


@pytest.mark.parametrize("field", ["customer 0", "customer 0:"])
def test_nought_needs_no_reason(field: str) -> None:
    assert lend(instead(CUSTOMER, field)).effects[0] == Effect(Chair.CUSTOMER, 0, "")


def test_missing_chairs_are_named_at_the_choice() -> None:
    head = "- [lend] Take the spare key. -> hall"
    text = replaced(CUSTOMER, "")
    assert_faults(text.replace(head, f"{head} ⟵E014"))
    assert_faults(text.replace("  - self +1: You did it right.\n", "").replace(head, f"{head} ⟵E014 E014"))


def test_a_choice_with_an_unknown_chair_lacks_no_chair() -> None:
    assert_faults(instead(CUSTOMER, "if: costumer > 1 ⟵E013"))


def test_a_choice_without_fields() -> None:
    assert_faults(replaced("## hall", f"- [wait] Wait. -> out ⟵{'E014 ' * 4}E018 E018\n\n## hall"))


PROSE = [
    "now: ⟵E018",
    "now ⟵E018",
    "now: She smiles.\n  - now: She smiles. ⟵E015",
    "now: ⟵E018\n  - now: She smiles. ⟵E015",
    "now: She smiles.\n  - Now: She smiles. ⟵E019",
    "now: She smiles.\n  - nwo: She smiles. ⟵E019",
    "now: She smiles.\n  - note to self: nothing ⟵E019",
    "now: She smiles.\n  - set lent ⟵E019",
    "now: She smiles.\n  - once: yes ⟵E019",
    "now: She smiles.\n  - clear-cut: ⟵E019",
    "now: She smiles.\n  - ⟵E019",
    "now: She smiles.\n  - 7 ⟵E019",
    "now: She smiles.\n  - once\n  - once ⟵E015",
    "now: She smiles.\n\n    And so on. ⟵E019",
    "now: She smiles.\n    - customer +1: More. ⟵E019",
    "now: She smiles.\n    1. More. ⟵E019",
    "now: She smiles.\n\n  And so on. ⟵E019\n",
    "now: She smiles.\n  1. more: things ⟵E019\n",
]


@pytest.mark.parametrize("field", PROSE)
def test_other_fields_with_a_fault(field: str) -> None:
    assert_faults(instead(NOW, field))


@pytest.mark.parametrize("name", ["now: She smiles.", "debrief: She needed a door."])
def test_now_and_debrief_are_required(name: str) -> None:
    head = "[wait] Wait. -> out"
    marked = choice(f"{head} ⟵E018").replace(f"  - {name}\n", "")
    assert_faults(replaced("## hall", f"{marked}\n## hall"))


FLAGS = [
    "set: Lent ⟵E005",
    "set: lent_twice ⟵E005",
    "set: lent once ⟵E005",
    "set: ⟵E005",
    "set: self ⟵E005",
    "set: customer ⟵E005",
    "set: and ⟵E005",
    "set: one, not ⟵E005",
    "set: one, ⟵E005 ",
    "clear: Lent ⟵E005",
    "clear: colleagues ⟵E005",
    "set: one\n  - clear: one ⟵E015",
    "clear: one\n  - set: two, one ⟵E015",
    "clear: one\n  - clear: two ⟵E015",
]


@pytest.mark.parametrize("field", FLAGS)
def test_flags_with_a_fault(field: str) -> None:
    assert_faults(replaced("## hall", f"{choice('[wait] Wait. -> out', field)}\n## hall"))


def test_a_second_set_is_one_fault() -> None:
    text = replaced("  - set: lent\n", "  - set: other\n  - set: lent ⟵E015\n")
    assert_faults(text)


def test_what_is_read() -> None:
    more = "set: a, b-2 ,c\n  - clear: d\n  - if: not a and self = −1\n  - once\n  - clear-cut: Because\n    of this."
    text = replaced("  - set: lent\n", f"  - {more}\n").replace("if: lent and", "if: b-2 and")
    taken = lend(text)
    assert (taken.sets, taken.clears) == ({"a", "b-2", "c"}, {"d"})
    assert (taken.once, taken.clear_cut, len(taken.condition.terms)) == (True, "Because of this.", 2)
    assert text.split("\n")[taken.sets_line - 1] == "  - set: a, b-2 ,c"


def test_prose_wraps() -> None:
    taken = lend(
        replaced(
            f"{NOW}  - debrief: She needed a door.\n  - set",
            "  - now: She\n    smiles:\n  yes.\n  - debrief: D\n  - set",
        )
    )
    assert (taken.now, taken.debrief) == ("She smiles: yes.", "D")


def test_fields_of_any_order() -> None:
    lines = FIELDS.strip("\n").split("\n")
    text = replaced(FIELDS, "\n".join(reversed(lines)) + "\n")
    assert lend(text).effects == lend(SOUND).effects
