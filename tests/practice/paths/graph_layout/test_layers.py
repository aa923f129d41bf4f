from app.practice.paths.graph_layout.layers import depth_first, rows_of


def test_a_scene_stands_below_all_that_lead_to_it_and_endings_stand_last() -> None:
    targets = {"a": ["b", "c"], "b": ["c", "good"], "c": ["d"], "d": ["bad"]}
    row, back = rows_of("a", targets, ["good", "bad"])
    assert row == {"a": 0, "b": 1, "c": 2, "d": 3, "good": 4, "bad": 4}
    assert back == frozenset()


def test_a_way_back_does_not_push_anything_down() -> None:
    row, back = rows_of("a", {"a": ["b", "a"], "b": ["a", "end"]}, ["end"])
    assert row == {"a": 0, "b": 1, "end": 2}
    assert back == {("b", "a"), ("a", "a")}


def test_what_nothing_leads_to_stands_in_the_first_row() -> None:
    row, _ = rows_of("b", {"lost": ["b"], "b": ["end"]}, ["end", "never"])
    assert row == {"lost": 0, "b": 1, "end": 2, "never": 2}


def test_the_order_leads_only_on_however_deep_it_goes() -> None:
    deep = {str(n): [str(n + 1)] for n in range(5_000)}
    back, order = depth_first(["0"], deep)
    assert (back, order) == (frozenset(), [str(n) for n in range(5_001)])
