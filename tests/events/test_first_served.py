"""A version that is used for the first time is written down, once, whoever else uses it."""

from fastapi import FastAPI

from app.db import Database
from app.events.event import ContentServed
from app.events.queries import log_page
from app.web.site import site_of
from tests.conftest import Browse

SCENARIO, LESSON = "the-printer-that-isnt-ours", "a-path-not-a-wall"


def test_the_first_use_of_a_version_is_logged_once(site: FastAPI, browse: Browse, database: Database) -> None:
    content = site_of(site).content.current
    lesson = content.lessons.lessons[LESSON]
    check = lesson.checks[0]
    form = {"check": check.id, "option": check.options[0].id}
    for _ in range(2):
        browser = browse()
        assert browser.post(f"/practice/{SCENARIO}/attempts", data={}).status_code == 303
        assert browser.post(f"/learn/four-chairs/{LESSON}/answers", data=form).status_code == 303
    with database.read() as db:
        page = log_page(db.connection(), kind=ContentServed.KIND)
    served = {
        (one.event.content, one.event.id, one.event.version)
        for one in page.events
        if isinstance(one.event, ContentServed)
    }
    version = content.scenarios.scenarios[SCENARIO].version
    assert served == {("scenario", SCENARIO, version), ("lesson", LESSON, lesson.version)}
    assert len(page.events) == 2
