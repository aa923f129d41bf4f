"""What has become of a list since somebody looked, from marks that give nobody away."""

from app.roster.entry import Entry, Field
from app.roster.held import Held, News
from app.roster.snapshot import news_since, snapshot

DANA = Held("d", Entry("Dana Ørsted", "dana@example.org", "17", "Days"))
BO = Held("b", Entry("Bo Li", "bo@example.org", "18", "Days"))


def test_nothing_is_new() -> None:
    taken = snapshot({"g": [DANA, BO]}, salt="one")
    assert news_since(taken, {"g": [BO, DANA]}, salt="one") == News()


def test_what_is_new() -> None:
    taken = snapshot({"g": [DANA, BO]}, salt="one")
    joined = Held("d", DANA.entry, has_joined=True)
    by_hand = Held("b", BO.entry, frozenset({Field.NAME}))
    zoe = Held("z", Entry("Zoë", "", "19", "Days"))
    assert news_since(taken, {"g": [joined, by_hand, zoe]}, salt="one") == News(joined=1, added=1, changed=1)
    assert news_since(taken, {"g": [BO]}, salt="one") == News(removed=1)


def test_only_groups_that_are_known_at_both_moments_count() -> None:
    taken = snapshot({"g": [DANA], "h": [BO]}, salt="one")
    assert news_since(taken, {"g": [DANA], "i": [BO]}, salt="one") == News()


def test_it_gives_nobody_away() -> None:
    taken = snapshot({"g": [DANA]}, salt="one")
    assert not any(part in taken for part in ("Dana", "rsted", "dana@", '"17"'))
    assert taken != snapshot({"g": [DANA]}, salt="two")
