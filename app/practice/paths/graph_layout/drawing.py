"""A scenario drawn as a graph: boxes in rows, a line for every choice and route, all as numbers for an SVG.

A line that passes rows on its way does so in a lane of its target’s, so that all lines to one ending run together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.content.markdown import plain_text
from app.practice.paths.graph_layout.layers import rows_of
from app.practice.paths.graph_layout.ordering import Link, Row, order_rows
from app.practice.paths.graph_layout.spacing import positions
from app.scenarios.scenario import Ending, Scenario, Scene

BOX, TALL, BADGE = 136, 50, 28  # pixels; a badge is as large as a finger needs
BETWEEN_ROWS, BETWEEN_BOXES, LANE = 104, 28, 16
MARGIN, LOOP = 24, 46
NARROWEST = 320


@dataclass(frozen=True)
class Box:
    """A scene or an ending; `x` and `y` are its top left corner."""

    id: str
    heading: str
    x: float
    y: float
    width: float
    is_ending: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Line:
    """From the scene’s choice or route at `position` to its target. `x` and `y` are the badge’s middle."""

    scene: str
    position: int
    target: str
    path: str
    x: float
    y: float
    is_back: bool


@dataclass(frozen=True)
class Drawing:
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def draw(scenario: Scenario) -> Drawing:
    """The same for the same scenario. Scenes that nothing leads to stand in the first row."""
    return _Draft(scenario).drawing()


class _Draft:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.places: Mapping[str, Scene | Ending] = {**scenario.scenes, **scenario.endings}
        self.targets = {scene.id: targets_of(scene) for scene in scenario.scenes.values()}
        self.row, self.back = rows_of(scenario.start, self.targets, list(scenario.endings))

    def drawing(self) -> Drawing:
        rows, links = self._with_lanes()
        rows = order_rows(rows, links)
        middles = positions(rows, links, self._gap)
        left = min((middles[place] - self._width(place) / 2 for place in middles), default=0) - MARGIN
        boxes = {place: self._box(place, middles[place] - left) for place in self.places}
        lanes = {place: middle - left for place, middle in middles.items() if place not in self.places}
        lines = tuple(line for scene in self.targets for line in self._lines(boxes, lanes, scene))
        right = max((box.x + box.width for box in boxes.values()), default=0)
        loops = LOOP if self.back else 0
        width = max(right, *lanes.values(), NARROWEST) if lanes else max(right, NARROWEST)
        height = MARGIN + len(rows) * (TALL + BETWEEN_ROWS) - BETWEEN_ROWS + MARGIN
        return Drawing(tuple(boxes.values()), lines, round(width + MARGIN + loops), height)

    def _with_lanes(self) -> tuple[list[Row], list[list[Link]]]:
        rows: list[Row] = [[] for _ in range(max(self.row.values(), default=-1) + 1)]
        links: list[list[Link]] = [[] for _ in rows[1:]]
        for place in self.places:
            rows[self.row[place]].append(place)
        for scene, targets in self.targets.items():
            for target in targets:
                if (scene, target) not in self.back:
                    self._lay(scene, target, rows, links)
        return rows, links

    def _lay(self, scene: str, target: str, rows: list[Row], links: list[list[Link]]) -> None:
        here = scene
        for number in range(self.row[scene] + 1, self.row[target] + 1):
            there = target if number == self.row[target] else lane(target, number)
            if there not in self.places and there not in rows[number]:
                rows[number].append(there)
            links[number - 1].append((here, there))
            here = there

    def _width(self, place: str) -> float:
        if place not in self.places:
            return 0
        return max(BOX, BADGE * len(self.targets.get(place, ())) + 4)

    def _gap(self, one: str, other: str) -> float:
        lanes = (one not in self.places) + (other not in self.places)
        room = (BETWEEN_BOXES, BETWEEN_BOXES - 6, LANE)[lanes]
        return (self._width(one) + self._width(other)) / 2 + room

    def _box(self, place: str, middle: float) -> Box:
        width = self._width(place)
        top = MARGIN + self.row[place] * (TALL + BETWEEN_ROWS)
        found = self.places[place]
        left, is_ending = round(middle - width / 2, 1), isinstance(found, Ending)
        return Box(place, plain_text(found.heading), left, top, width, is_ending)

    def _lines(self, boxes: Mapping[str, Box], lanes: Mapping[str, float], scene: str) -> list[Line]:
        here, targets = boxes[scene], self.targets[scene]
        y = here.y + TALL + BADGE / 2
        found = []
        for position, target in enumerate(targets):
            x = round(here.middle + (position - (len(targets) - 1) / 2) * BADGE, 1)
            is_back = (scene, target) in self.back
            if is_back:
                path = _loop(x, y, here, boxes[target])
            else:
                passed = [
                    (lanes[lane(target, row)], row) for row in range(self.row[scene] + 1, self.row[target])
                ]
                path = _down(x, y, passed, boxes[target])
            found.append(Line(scene, position, target, path, x, y, is_back))
        return found


def targets_of(scene: Scene) -> tuple[str, ...]:
    return tuple(item.target for item in scene.choices or scene.routes)


def lane(target: str, row: int) -> str:
    """The name of the target’s lane in a row; no id holds a space."""
    return f"{target} {row}"


def _down(x: float, y: float, passed: Sequence[tuple[float, int]], target: Box) -> str:
    steps = [f"M{x:g} {y:g}"]
    for middle, row in passed:
        top = MARGIN + row * (TALL + BETWEEN_ROWS)
        steps += [_curve(x, y, middle, top), f"V{top + TALL:g}"]
        x, y = middle, top + TALL
    aside = min(max(x - target.middle, -target.width / 4), target.width / 4)
    return "".join([*steps, _curve(x, y, target.middle + aside, target.y)])


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    bend = (y + to_y) / 2
    return f"C{x:.4g} {bend:.4g} {to_x:.4g} {bend:.4g} {to_x:.4g} {to_y:g}"


def _loop(x: float, y: float, here: Box, target: Box) -> str:
    """Out to the right of both, and back up into the target’s side."""
    right = max(here.x + here.width, target.x + target.width)
    side, middle = target.x + target.width, target.y + TALL / 2
    out = f"C{x:g} {y + 70:g} {right + 60:g} {y + 40:g} {right + 40:g} {here.y:g}"
    return f"M{x:g} {y:g}{out}S{right + 60:g} {middle:g} {side:g} {middle:g}"
