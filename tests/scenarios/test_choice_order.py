from app.scenarios.choice_order import order_shown
from tests.scenarios.written import choice, read, replaced

THREE = read(replaced("## hall", f"{choice('[wait] Wait. -> out')}\n## hall")).scenes["door"].choices


def ids(attempt: str, scene: str = "door", *, without: str = "") -> list[str]:
    choices = [choice for choice in THREE if choice.id != without]
    return [choice.id for choice in order_shown(attempt, scene, choices)]


def test_the_same_for_the_same_attempt_and_scene() -> None:
    assert ids("one") == ids("one")
    assert sorted(ids("one")) == ["ask", "lend", "wait"]


def test_pinned_for_attempts_that_are_under_way() -> None:
    assert ids("AAAAAAAAAAAAAAAA") == ["ask", "lend", "wait"]


def test_a_choice_no_longer_offered_leaves_the_others_in_their_order() -> None:
    for attempt in map(str, range(20)):
        assert ids(attempt, without="ask") == [name for name in ids(attempt) if name != "ask"]


def test_every_order_comes_up_about_equally_often() -> None:
    orders = [tuple(ids(str(attempt))) for attempt in range(1200)]
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6
    assert min(counts) > 150


def test_scenes_are_shuffled_apart() -> None:
    assert len({tuple(ids("one", scene)) for scene in "abcdefghijkl"}) > 1
