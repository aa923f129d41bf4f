"""What a change does is said before it is done, for nobody, one and many, in sentences that read as such."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments import wording
from tests.assignments.building import lesson, play

HEAR, ASK, PHONE = lesson("hear"), lesson("ask"), play("phone")
WHEN = "Thursday 3 December, 17:00"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            wording.moves_date(12, 5, 2),
            "Moves the date for 12; 5 have finished; 2 have a date of their own, which stays.",
        ),
        (
            wording.moves_date(1, 1, 1),
            "Moves the date for one person; one has finished; one has a date of their own, which stays.",
        ),
        (wording.moves_date(3, 0, 0), "Moves the date for 3."),
        (wording.moves_date(0, 0, 0), "Moves the date for nobody."),
        (
            wording.moves_date(1200, 0, 1),
            "Moves the date for 1,200; one has a date of their own, which stays.",
        ),
        (
            wording.withdraws(12, 5),
            "Withdraws this: 12 people owe nothing here then; 5 have finished, which stays.",
        ),
        (
            wording.withdraws(1, 1),
            "Withdraws this: one person owes nothing here then; one has finished, which stays.",
        ),
        (wording.withdraws(0, 0), "Withdraws this: nobody owes it."),
        (wording.sets(12, 5), "Sets this for 12 people; 5 have finished it already, which counts."),
        (wording.sets(1, 0), "Sets this for one person."),
        (wording.sets(0, 0), "Sets this for nobody."),
        (
            wording.changes_condition(12, 5, 2),
            "Asks this of 12 from now on; 5 have met it as it was and stay so; 2 have done that already.",
        ),
        (
            wording.changes_condition(1, 1, 1),
            "Asks this of one person from now on; one has met it as it was and stays so; one has done that already.",
        ),
        (
            wording.changes_later("the same date as everybody", 0),
            "For whoever joins later: the same date as everybody.",
        ),
        (
            wording.changes_later(wording.later_words(14), 1),
            "For whoever joins later: due 14 days after joining; one person who joined later gets another date.",
        ),
        (wording.drops_own_date("Dana", WHEN), f"Gives Dana the date of all again: {WHEN}."),
        (wording.changes_condition(1, 0), "Asks this of one person from now on."),
        (
            wording.excuses("Dana", 2, 5),
            "Excuses Dana, who owes nothing here then; two of five done, which stays.",
        ),
        (wording.excuses("Dana", 0, 5), "Excuses Dana, who owes nothing here then."),
        (wording.excuses("Dana", 5, 5), "Dana has finished this: there is nothing to excuse."),
        (wording.excuses_no_more("Dana", WHEN), f"Dana owes this again, due {WHEN}."),
        (
            wording.moves_own_date("Dana", WHEN),
            f"Moves the date for Dana alone, to {WHEN}. It then stays when the date of all is moved.",
        ),
        (wording.takes_over([HEAR], 12), "Take over: one lesson more, 12 people owe it then."),
        (wording.takes_over([HEAR], 1), "Take over: one lesson more, one person owes it then."),
        (wording.takes_over([HEAR], 0), "Take over: one lesson more, nobody owes it then."),
        (
            wording.takes_over([HEAR, PHONE, ASK], 12, 5),
            "Take over: two lessons and one scenario more, 12 people owe them then; 5 of them have finished all "
            "there was.",
        ),
        (
            wording.takes_over([PHONE], 2, 1),
            "Take over: one scenario more, 2 people owe it then; one of them has finished all there was.",
        ),
        (wording.vanished([]), ""),
        (wording.vanished([HEAR]), "“Hear” is no longer on this site, and keeps nothing open."),
        (
            wording.vanished([HEAR, ASK, PHONE]),
            "“Hear”, “Ask” and “Phone” are no longer on this site, and keep nothing open.",
        ),
        (wording.elsewhere([], "this module"), ""),
        (
            wording.elsewhere([HEAR], "this module"),
            "“Hear” is no longer in this module, and stays in what was set.",
        ),
        (
            wording.elsewhere([HEAR, ASK], "this course"),
            "“Hear” and “Ask” are no longer in this course, and stay in what was set.",
        ),
        (
            wording.nothing_to_set("module"),
            "There is nothing in this module that can be opened, so it cannot be set. Choose another.",
        ),
        (wording.amount([]), "nothing"),
        (wording.people(0), "nobody"),
        (wording.people(5000), "5,000 people"),
    ],
)
def test_sentences(said: str, sentence: str) -> None:
    assert said == sentence


COUNTS = st.integers(0, 3) | st.integers(0, 5000)


@given(COUNTS, COUNTS, st.sampled_from([wording.sets, wording.withdraws, wording.changes_condition]))
def test_every_count_makes_a_sentence(owing: int, finished: int, says: Callable[[int, int], str]) -> None:
    said = says(owing, finished)
    assert said.endswith(".")
    assert not {"1", "0"} & set(said.replace(",", "").rstrip(".").split())
    assert ("finished" in said or "met it" in said) is (finished > 0)
