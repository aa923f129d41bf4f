"""Play from here: a trial that is kept nowhere but in its own address, signed, so that no page can be made up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from itsdangerous import BadData

from app.errors import Refused
from app.practice.attempts.attempt import Evidence, Standing, Step
from app.practice.attempts.transcript import Transcript, entries_of
from app.scenarios import engine
from app.scenarios.engine import NOTHING_YET, NotOffered, State
from app.scenarios.scenario import Scenario, Totals
from app.signing import Keys, signer

SALT = "author-trial"
LONGEST = 500  # steps, so that an address stays an address
CHANGED = (
    "The file has changed, and these lines no longer lead anywhere. Begin the trial again from the x-ray."
)
TOO_LONG = "This trial has gone on for 500 steps. Begin it again from the x-ray."


@dataclass(frozen=True)
class Trial:
    """Where it began, and what was said since; None is a Continue."""

    scene: str
    flags: tuple[str, ...] = ()
    totals: Totals = NOTHING_YET
    steps: tuple[str | None, ...] = ()

    @property
    def start(self) -> State:
        return State(self.scene, self.totals, frozenset(self.flags))

    def after(self, step: str | None) -> "Trial":
        """Raises Refused."""
        if len(self.steps) >= LONGEST:
            raise Refused(TOO_LONG)
        return replace(self, steps=(*self.steps, step))


def sign(keys: Keys, scenario_id: str, trial: Trial) -> str:
    kept = [scenario_id, trial.scene, trial.flags, trial.totals, trial.steps]
    return str(signer(keys, SALT).dumps(kept))


def read_trial(keys: Keys, scenario_id: str, signed: str) -> Trial | None:
    """None where it was not signed here, or for another scenario."""
    try:
        of, scene, flags, totals, steps = signer(keys, SALT).loads(signed)
    except BadData:
        return None
    if of != scenario_id:
        return None
    return Trial(scene, tuple(flags), Totals(*totals), tuple(steps))


def trial_transcript(scenario: Scenario, trial: Trial) -> Transcript:
    """As of an attempt that nobody made, with every line in the order of the file. Raises Refused."""
    passed = states(scenario, trial)
    now, turn = passed[-1], len(trial.steps)
    steps = tuple(
        Step(turn, state.scene, choice, ())
        for turn, (state, choice) in enumerate(zip(passed, trial.steps, strict=False))
    )
    shown = [scenario.scenes[step.scene].choices for step in steps]
    ending = now.scene if now.scene in scenario.endings else None
    standing = Standing("", "", scenario.id, scenario.version, turn, now, ending)
    entries = entries_of(scenario, steps, passed, shown)
    return Transcript(scenario, standing, Evidence(steps), entries, engine.offered(scenario, now))


def states(scenario: Scenario, trial: Trial) -> Sequence[State]:
    """Every state from where it began: one more than there are steps. Raises Refused where the file has changed."""
    found = [trial.start]
    if trial.scene not in scenario.scenes and trial.scene not in scenario.endings:
        raise Refused(CHANGED)
    try:
        for step in trial.steps:
            found.append(engine.step(scenario, found[-1], step))
    except NotOffered:
        raise Refused(CHANGED) from None
    return found
