"""What is asked of somebody in all, from what is asked of them in each round of each assignment."""

from app.assignments.items import ItemKey, ItemKind
from app.assignments.load import OpenObligation, Part, load_of
from app.assignments.obligation import Status
from app.assignments.standing import Standing
from tests.assignments.building import NOON

A, B, C = (ItemKey(ItemKind.LESSON, name) for name in "abc")


def part(title: str, status: Status, *keys: ItemKey, left: tuple[ItemKey, ...] = ()) -> Part:
    titles = {key: key.id.upper() for key in keys}
    return Part(OpenObligation(title, NOON, NOON), Standing(status, titles, frozenset(left)))


def test_an_item_that_two_ask_for_counts_once() -> None:
    found = load_of([part("First", Status.MET, A, B), part("Other", Status.OPEN, B, C, left=(C,))])
    assert (found.titles, found.done) == ({A: "A", B: "B", C: "C"}, 2)


def test_what_a_later_round_has_open_is_not_done() -> None:
    found = load_of([part("First", Status.MET, A, B), part("Again", Status.OPEN, A, B, left=(A,))])
    assert (len(found.titles), found.done) == (2, 1)
    assert [one.title for one in found.obligations] == ["Again"]


def test_what_is_not_asked_any_more_counts_for_nothing() -> None:
    others = [Status.EXCUSED, Status.WITHDRAWN, Status.ENDED]
    found = load_of([part(status, status, A, left=(A,)) for status in others])
    assert found == ({}, 0, ())
