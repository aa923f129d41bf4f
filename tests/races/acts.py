"""What may be in flight: how somebody comes to where they can do it, the request, and the row that it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2
from sqlalchemy import Table
from starlette.testclient import TestClient

from app.phrases.models import KEPT_PHRASE
from app.plans.models import PLAN, PLAN_REPORT
from app.practice.attempts.models import (
    CHOICE_TAKEN,
    OWN_WORDS,
    PREDICTION,
    REFLECTION,
    REPLAY,
    TURNING_GUESS,
)
from app.reading.models import ANSWER
from app.record.models import ATTEMPT
from app.review.models import REVIEW
from tests.conftest import Clock
from tests.practice.home.test_home import form_of
from tests.practice.playing import LADDER, begin
from tests.reading.reader import answer, plan
from tests.review.test_routes import asked

WORDS = "the heron stands"
"""What a person wrote: where it is to be gone, it is looked for in every table."""
PLAN_KEY = "lesson.helpful-within-limits.no-with-a-path"
PHRASE = {"kind": "lesson", "id": "helpful-within-limits", "phrase": "need-first", "kept": "yes"}
Send = Callable[[], httpx2.Response]


@dataclass(frozen=True)
class Act:
    """`ready` brings a browser to where the act can be done, and returns the request that does it."""

    ready: Callable[[TestClient, Clock], Send]
    table: Table


def _answer(browser: TestClient, _clock: Clock) -> Send:
    answer(browser, "table", "pat")
    return lambda: answer(browser, "cost", "nothing")


def _plan(browser: TestClient, _clock: Clock) -> Send:
    answer(browser, "table", "pat")
    return lambda: plan(browser, say=WORDS)


def _phrase(browser: TestClient, _clock: Clock) -> Send:
    answer(browser, "table", "pat")
    return lambda: browser.post("/phrases", data=PHRASE)


def _report(browser: TestClient, _clock: Clock) -> Send:
    plan(browser, say="x")
    return lambda: browser.post("/plans/reports", data={"plan": PLAN_KEY, "went": "used", "note": WORDS})


def _change(browser: TestClient, _clock: Clock) -> Send:
    plan(browser, say="x")
    return lambda: browser.post("/plans", data={"plan": PLAN_KEY, "when": "now", "say": WORDS})


def _recall(browser: TestClient, clock: Clock) -> Send:
    answer(browser, "table", "pat")
    clock.advance(days=3)
    card = {**asked(browser), "option": "pat"}
    return lambda: browser.post("/review", data=card)


def _first_line(browser: TestClient, _clock: Clock) -> Send:
    answer(browser, "table", "pat")
    form = form_of(browser)
    return lambda: browser.post("/", data=form)


def _begin(browser: TestClient, _clock: Clock) -> Send:
    answer(browser, "table", "pat")
    return lambda: browser.post(f"/practice/{LADDER}/attempts")


def _choice(browser: TestClient, _clock: Clock) -> Send:
    player = begin(browser)
    said = {**player.hidden(), "choice": "lend"}
    return lambda: player.post("choices", **said)


def _own_words(browser: TestClient, _clock: Clock) -> Send:
    player = begin(browser)
    return lambda: player.post("own-words", turn="0", text=WORDS)


def _debrief(what: str, **fields: str) -> Callable[[TestClient, Clock], Send]:
    def ready(browser: TestClient, _clock: Clock) -> Send:
        player = begin(browser)
        player.play("lend", ">")
        return lambda: player.post(what, **fields)

    return ready


ACTS: dict[str, Act] = {
    "answer": Act(_answer, ANSWER),
    "plan": Act(_plan, PLAN),
    "phrase": Act(_phrase, KEPT_PHRASE),
    "report": Act(_report, PLAN_REPORT),
    "change a plan": Act(_change, PLAN),
    "recall": Act(_recall, REVIEW),
    "first line": Act(_first_line, ATTEMPT),
    "begin": Act(_begin, ATTEMPT),
    "choice": Act(_choice, CHOICE_TAKEN),
    "own words": Act(_own_words, OWN_WORDS),
    "prediction": Act(_debrief("prediction", customer="closer"), PREDICTION),
    "guess": Act(_debrief("guess", turn="0"), TURNING_GUESS),
    "replay": Act(_debrief("replays", turn="0"), REPLAY),
    "reflection": Act(_debrief("reflection", text=WORDS), REFLECTION),
    "plan in a debrief": Act(_debrief("plan", when="now", say=WORDS), PLAN),
}


def is_kept(reply: Any) -> bool:
    """Whether the person was told so."""
    refusals = ("moved-on", "recall-moved-on", "lesson-changed", "already-said")
    where = reply.headers.get("location", "")
    return reply.status_code < 400 and not any(f"notice={one}" in where for one in refusals)
