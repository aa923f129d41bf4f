"""When a scenario that was set is done, and whether any line of it can get there.

Both stricter conditions ask something of each chair for itself, a least total at the end. So where any complete path
meets one, a path of the frontier does, and what is out of reach is told exactly.
"""

from enum import StrEnum

from app.content.chair import Chair, chair_name
from app.content.wording import listed, number_word
from app.scenarios.analysis.analysis import Analysis, Cyclic, TooLarge
from app.scenarios.analysis.cache import analysis_of
from app.scenarios.analysis.ranges import Ranges
from app.scenarios.scenario import CHAIRS, Scenario, Totals


class RunCondition(StrEnum):
    """The values are kept; a whole run meets it or does not."""

    FINISHED = "finished"
    NOBODY_WORSE = "nobody-worse"
    ALL_CLOSER = "all-closer"

    @property
    def choice(self) -> str:
        """As a form offers it, after “A scenario is done when …”."""
        return _CHOICES[self]

    @property
    def demand(self) -> str:
        """As a page tells those who owe it; empty where finishing is enough."""
        return _DEMANDS[self]


_CHOICES = {
    RunCondition.FINISHED: "a whole run is finished, however it ends",
    RunCondition.NOBODY_WORSE: "a whole run leaves nobody worse off than at the start",
    RunCondition.ALL_CLOSER: "a whole run brings all four closer",
}
_DEMANDS = {
    RunCondition.FINISHED: "",
    RunCondition.NOBODY_WORSE: "Done once a whole run leaves nobody worse off than at the start. Any run counts.",
    RunCondition.ALL_CLOSER: "Done once a whole run brings all four closer. Any run counts.",
}
_LEAST = {RunCondition.NOBODY_WORSE: 0, RunCondition.ALL_CLOSER: 1}
"""The total that each chair needs at the end of the run."""


def is_met(condition: RunCondition, totals: Totals) -> bool:
    """Whether a whole run that ended with these totals is what was asked for."""
    least = _LEAST.get(condition)
    return least is None or min(totals) >= least


def out_of_reach(condition: RunCondition, scenario: Scenario, *, named: bool = False) -> str:
    """Why no complete path of this version meets the condition, in sentences; empty where one does.

    Empty, too, where the version is too large for a page to wait for: then nothing is claimed. `named` says the
    scenario’s title, for where several are set at once. May raise `TakesLong` on the event loop.
    """
    where = f"“{scenario.title}”" if named else "this conversation"
    return reason(condition, analysis_of(scenario), where=where)


def reason(condition: RunCondition, analysis: Analysis, *, where: str = "this conversation") -> str:
    """As `out_of_reach`, from an analysis of any budget."""
    if condition not in _LEAST:
        return ""
    least = _LEAST[condition]
    try:
        ranges = analysis.ranges
    except (TooLarge, Cyclic):
        return ""
    never = [chair for chair in CHAIRS if ranges[chair].high < least]
    try:
        most = max(_at_least(least, point.totals) for point in analysis.frontier)
    except TooLarge:
        return f"{_claim(condition, where)}. {_chairs(condition, never, ranges)} {_CHOOSE}" if never else ""
    if most == len(CHAIRS):
        return ""
    why = [f"{_claim(condition, where)}; {_at_best(condition, most)}.", _chairs(condition, never, ranges)]
    why.append(_together(condition, len(CHAIRS) - len(never), most))
    return " ".join(sentence for sentence in (*why, _CHOOSE) if sentence)


_CHOOSE = "Choose another condition."


def _at_least(least: int, totals: Totals) -> int:
    return sum(total >= least for total in totals)


def _claim(condition: RunCondition, where: str) -> str:
    if condition is RunCondition.ALL_CLOSER:
        return f"In {where} no line brings all four closer"
    return f"In {where} every line leaves somebody worse off than at the start"


def _at_best(condition: RunCondition, most: int) -> str:
    if condition is RunCondition.ALL_CLOSER:
        return f"at best {number_word(most) if most else 'none'}"
    return f"at best only {number_word(len(CHAIRS) - most)} of the four"


def _chairs(condition: RunCondition, never: list[Chair], ranges: Ranges) -> str:
    """Which chairs keep it out of reach, each for itself."""
    untested = [chair_name(chair) for chair in never if ranges[chair] == (0, 0)]
    others = [chair_name(chair) for chair in never if ranges[chair] != (0, 0)]
    if condition is RunCondition.NOBODY_WORSE:
        return f"It always leaves {listed(others)} worse off." if others else ""
    tests = f"It never tests {_either(untested)}." if untested else ""
    brings = f"It never brings {_either(others)} closer." if others else ""
    return f"{tests} {brings}".strip()


def _either(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _together(condition: RunCondition, possible: int, most: int) -> str:
    """Where chairs that could each get there do not do so in one run."""
    if possible == most:
        return ""
    which = "Each of the four" if possible == len(CHAIRS) else f"Each of the other {number_word(possible)}"
    can = "can come closer" if condition is RunCondition.ALL_CLOSER else "can be spared"
    return f"{which} {can}, but never all in one run."
