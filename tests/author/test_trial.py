"""Play from here: any scene, any flags, to an ending, and nothing left behind."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.author.trial import Trial, read_trial, sign
from app.db import Database
from app.scenarios.scenario import Totals
from app.web.site import site_of
from tests.author.test_xray import edit, text_of
from tests.conftest import SECRET
from tests.queries import counted
from tests.rows import content as everything

URL = "/author/scenarios/printer/trial"


def step(browser: TestClient, page: str, choice: str = "") -> str:
    """The next page, by the form of this one."""
    signed = re.search(r'name="trial" value="([^"]+)"', page)
    assert signed
    said = {"choice": choice} if choice else {}
    reply = browser.post(URL, data={"trial": unescape(signed[1]), **said})
    assert reply.status_code == 303, text_of(reply.text)
    return browser.get(reply.headers["location"]).text


def test_a_trial_is_signed_and_of_one_scenario() -> None:
    trial = Trial("desk", ("late",), Totals(1, 0, -2, 0), ("call", None))
    signed = sign(SECRET, "printer", trial)
    assert read_trial(SECRET, "printer", signed) == trial
    assert read_trial(SECRET, "another", signed) is None
    assert read_trial("another secret", "printer", signed) is None
    assert read_trial(SECRET, "printer", "x" + signed) is None


def test_a_trial_from_the_start_to_an_ending(trainer: TestClient) -> None:
    page = trainer.get(URL).text
    assert "Trial: nothing is kept." in page
    assert "The cheque printer is dead" in page
    page = step(trainer, page, "call")
    assert "She breathes out and sits." in page
    assert "Flags set: ravi-knows" in text_of(page)
    page = step(trainer, page)
    assert "Forty cheques, 11:52" in page
    assert "All four moved closer to the table." in page
    assert "Customer +2 −2 to +2" in text_of(page)


def test_chosen_flags_and_totals_open_what_they_open(trainer: TestClient) -> None:
    without = trainer.get(f"{URL}?scene=ravi").text
    assert "Noon" in step(trainer, without)
    flagged = trainer.get(f"{URL}?scene=ravi&flag=ravi-knows&customer=1").text
    assert "Began at ravi with ravi-knows." in text_of(flagged)
    assert "Forty cheques, 11:52" in step(trainer, flagged)


def test_a_scene_whose_lines_are_all_hidden_says_so(trainer: TestClient, content: Path) -> None:
    gate = (
        "- [{}] Say it. -> in-time\n  - customer +1: So.\n  - organization 0\n  - colleagues 0\n  - self 0\n"
    )
    gate += "  - now: So.\n  - debrief: So.\n  - if: {}\n"
    edit(
        content,
        "- -> in-time\n  - if: ravi-knows and customer >= 1\n- -> alone\n",
        gate.format("a", "ravi-knows"),
    )
    page = trainer.get(f"{URL}?scene=ravi").text
    assert "Nothing can be said here" in page


def test_a_trial_leaves_nothing_behind(trainer: TestClient, site: FastAPI) -> None:
    database: Database = site_of(site).database
    before = everything(database)
    with counted(database) as queries:
        step(trainer, step(trainer, trainer.get(f"{URL}?scene=desk").text, "call"))
    assert everything(database) == before
    assert not [query for query in queries if not query.lower().startswith("select")]
    assert len(queries) == 5  # who is asking, once for each request


def test_what_is_not_on_offer_is_refused(trainer: TestClient) -> None:
    page = trainer.get(URL).text
    signed = re.search(r'name="trial" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert trainer.post(URL, data={"trial": signed, "choice": "shout"}).status_code == 409
    assert trainer.post(URL, data={"trial": signed}).status_code == 409
    assert trainer.post(URL, data={"trial": "made-up", "choice": "call"}).status_code == 404
    assert trainer.post(URL, data={}).status_code == 422
    assert trainer.get(f"{URL}?at=made-up").status_code == 404
    assert trainer.get(f"{URL}?scene=nowhere").status_code == 404
    assert trainer.get(f"{URL}?customer=many").status_code == 404


def test_a_trial_follows_an_edit_as_long_as_its_lines_are_there(trainer: TestClient, content: Path) -> None:
    at = urlencode({"at": sign(SECRET, "printer", Trial("desk", steps=("call",)))})
    edit(content, "**Ravi** (eating): Go on.", "**Ravi** (eating): Tell me.")
    assert "Tell me." in trainer.get(f"{URL}?{at}").text
    edit(content, "[call]", "[ring]")
    refused = trainer.get(f"{URL}?{at}")
    assert refused.status_code == 409
    assert "The file has changed" in refused.text


def test_a_trial_of_a_broken_file_plays_the_last_good_version(trainer: TestClient, content: Path) -> None:
    edit(content, "customer +2:", "costumer +2:")
    assert "The cheque printer is dead" in trainer.get(URL).text


def test_a_trial_does_not_go_on_for_ever(trainer: TestClient) -> None:
    signed = sign(SECRET, "printer", Trial("desk", steps=("call",) * 500))
    assert trainer.post(URL, data={"trial": signed, "choice": "call"}).status_code == 409
