"""What the pages of the author’s desk show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.author.scenario_files import ScenarioFile, ScenarioListing
from app.author.trial import Trial
from app.author.trial_view import TrialView
from app.author.xray_view import XrayView
from app.board.item_view import ItemAnalysis
from app.scenarios.scenario import Scenario
from app.training.access import WorkplaceSeen
from app.web.context import Context


@dataclass(frozen=True)
class ScenariosPage(Context):
    template = "author/scenarios.html"
    scenarios: Sequence[ScenarioListing]


@dataclass(frozen=True)
class XrayPage(Context):
    """`most_plays` is how many people the statistics look at; `watched` has the page follow changes of the file."""

    template = "author/xray.html"
    xray: XrayView
    strategy_words: Mapping[str, str]
    most_plays: int
    watched: bool


@dataclass(frozen=True)
class TrialPage(Context):
    """`origin` is the trial as its address has it, `signed_trial` the same for the form."""

    template = "author/trial.html"
    file: ScenarioFile
    scenario: Scenario
    trial: TrialView
    origin: Trial
    signed_trial: str
    watched: bool


@dataclass(frozen=True)
class QuestionsPage(Context):
    """`most_readers` is how many people the statistics look at: of the `workplace`, or of the site."""

    template = "author/questions.html"
    analysis: ItemAnalysis
    most_readers: int
    most_open: int
    workplace: WorkplaceSeen | None
    workplaces: Sequence[WorkplaceSeen]
