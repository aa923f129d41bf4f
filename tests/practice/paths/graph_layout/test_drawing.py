import re
from itertools import combinations

from hypothesis import given, settings

from app.practice.paths.graph_layout.drawing import BADGE, TALL, Box, Drawing, draw
from app.scenarios.scenario import Scenario
from tests.scenarios.building import choice, route, scenario, scene
from tests.scenarios.random_scenarios import scenarios


def overlap(one: Box, other: Box) -> bool:
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return one.y == other.y and not apart


def check(found: Drawing, drawn: Scenario) -> None:
    assert {box.id for box in found.boxes} == {*drawn.scenes, *drawn.endings}
    assert not [pair for pair in combinations(found.boxes, 2) if overlap(*pair)]
    assert len(found.lines) == sum(len(one.choices or one.routes) for one in drawn.scenes.values())
    for box in found.boxes:
        assert box.x >= 0
        assert box.x + box.width <= found.width
        assert box.y + TALL <= found.height
    last = max(box.y for box in found.boxes)
    assert all(box.y == last for box in found.boxes if box.is_ending)


@given(scenarios())
@settings(max_examples=60, deadline=None)
def test_every_scenario_can_be_drawn(drawn: Scenario) -> None:
    found = draw(drawn)
    check(found, drawn)
    assert found == draw(drawn)


def test_a_line_runs_from_its_badge_to_its_target() -> None:
    drawn = scenario(scene("a", choice("x", "b"), choice("y", "end")), scene("b", route("end")))
    found = draw(drawn)
    boxes = {box.id: box for box in found.boxes}
    for line in found.lines:
        here, there = boxes[line.scene], boxes[line.target]
        assert line.path.startswith(f"M{line.x:g} {line.y:g}")
        assert here.x <= line.x - BADGE / 2
        assert line.x + BADGE / 2 <= here.x + here.width
        x, y = map(float, re.findall(r"[-\d.]+", line.path)[-2:])
        assert there.x <= x <= there.x + there.width
        assert y == there.y


def test_lines_to_one_ending_run_in_one_lane() -> None:
    drawn = scenario(
        scene("a", choice("x", "b"), choice("y", "end"), choice("z", "end")),
        scene("b", choice("x", "c")),
        scene("c", choice("x", "end")),
    )
    _, one, other, *_ = draw(drawn).lines
    straight = re.compile(r" ([\d.]+) [\d.]+V")
    assert straight.findall(one.path)
    assert straight.findall(one.path) == straight.findall(other.path)


def test_a_way_back_is_told_apart() -> None:
    drawn = scenario(
        scene("a", choice("x", "b"), choice("again", "a", once=True)), scene("b", choice("x", "end"))
    )
    assert [line.is_back for line in draw(drawn).lines] == [False, True, False]


def test_five_lines_have_room_under_a_wider_box() -> None:
    drawn = scenario(scene("a", *(choice(f"c{n}", "end") for n in range(6))))
    found = draw(drawn)
    assert {round(b.x - a.x, 1) for a, b in zip(found.lines, found.lines[1:], strict=False)} == {BADGE}
    check(found, drawn)
