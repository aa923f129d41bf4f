"""How far somebody is, worked out at once for all who have done the same: what each obligation by itself says."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.assignments.evidence import Evidence
from app.assignments.items import ItemKey, ItemKind
from app.assignments.obligation import Own, Terms, obligation
from app.assignments.standing import Standings
from tests.assignments.building import day
from tests.assignments.test_obligation_properties import (
    HISTORY,
    LESSONS,
    OWNS,
    PLAYS,
    Happening,
    drawn_terms,
    evidence_from,
)

KEYS = [ItemKey(ItemKind.LESSON, name) for name in LESSONS]
KEYS += [ItemKey(ItemKind.SCENARIO, name) for name in PLAYS]
BEFORE = st.sets(st.sampled_from(KEYS))


def finished_of(evidence: Evidence) -> list[ItemKey]:
    """By any whole run, whatever is asked of it, as the evidence of a group has it."""
    plays = [ItemKey(ItemKind.SCENARIO, name) for name, runs in evidence.runs.items() if runs]
    return [*(ItemKey(ItemKind.LESSON, name) for name in evidence.lessons), *plays]


@given(drawn_terms(), OWNS, BEFORE, st.lists(HISTORY, min_size=1, max_size=5))
def test_many_are_as_far_as_each_by_itself(
    terms: Terms, own: Own, before: set[ItemKey], histories: list[list[Happening]]
) -> None:
    own = replace(own, done=dict.fromkeys(before, day(0)))
    standings = Standings(terms, own)
    for history in histories:
        evidence = evidence_from(history)
        alone = obligation(terms, own, evidence)
        found = standings.of(finished_of(evidence), replace(evidence, lessons={}))
        counted = [one for one in alone.items if one.counts]
        assert (found.status, found.is_open) == (alone.status, alone.is_open)
        assert found.titles == {one.item.key: one.item.title for one in counted}
        assert found.left == {one.item.key for one in counted if one.done_at is None}
        assert len(found.left) == alone.of - alone.done
