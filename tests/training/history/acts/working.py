"""What somebody does in lessons and conversations, as a visitor or with an account."""

from app.learners.actions.personal_data import merge_visitor
from app.learners.actions.sessions import new_subject
from app.scenarios import engine
from app.slices import SLICES
from tests.training.history import shelf as course
from tests.training.history.history import History
from tests.training.history.ledger import Given, Reading, Run, Somebody
from tests.training.history.recount import PLAN, merged, through


def read(history: History, who: Somebody | None = None) -> None:
    """Some of the questions of a lesson, or all; perhaps the plan."""
    who = who or history.chance.choice(history.people)
    lesson = history.chance.choice(history.shelf.there(course.LESSONS))
    asked, url = sorted(history.shelf.questions(lesson)), f"/learn/four-chairs/{lesson}"
    every = history.chance.random() < 0.6
    for question in asked if every else history.chance.sample(asked, 2):
        history.clock.advance(seconds=1)
        history.post(
            who.subject,
            f"{url}/answers",
            check=question,
            option=history.chance.choice(course.OPTIONS[question]),
        )
        who.given.append(Given(history.clock(), lesson, question, frozenset(asked)))
        _touch(history, who, lesson, question, frozenset(asked))
    if every and history.chance.random() < 0.9:
        history.clock.advance(seconds=1)
        history.post(who.subject, f"{url}/plan", plan=course.PLAN, skip="1")
        if lesson not in who.readings or PLAN not in who.readings[lesson].decided:
            who.given.append(Given(history.clock(), lesson, PLAN, frozenset(asked)))
            _touch(history, who, lesson, PLAN, frozenset(asked))


def _touch(history: History, who: Somebody, lesson: str, what: str, asked: frozenset[str]) -> None:
    at = history.clock()
    reading = who.readings.setdefault(lesson, Reading(at, asked))
    reading.touched, reading.asked = at, asked
    reading.decided[what] = at
    through(reading)


def play(history: History, who: Somebody | None = None) -> None:
    """A new run, to its end or left open; it may go on later."""
    who = who or history.chance.choice(history.people)
    name = history.chance.choice(history.shelf.there(course.SCENARIOS))
    text, scenario = history.shelf.scenario_text(name), history.shelf.scenario(name)
    url = history.post(who.subject, f"/practice/{name}/attempts")
    now = history.clock()
    run = Run(
        name, now, now, course.limits(name, text), url=url, played=scenario, state=engine.start(scenario)
    )
    who.runs.append(run)
    _go_on(history, who, run, steps=1 if history.chance.random() < 0.35 else 99)


def go_on(history: History) -> None:
    left = [(who, run) for who in history.people for run in who.runs if run.ended is None]
    for who, run in history.chance.sample(left, min(1, len(left))):
        _go_on(history, who, run, steps=99)


def replay(history: History) -> None:
    """From the first line of a run that is over."""
    over = [(who, run) for who in history.people for run in who.runs if run.ended and not run.is_replay]
    for who, whole in history.chance.sample(over, min(1, len(over))):
        assert whole.played
        url = history.post(who.subject, f"{whole.url}/replays", turn="0")
        known = next(
            (run for run in who.runs if run.url == url), None
        )  # the same one, where nothing was said yet
        run = known or Run(whole.scenario, history.clock(), history.clock(), whole.limits, True, url=url)
        if known is None:
            who.runs.append(run)
        run.played, run.state, run.turn = whole.played, engine.start(whole.played), 0
        _go_on(history, who, run, steps=history.chance.choice([1, 99]))


def _go_on(history: History, who: Somebody, run: Run, *, steps: int) -> None:
    assert run.played
    for _ in range(steps):
        assert run.state
        if engine.is_finished(run.played, run.state):
            break
        history.clock.advance(seconds=20)
        lines = engine.offered(run.played, run.state)
        choice = history.chance.choice(lines).id if lines else None
        form = {"turn": str(run.turn), "scene": run.state.scene, **({"choice": choice} if choice else {})}
        history.post(who.subject, f"{run.url}/{'choices' if choice else 'continue'}", **form)
        run.state, run.turn = engine.step(run.played, run.state, choice), run.turn + 1
        run.touched = history.clock()
    assert run.state
    if engine.is_finished(run.played, run.state) and run.ended is None:
        run.ended, run.totals = run.touched, tuple(run.state.totals)


def merge(history: History) -> None:
    """A visitor’s progress into an account."""
    with history.database.write() as db:
        visitor = Somebody(new_subject(db, history.clock()))
    history.browser(visitor.subject)
    for act in history.chance.choices([read, play], k=3):
        act(history, visitor)
        history.clock.advance(minutes=5)
    who = history.chance.choice(history.people)
    with history.database.write() as db:
        assert merge_visitor(db, SLICES, source=visitor.subject, target=who.subject)
    who.runs += visitor.runs
    who.given += visitor.given
    for lesson, one in visitor.readings.items():
        who.readings[lesson] = merged(who.readings[lesson], one) if lesson in who.readings else one
