"""What has become of a group since somebody looked at a difference."""

from dataclasses import replace

from app.roster.entry import Entry, Field
from app.roster.held import Held, News, news

A, B, C = (Held(key, Entry(key.upper(), "", key, "Days")) for key in "abc")


def test_nothing_new() -> None:
    assert news([A, B], [B, A]) == News()
    assert news([A, B], [B, A]).sentence == ""


def test_people_have_joined() -> None:
    found = news([A], [replace(A, has_joined=True), replace(B, has_joined=True)])
    assert found.sentence == "Two people have joined since; this is the difference now."


def test_all_that_can_happen() -> None:
    d, e = (Held(key, Entry(key, "", key, "Days"), has_joined=True) for key in "de")
    now = [replace(A, entry=Entry("A", "a@example.org", "a")), replace(d, has_joined=False), e, C]
    found = news([A, B, d], now)
    assert found == News(joined=1, left=1, added=1, removed=1, changed=1)
    assert found.sentence == (
        "One person has joined, one person has left, one person has been added, one person has been removed and"
        " one person has been changed since; this is the difference now."
    )


def test_a_field_set_by_hand_is_new() -> None:
    assert news([A], [replace(A, set_by_hand=frozenset({Field.NAME}))]).changed == 1
