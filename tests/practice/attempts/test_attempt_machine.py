"""Any attempt under any requests: legal, illegal, repeated, stale and racing ones, against a model of a few lines.

Totals and position never differ: not on the page, not in the attempt’s row, and not in a replay of the evidence.
`SOAK=1` hunts for longer.
"""

import os
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import hypothesis.strategies as st
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from starlette.testclient import TestClient

from app.practice.attempts.queries import read_evidence, read_standing
from app.scenarios import engine
from app.web.site import site_of
from tests.practice.playing import Player, begin, content, key_of, notice_of, scenario, settings

__all__ = ["content", "settings"]
SOAK = bool(os.environ.get("SOAK"))
LADDER = scenario()
NOT_COUNTED = {"already-said", "moved-on", "not-offered", "finished", "cannot-take-back"}
HUNT = hypothesis_settings(
    max_examples=80 if SOAK else 6,
    stateful_step_count=50 if SOAK else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

Request = tuple[str, dict[str, str]]


@dataclass
class Model:
    """All that an attempt is: the steps that count, how often anything happened, and whether a line was taken back."""

    steps: list[str | None] = field(default_factory=list)
    turn: int = 0
    taken_back: bool = False

    @property
    def state(self) -> engine.State:
        return engine.replay(LADDER, self.steps)

    @property
    def finished(self) -> bool:
        return engine.is_finished(LADDER, self.state)

    @property
    def offered(self) -> list[str]:
        return [choice.id for choice in engine.offered(LADDER, self.state)]

    @property
    def leads_on(self) -> bool:
        return engine.route(LADDER, self.state) is not None

    @property
    def can_take_back(self) -> bool:
        return not (self.taken_back or self.finished) and any(self.steps)

    def step(self, choice: str | None) -> None:
        self.steps.append(choice)
        self.turn += 1

    def take_back(self) -> None:
        while self.steps.pop() is None:
            pass
        self.turn += 1
        self.taken_back = True


class AttemptMachine(RuleBasedStateMachine):
    """Rules have no preconditions: who wins a race differs between runs, and what is drawn must not."""

    def __init__(self, browse: Callable[[], TestClient], site: FastAPI) -> None:
        super().__init__()
        self.player = begin(browse())
        self.tab = Player(browse(), self.player.url)
        self.tab.browser.cookies.update(self.player.browser.cookies)
        self.stranger = Player(begin(browse()).browser, self.player.url)
        self.database = site_of(site).database
        self.key = key_of(self.database, self.player)
        self.model = Model()
        self.sent: list[Request] = []

    @property
    def old_requests(self) -> list[Request]:
        return [request for request in self.sent if int(request[1]["turn"]) < self.model.turn]

    def here(self, **more: str) -> dict[str, str]:
        return {"turn": str(self.model.turn), "scene": self.model.state.scene, **more}

    def send(self, what: str, fields: dict[str, str]) -> str:
        self.sent.append((what, fields))
        return notice_of(self.player.post(what, **fields))

    @rule(which=st.integers(0, 9))
    def say(self, which: int) -> None:
        if not self.model.offered:
            return
        choice = self.model.offered[which % len(self.model.offered)]
        assert self.send("choices", self.here(choice=choice)) == ""
        self.model.step(choice)

    @rule()
    def go_on(self) -> None:
        if not self.model.leads_on:
            return
        assert self.send("continue", self.here()) == ""
        self.model.step(None)

    @rule()
    def take_back(self) -> None:
        possible = self.model.can_take_back
        notice = self.send("take-back", {"turn": str(self.model.turn)})
        if possible:
            assert notice == "taken-back"
            self.model.take_back()
        else:
            assert notice in {"finished", "cannot-take-back"}

    @rule(choice=st.sampled_from(["ask", "lend", "refuse", "ring", "hold", "nothing", ""]))
    def say_what_is_not_on_offer(self, choice: str) -> None:
        if choice not in self.model.offered:
            expected = "finished" if self.model.finished else "not-offered"
            assert self.send("choices", self.here(choice=choice)) == expected

    @rule()
    def go_on_where_nothing_leads_on(self) -> None:
        if self.model.leads_on:
            return
        assert self.send("continue", self.here()) in {"not-offered", "finished"}

    @rule(seed=st.integers(0, 999))
    def send_again_what_was_sent(self, seed: int) -> None:
        if not self.old_requests:
            return
        what, fields = random.Random(seed).choice(self.old_requests)
        assert self.send(what, fields) in NOT_COUNTED

    @rule(by=st.sampled_from([-1, 1, 5]), scene=st.sampled_from([*LADDER.scenes, "light", "no-scene"]))
    def send_for_another_place(self, by: int, scene: str) -> None:
        elsewhere = scene != self.model.state.scene
        turn = self.model.turn + (0 if elsewhere else max(by, -self.model.turn) or 1)
        fields = {"turn": str(turn), "scene": scene, "choice": "lend"}
        assert notice_of(self.player.post("choices", **fields)) in NOT_COUNTED

    @rule(first=st.integers(0, 9), second=st.integers(0, 9))
    def race(self, first: int, second: int) -> None:
        """Two tabs say a line at once: the same one or another."""
        if not self.model.offered:
            return
        offered = self.model.offered
        choices = [offered[first % len(offered)], offered[second % len(offered)]]
        forms = [self.here(choice=choice) for choice in choices]
        with ThreadPoolExecutor(2) as pool:
            jobs = zip((self.player, self.tab), forms, strict=True)
            replies = list(pool.map(lambda job: job[0].post("choices", **job[1]), jobs))
        notices = [notice_of(reply) for reply in replies]
        assert notices.count("") == 1
        winner = choices[notices.index("")]
        self.model.step(winner)
        late = "finished" if self.model.finished else "moved-on"
        assert set(notices) - {""} == {"already-said" if choices[0] == choices[1] else late}

    @rule()
    def race_to_take_back(self) -> None:
        """One tab says a line while the other takes the last one back."""
        if not (self.model.can_take_back and self.model.offered):
            return
        choice = self.model.offered[0]
        with ThreadPoolExecutor(2) as pool:
            said = pool.submit(self.player.post, "choices", **self.here(choice=choice))
            back = pool.submit(self.tab.post, "take-back", turn=str(self.model.turn))
        if notice_of(said.result()) == "":
            assert notice_of(back.result()) in {"moved-on", "finished"}
            self.model.step(choice)
        else:
            assert notice_of(back.result()) == "taken-back"
            self.model.take_back()

    @rule(what=st.sampled_from(["choices", "continue", "take-back"]))
    def somebody_else(self, what: str) -> None:
        assert self.stranger.post(what, **self.here(choice="lend")).status_code == 404

    @invariant()
    def the_row_is_the_model(self) -> None:
        with self.database.read() as db:
            standing = read_standing(db.connection(), self.key)
            evidence = read_evidence(db.connection(), self.key)
        assert standing
        assert standing.state == self.model.state == engine.replay(LADDER, evidence.choices)
        assert standing.turn == self.model.turn == evidence.turn
        assert standing.ending == (self.model.state.scene if self.model.finished else None)
        assert evidence.choices == self.model.steps

    @invariant()
    def the_page_is_the_model(self) -> None:
        page = self.player.page()
        place = LADDER.endings.get(self.model.state.scene) or LADDER.scenes[self.model.state.scene]
        assert sorted(self.player.lines()) == sorted(self.model.offered)
        assert ("/continue" in page) == self.model.leads_on
        assert ("/debrief" in page) == self.model.finished
        assert place.heading in page
        if not self.model.finished:
            assert self.player.hidden(page) == self.here()


@pytest.mark.soak
def test_totals_and_position_never_differ(browse: Callable[[], TestClient], site: FastAPI) -> None:
    run_state_machine_as_test(lambda: AttemptMachine(browse, site), settings=HUNT)  # type: ignore[no-untyped-call]
