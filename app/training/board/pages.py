"""The pages of a group’s board: its scenarios, one of them to be shown, the same on paper, and its questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.content.wording import number_word
from app.lessons.lesson import Check, Lesson, Option
from app.practice.decisions.statistics import FEWEST, Decision, decisions
from app.practice.paths.figure import Figure, figure
from app.practice.paths.graph_layout.drawing import draw
from app.practice.paths.scene_listing import AuthoredScene, scene_listing
from app.scenarios.scenario import Scenario
from app.training.access import GroupSeen
from app.training.board.board import OPEN, Board, board, divided
from app.training.board.item_analysis import FirstAnswer, Item, Key, analyze
from app.training.board.item_words import Advice, advice, urgency
from app.training.board.queries import GroupPlays
from app.training.board.sheet import Sheet, sheet
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


@dataclass(frozen=True, slots=True)
class OptionLine:
    option: Option
    people: int
    percent: float
    is_tempting: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """`right` of `item.people` answered best at first."""

    lesson: str
    url: str
    check: Check
    item: Item
    right: int
    options: Sequence[OptionLine]
    advice: Advice | None


@dataclass(frozen=True)
class QuestionsPage(Context):
    """`too_few` says how many have answered, where no question has enough yet."""

    template = "training/board/questions.html"
    group: GroupSeen
    questions: Sequence[QuestionLine]
    waiting: int
    too_few: str
    most_open: int


def too_few(people: int, did: str = "finished") -> str:
    """“Needs five people; three have finished.” Empty where there are enough."""
    if people >= FEWEST:
        return ""
    have = "has" if people == 1 else "have"
    who = "nobody has" if people == 0 else f"{number_word(people)} {have}"
    return f"Needs {number_word(FEWEST)} people; {who} {did}."


def boards_page(
    group: GroupSeen, plays: Mapping[str, GroupPlays], served: Mapping[str, Scenario]
) -> BoardsPage:
    """The most divided first, then those with too few people, the most people first."""
    lines = [_scenario_line(name, found, served.get(name)) for name, found in plays.items()]
    return BoardsPage(group, sorted(lines, key=lambda one: (-one.percent, -one.people, one.title)))


def _scenario_line(name: str, found: GroupPlays, scenario: Scenario | None) -> ScenarioLine:
    people = len(found.plays)
    met = divided(scenario, found.plays) if scenario else []
    return ScenarioLine(
        id=name,
        title=scenario.title if scenario else name,
        people=people,
        asked=board(scenario, found.plays).decisions[0].title if scenario and met else Markup(),
        percent=round(100 * (met[0].division or 0)) if met else -1,
        too_few=too_few(people),
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
    """Each lesson comes with its address. Of its questions, those to do something about come first."""
    checks = {
        (lesson.id, check.id): (url, lesson, check) for url, lesson in lessons for check in lesson.questions
    }
    items = analyze(answers, {question: _key(check) for question, (_, _, check) in checks.items()})
    answered = Counter((one.lesson, one.check) for one in answers if (one.lesson, one.check) in checks)
    waiting = answered.keys() - items.keys()
    return QuestionsPage(
        group=group,
        questions=[
            _question_line(item, *checks[item.question]) for item in sorted(items.values(), key=urgency)
        ],
        waiting=len(waiting),
        too_few="" if items else too_few(min(max(answered.values(), default=0), FEWEST - 1), "answered"),
        most_open=OPEN,
    )


def _key(check: Check) -> Key:
    return Key(tuple(option.id for option in check.options), check.best.id)


def _question_line(item: Item, url: str, lesson: Lesson, check: Check) -> QuestionLine:
    lines = [
        OptionLine(
            option=option,
            people=item.counts[option.id],
            percent=round(100 * item.counts[option.id] / item.people, 2),
            is_tempting=option.id == item.tempting,
        )
        for option in check.options
    ]
    return QuestionLine(lesson.title, url, check, item, item.counts[item.best], lines, advice(item))
