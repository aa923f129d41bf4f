"""Taking one’s data along, and deleting the account: who it was goes, and counts stay."""

from fastapi import FastAPI
from sqlmodel import select

from app.db import Database
from app.learners.actions import accounts
from app.learners.models import BrowserSession, Learner, ResetLink, Subject
from tests.conftest import Browse
from tests.learners.people import PASSWORD, is_signed_in, learner, row, sign_in
from tests.learners.recorder import Recorder


def test_deleting_erases_who_it_was_and_leaves_the_subject(
    site: FastAPI, browse: Browse, database: Database
) -> None:
    (recorder := Recorder()).stand_in(site)
    here, there = learner(browse), sign_in(browse())
    subject_id = row(database).subject_id
    reply = here.post("/account/delete", data={"password": PASSWORD})
    assert reply.headers["location"] == "/?notice=account-deleted"
    assert not is_signed_in(there)
    with database.read() as db:
        assert [len(db.exec(select(kind)).all()) for kind in (Learner, BrowserSession, ResetLink)] == [
            0,
            0,
            0,
        ]
        assert db.get_one(Subject, subject_id).anonymized_at is not None
    assert (recorder.anonymized, recorder.erased) == ([subject_id], [])
    assert (
        browse().post("/sign-in", data={"email": "dana@example.org", "password": PASSWORD}).status_code == 422
    )


def test_the_address_is_free_after_deleting(browse: Browse, database: Database) -> None:
    learner(browse).post("/account/delete", data={"password": PASSWORD})
    learner(browse)
    with database.read() as db:
        assert len(db.exec(select(Subject)).all()) == 2


def test_the_last_admin_stays(browse: Browse, database: Database) -> None:
    browser = learner(browse)
    with database.write() as db:
        db.exec(select(Learner)).one().role = "admin"
    reply = browser.post("/account/delete", data={"password": PASSWORD})
    assert reply.status_code == 409
    assert accounts.LAST_ADMIN in reply.text
    assert is_signed_in(browser)


def test_the_data_hold_the_account_and_what_each_slice_keeps(
    site: FastAPI, browse: Browse, database: Database
) -> None:
    Recorder().stand_in(site)
    browser = learner(browse)
    reply = browser.get("/account/data.json")
    data = reply.json()
    assert "attachment" in reply.headers["content-disposition"]
    assert data["account"]["email"] == "dana@example.org"
    assert data["recorded"] == {"subject": row(database).subject_id}
    assert len(data["browsers"]) == 1
    assert "argon2" not in reply.text
