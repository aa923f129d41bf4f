from hypothesis import given
from hypothesis import strategies as st

from app.content.chair import CHAIRS, Chair
from app.phrases.book import Kind, Origin
from app.phrases.sorting import By, Kept, sorted_by

ORIGINS = [Origin("One", "/one"), Origin("Two", "/two"), None]
KEPT = st.builds(
    Kept,
    st.sampled_from(Kind),
    st.just("a-source"),
    st.text(max_size=4),
    st.text(max_size=20),
    st.sampled_from(ORIGINS),
    st.sampled_from([*CHAIRS, None]),
)


def phrase(words: str, *, origin: Origin | None = None, chair: Chair | None = None) -> Kept:
    return Kept(Kind.LESSON, "a-lesson", words[:2], words, origin, chair)


def test_a_phrase_is_found_by_its_words_and_where_it_is_from() -> None:
    one = phrase("Don’t go yet. I have it.", origin=Origin("A path, not a wall", "/x"))
    assert all(one.speaks_of(sought) for sought in ("", "don't", "DON’T", "yet path", "wall  it"))
    assert not any(one.speaks_of(sought) for sought in ("never", "yet never"))


def test_chairs_come_in_their_order_and_none_last() -> None:
    phrases = [phrase("a"), phrase("b", chair=Chair.SELF), phrase("c", chair=Chair.CUSTOMER)]
    assert [group.chair for group in sorted_by(By.CHAIR, phrases)] == [Chair.CUSTOMER, Chair.SELF, None]


def test_situations_come_as_they_were_kept_and_lost_ones_last() -> None:
    one, two, _ = ORIGINS
    phrases = [phrase("a"), phrase("b", origin=two), phrase("c", origin=one), phrase("d", origin=two)]
    assert [group.origin for group in sorted_by(By.SITUATION, phrases)] == [two, one, None]


@given(st.lists(KEPT, max_size=12), st.sampled_from(By))
def test_every_phrase_is_in_one_group(phrases: list[Kept], by: By) -> None:
    groups = sorted_by(by, phrases)
    assert all(group.phrases for group in groups)
    assert sorted(map(repr, phrases)) == sorted(repr(one) for group in groups for one in group.phrases)
