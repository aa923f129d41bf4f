"""What a file would change: by field, with what stays, who is missing, and whose address it would take."""

from itertools import permutations

import pytest

from app.roster.decoding import pasted
from app.roster.difference import Difference, Update, apply, difference
from app.roster.entry import Entry, Field
from app.roster.held import Held
from app.roster.matches import Change
from app.roster.rows import roster
from app.roster.table import table

GROUPS = ("Days", "Nights")
DANA = Held("d", Entry("Dana Ørsted", "dana@example.org", "17", "Days"))
LEILA = Held("l", Entry("Leila Haddad", "leila@example.org", "18", "Days"), has_joined=True)
BO = Held("b", Entry("Bo Li", "bo@example.org", "", "Days"))


def between(rows: str, *held: Held, titles: str = "name,address,number,group") -> Difference:
    found = table(pasted(f"{titles}\n{rows}"), GROUPS)
    return difference(roster(found, group="Days", groups=GROUPS), held)


def changes(found: Difference) -> list[tuple[str, tuple[Change, ...], tuple[Change, ...]]]:
    return [(match.held.key, match.changes, match.kept) for match in (*found.changed, *found.unchanged)]


def wrong(found: Difference) -> list[str]:
    return [row.sentence for row in found.wrong]


def test_every_part() -> None:
    found = between(
        "Dana Berg,dana@example.org,17,\nBo Li,bo@example.org,,\nZoë,,19,\nX,x.example.org,20,",
        DANA,
        LEILA,
        BO,
    )
    assert [one.entry for one in found.added] == [Entry("Zoë", "", "19", "Days")]
    assert changes(found) == [("d", (Change(Field.NAME, "Dana Ørsted", "Dana Berg"),), ()), ("b", (), ())]
    assert found.missing == (LEILA,)
    assert wrong(found) == ["Line 5: no @ in the address."]


def test_a_number_is_somebody_whatever_else_has_changed() -> None:
    found = between("Dana Berg,new@example.org,17,Nights", DANA)
    assert apply(found).updated == (
        Update("d", DANA.entry, Entry("Dana Berg", "new@example.org", "17", "Nights")),
    )


def test_a_name_is_nobody() -> None:
    found = between("Dana Ørsted,other@example.org,99,", DANA)
    assert len(found.added) == 1
    assert found.missing == (DANA,)


def test_an_address_is_somebody_without_a_number() -> None:
    assert changes(between("Bo Li,bo@example.org,20,", BO)) == [("b", (Change(Field.NUMBER, "", "20"),), ())]
    assert changes(between("Dana B,DANA@example.org,,", DANA)) == [
        ("d", (Change(Field.NAME, "Dana Ørsted", "Dana B"),), ())
    ]


def test_an_empty_cell_says_nothing() -> None:
    found = between(",,17,", DANA)
    assert changes(found) == [("d", (), ())]


def test_what_a_lead_set_by_hand_stays_and_is_shown() -> None:
    held = Held("d", DANA.entry, frozenset({Field.NAME, Field.NUMBER}))
    found = between("Dana Berg,dana@example.org,71,Nights", held)
    assert changes(found) == [
        (
            "d",
            (Change(Field.GROUP, "Days", "Nights"),),
            (Change(Field.NAME, "Dana Ørsted", "Dana Berg"), Change(Field.NUMBER, "17", "71")),
        )
    ]
    assert apply(found).updated[0].after == Entry("Dana Ørsted", "dana@example.org", "17", "Nights")


def test_an_address_of_somebody_else_is_wrong_and_both_are_named() -> None:
    found = between("Dana Ørsted,leila@example.org,17,\nZoë,leila@example.org,30,", DANA, LEILA)
    assert wrong(found) == [
        "Line 2: leila@example.org is the address of Leila Haddad (number 18) here, and this row is Dana Ørsted"
        " (number 17).",
        "Line 3: the same address as line 2.",
    ]
    assert found.missing == ()


