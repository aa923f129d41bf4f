"""The pages of a group’s board: its scenarios, one of them to be shown, the same on paper, and its questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.board.board import OPEN, Board, board, divided
from app.board.item_analysis import FirstAnswer
from app.board.item_view import ItemAnalysis, item_analysis
from app.board.sheet import Sheet, sheet
from app.board.too_few import too_few
from app.lessons.lesson import Lesson
from app.practice.decisions.statistics import FEWEST, Decision, decisions
from app.practice.paths.figure import Figure, figure
from app.practice.paths.graph_layout.drawing import draw
from app.practice.paths.scene_listing import AuthoredScene, scene_listing
from app.scenarios.scenario import Scenario
from app.training.access import GroupSeen
from app.training.board.queries import MOST_READERS, SAMPLED, GroupPlays
from app.web.context import Context


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A scenario that members have finished. `asked` is the most divided decision, empty where there is none yet.

    `percent` says how divided it is. `title` is the id of a scenario that is no longer on offer.
    """

    id: str
    title: str
    people: int
    asked: Markup
    percent: int
    too_few: str


@dataclass(frozen=True)
class BoardsPage(Context):
    template = "training/board/scenarios.html"
    group: GroupSeen
    scenarios: Sequence[ScenarioLine]
    sampled: int


@dataclass(frozen=True, slots=True)
class Paths:
    """The map: the scenario drawn, and all its lines with how many took them. `crowd` by scene."""

    figure: Figure
    scenes: Sequence[AuthoredScene]
    crowd: Mapping[str, Decision]


@dataclass(frozen=True)
class BoardPage(Context):
    """`too_few` says how many there are where they are not enough; `hidden` how many more finished it unseen."""

    template = "training/board/board.html"
    group: GroupSeen
    scenario: Scenario
    board: Board
    too_few: str
    hidden: int
    most_open: int
    paths: Paths | None


@dataclass(frozen=True)
class SheetPage(Context):
    template = "training/board/sheet.html"
    group: GroupSeen
    scenario: Scenario
    people: int
    sheet: Sheet
    too_few: str


@dataclass(frozen=True)
class QuestionsPage(Context):
    template = "training/board/questions.html"
    group: GroupSeen
    analysis: ItemAnalysis
    most_readers: int
    most_open: int


def boards_page(
    group: GroupSeen, plays: Mapping[str, GroupPlays], served: Mapping[str, Scenario]
) -> BoardsPage:
    """The most divided first, then those with too few people, the most people first."""
    lines = [_scenario_line(name, found, served.get(name)) for name, found in plays.items()]
    return BoardsPage(group, sorted(lines, key=lambda one: (-one.percent, -one.people, one.title)), SAMPLED)


def _scenario_line(name: str, found: GroupPlays, scenario: Scenario | None) -> ScenarioLine:
    met = divided(scenario, found.plays) if scenario else []
    return ScenarioLine(
        id=name,
        title=scenario.title if scenario else name,
        people=found.people,
        asked=board(scenario, found.plays).decisions[0].title if scenario and met else Markup(),
        percent=round(100 * (met[0].division or 0)) if met else -1,
        too_few=too_few(found.people),
    )


def board_page(group: GroupSeen, scenario: Scenario, found: GroupPlays) -> BoardPage:
    return BoardPage(
        group=group,
        scenario=scenario,
        board=board(scenario, found.plays),
        too_few=too_few(len(found.plays)),
        hidden=found.hidden,
        most_open=OPEN,
        paths=_paths(scenario, found) if len(found.plays) >= FEWEST else None,
    )


def _paths(scenario: Scenario, found: GroupPlays) -> Paths:
    scenes = scene_listing(scenario)
    crowd = decisions(found.plays, {scene.id: scene.keys for scene in scenes})
    return Paths(figure(draw(scenario), scenes, crowd), scenes, crowd)


def sheet_page(group: GroupSeen, scenario: Scenario, found: GroupPlays) -> SheetPage:
    people = len(found.plays)
    return SheetPage(group, scenario, people, sheet(board(scenario, found.plays)), too_few(people))


def questions_page(
    group: GroupSeen, answers: Sequence[FirstAnswer], lessons: Sequence[tuple[str, Lesson]]
) -> QuestionsPage:
    return QuestionsPage(group, item_analysis(answers, lessons), MOST_READERS, OPEN)
