"""What was possible, placed in a figure and put into words for the table beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.content.chair import in_a_sentence
from app.content.wording import listed
from app.practice.attempts.transcript import Transcript
from app.practice.play.scene_html import inline
from app.scenarios.analysis.cache import analysis_of
from app.scenarios.analysis.state_graph import Cyclic, TooLarge
from app.scenarios.analysis.trade_offs import Place, Possible, Way, place_of, possible
from app.scenarios.scenario import CHAIRS, Chair, Scenario, Totals

LEFT, RIGHT, TOP, BOTTOM = 46.0, 304.0, 16.0, 236.0


@dataclass(frozen=True)
class Mark:
    """A place in the figure; `number` is the ending’s, or how many people ended there."""

    x: float
    y: float
    number: int = 0


@dataclass(frozen=True)
class Row:
    """An ending of the table: what each chair has there, and what it costs."""

    number: int
    name: Markup
    totals: tuple[tuple[Chair, int], ...]
    cost: str
    mine: bool


@dataclass(frozen=True)
class TradeOffFigure:
    """`rows`: the endings nobody could have bettered for all four, placed by `named`; `unnamed`: other such outcomes.

    `others` are where other people ended, `people` is how many of them there are.
    """

    rows: tuple[Row, ...]
    named: tuple[Mark, ...]
    unnamed: tuple[Mark, ...]
    others: tuple[Mark, ...]
    people: int
    mine: Mark
    my_row: Row
    words: str
    verdict: str


def trade_off_figure(transcript: Transcript, others: Sequence[Totals]) -> TradeOffFigure | None:
    """None where the scenario is too large to know, or tests no chair."""
    scenario, ending = transcript.scenario, transcript.ending.id
    analysis = analysis_of(scenario)
    mine = transcript.standing.state.totals
    try:
        found = possible(analysis.bars, analysis.frontier, list(scenario.endings), mine)
    except (TooLarge, Cyclic):
        return None
    if not analysis.bars.scale:
        return None
    numbers = {name: number for number, name in enumerate(scenario.endings, 1)}
    rows = tuple(_row(scenario, numbers, way, way.ending == ending) for way in found.ways)
    return TradeOffFigure(
        rows=rows,
        named=tuple(_mark(way.place, numbers[way.ending]) for way in found.ways),
        unnamed=tuple(map(_mark, found.others)),
        others=tuple(
            _mark(place, count)
            for place, count in Counter(place_of(analysis.bars, one) for one in others).items()
        ),
        people=len(others),
        mine=_mark(found.mine, numbers[ending]),
        my_row=_my_row(scenario, numbers[ending], ending, mine),
        words=_words(found, len(others)),
        verdict=verdict(found.better),
    )


def _row(scenario: Scenario, numbers: dict[str, int], way: Way, mine: bool) -> Row:
    name = inline(scenario.endings[way.ending].heading)
    return Row(numbers[way.ending], name, _each(way.totals), cost_words(way), mine)


def _each(totals: Totals) -> tuple[tuple[Chair, int], ...]:
    return tuple((chair, totals.of(chair)) for chair in CHAIRS)


def cost_words(way: Way) -> str:
    """What one ending costs, and whom."""
    away = [chair for chair in CHAIRS if way.totals.of(chair) < 0]
    parts = []
    if away:
        names = listed([in_a_sentence(chair) for chair in away])
        plural = len(away) > 1 or away[0] in (Chair.SELF, Chair.COLLEAGUES)
        parts.append(f"{names[0].upper()}{names[1:]} {'end' if plural else 'ends'} further away.")
    if way.cost is not None:
        parts.append(f"Elsewhere {in_a_sentence(way.cost)} could have had {way.gives_up} of 100 more.")
    return " ".join(parts) or "It costs nobody anything."


def _mark(place: Place, number: int = 0) -> Mark:
    right, up = place
    return Mark(
        round(LEFT + (RIGHT - LEFT) * right / 100, 1), round(BOTTOM - (BOTTOM - TOP) * up / 100, 1), number
    )


def _my_row(scenario: Scenario, number: int, ending: str, totals: Totals) -> Row:
    return Row(number, inline(scenario.endings[ending].heading), _each(totals), "", True)


def _words(found: Possible, people: int) -> str:
    """The figure for those who cannot see it."""
    lowest, mean = found.mine
    mine = f"Your outcome: {lowest:.0f} of 100 for whoever came off worst, {mean:.0f} on average."
    best = [f"{way.place[0]:.0f} and {way.place[1]:.0f}" for way in found.ways]
    possible_ = f"The endings nobody could better for all four: {', '.join(best)}."
    return f"{mine} {possible_}" + (f" {people} other people are dots." if people else "")


def verdict(better: Sequence[Chair]) -> str:
    """Where the learner ended, beside the endings of the table."""
    if not better:
        return (
            "Where you ended, nobody could have had more without somebody else having less. "
            "That is so in each ending below, and each has its cost."
        )
    names = listed([in_a_sentence(chair) for chair in better])
    return (
        f"From where you ended, there was more to be had for {names}, and nobody would have had less. "
        "In the endings below that is no longer so: more for one is less for another, and each has its cost."
    )