def test_zeros_that_a_spreadsheet_has_dropped() -> None:
    held = Held("d", Entry("Dana", "dana@example.org", "0017", "Days"))
    assert wrong(between("Dana,dana@example.org,17,", held)) == [
        "Line 2: dana@example.org is the address of Dana (number 0017) here, and this row is Dana (number 17)."
        " A spreadsheet may have dropped the zeros in front of the number."
    ]


def test_addresses_may_be_handed_on() -> None:
    swapped = between(",leila@example.org,17,\n,dana@example.org,18,", DANA, LEILA)
    assert wrong(swapped) == []
    assert len(swapped.changed) == 2
    handed = between(",new@example.org,17,\nZoë,dana@example.org,30,", DANA)
    assert wrong(handed) == []
    assert len(handed.added) == 1


def test_a_row_left_out_keeps_its_address_from_others() -> None:
    """17 wants 18’s, which would be free if 18 could have that of Bo."""
    found = between(",leila@example.org,17,\n,bo@example.org,18,", DANA, LEILA, BO)
    assert [row.row.line for row in found.wrong] == [2, 3]


def test_a_file_that_says_no_group_speaks_of_its_own_alone() -> None:
    elsewhere = Held("n", Entry("Dana Ørsted", "dana@example.org", "17", "Nights"))
    found = between("Dana,dana@example.org,17", elsewhere, titles="name,address,number")
    assert [one.entry.group for one in found.added] == ["Days"]
    assert found.missing == ()


def test_somebody_in_two_groups() -> None:
    twice = (DANA, Held("n", Entry("Dana Ørsted", "dana@example.org", "17", "Nights")))
    assert changes(between("Dana B,,17,Nights", *twice))[0][0] == "n"
    third = table("number,group\n17,Weekend")
    found = difference(roster(third, group="Weekend", groups=["Weekend", *GROUPS]), twice)
    assert wrong(found) == [
        "Line 2: this could be Dana Ørsted in Days or Dana Ørsted in Nights. Name the group and the number."
    ]


@pytest.mark.parametrize(("ticked", "removed"), [((), ()), (("l",), (LEILA,)), (("d", "nobody"), ())])
def test_nobody_is_removed_unless_ticked(ticked: tuple[str, ...], removed: tuple[Held, ...]) -> None:
    found = between("Dana Ørsted,dana@example.org,17,", DANA, LEILA)
    assert apply(found, ticked).removed == removed


def test_nobody_is_moved_beside_themselves() -> None:
    """An address alone would move the entry of the night shift, and the day shift has that person already."""
    days = Held("d", Entry("Dana Ørsted", "", "17", "Days"))
    nights = Held("n", Entry("Dana Ørsted", "dana@example.org", "17", "Nights"))
    assert wrong(between("Dana,dana@example.org,,Days", days, nights)) == [
        "Line 2: this could be Dana Ørsted in Nights or Dana Ørsted in Days. Name the group and the number."
    ]


def test_nobody_takes_an_address_along_that_somebody_else_has_there() -> None:
    nights = Held("n", Entry("Zoë", "dana@example.org", "30", "Nights"))
    assert wrong(between("Zoë,,30,Days", nights, DANA)) == [
        "Line 2: dana@example.org is the address of Dana Ørsted (number 17) here, and this row is Zoë (number 30)."
    ]


def test_reasons_are_the_same_in_any_order() -> None:
    """The row of line 4 has two: the address it has, and the one that would be taken along from the night shift."""
    held = [
        Held("a", Entry("", "a@example.org", "", "Days")),
        Held("c", Entry("", "c@example.org", "", "Days")),
        Held("d", Entry("", "d@example.org", "", "Days")),
        Held("n", Entry("", "c@example.org", "1", "Nights"), frozenset({Field.ADDRESS})),
    ]
    rows = ",a@example.org,,\n,c@example.org,,\n,d@example.org,1,Days"
    said = {tuple(wrong(between(rows, *order))) for order in permutations(held)}
    assert len(said) == 1
    assert {row.split(":")[0] for row in said.pop()} == {"Line 3", "Line 4"}
