"""What a person does on the recall page, in a browser without JavaScript."""

import re
from typing import Any

from starlette.testclient import TestClient

from tests.reading.reader import QUESTIONS

SECOND_ID = "helpful-within-limits"
PHRASE = {"kind": "lesson", "id": SECOND_ID, "phrase": "need-first"}


def fields(page: str) -> dict[str, str]:
    """The card that a page asks about; empty where it asks nothing."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name in {"kind", "source_kind", "source_id", "item_id"}}


def asked(browser: TestClient) -> dict[str, str]:
    return fields(browser.get("/review").text)


def recall(browser: TestClient, card: dict[str, str] | None = None, **given: str) -> Any:
    """Answer the card that is asked, or `card`; without an answer of their own, rightly."""
    card = card or asked(browser)
    if not given and card:
        right = {"option": QUESTIONS[card["item_id"]][1]} if card["kind"] == "check" else {"went": "good"}
        given = right
    return browser.post("/review", data={**card, **given})


def recall_all(browser: TestClient) -> list[str]:
    """Everything that is asked now, rightly; what it was."""
    done = []
    while card := asked(browser):
        done.append(card["item_id"])
        assert "recalled=" in recall(browser, card).headers["location"]
        assert len(done) < 10
    return done
