"""The log as a file: what the page shows, all of it, in cells that a spreadsheet takes for what they are."""

import csv
import io
from datetime import datetime

from sqlalchemy import update

from app.audit.log_csv import TITLES
from app.audit.queries import AT_ONCE
from app.db import Database
from app.events.actions import record
from app.events.event import CertificateMade, ResetLinkMade
from app.learners.models import LEARNER
from app.training.models import TRAINING_GROUP
from tests.audit.reading import admin_of, file_of, pages_of, rows_of
from tests.conftest import Clock
from tests.queries import counted
from tests.training.cast import Cast, Part


def test_the_file_has_what_the_page_shows_in_the_same_order(people: Cast) -> None:
    for query in ("", f"?group={people.group}", f"?person={people.subjects[Part.LEAD]}&kind=lead-named"):
        pages = pages_of(admin_of(people), f"/admin/log{query}")
        shown = [row[1:] for page in pages for row in rows_of(page)]
        when, _, who, what, group, *_, by, _, _, _ = zip(*file_of(admin_of(people), pages[0]), strict=True)
        assert shown == list(zip(who, what, group, by, strict=True))
        assert all(datetime.fromisoformat(one).utcoffset() is not None for one in when)


def test_names_that_would_be_formulas_are_text_and_numbers_tell_namesakes_apart(
    people: Cast, database: Database
) -> None:
    title = '=HYPERLINK("http://x","y")\nnext, line'
    with database.write() as db:
        db.execute(update(TRAINING_GROUP).where(TRAINING_GROUP.c.id == people.group).values(title=title))
        db.execute(update(LEARNER).values(name="+Same"))
    page = admin_of(people).get(f"/admin/log?group={people.group}&kind=member-joined").text
    rows = [dict(zip(TITLES, row, strict=True)) for row in file_of(admin_of(people), page)]
    assert {row["Group"] for row in rows} == {f"'{title}"}
    assert {row["Who"] for row in rows} == {"'+Same", "No account"}
    joined = {people.subjects[part] for part in (Part.MEMBER, Part.FORMER_MEMBER, Part.DELETED)}
    assert {row["Who, number"] for row in rows} == joined
    assert {row["Group, number"] for row in rows} == {people.group}


def test_from_and_to_are_cells_of_their_own(people: Cast) -> None:
    dana = people.subjects[Part.LEARNER]
    admin_of(people).post(f"/admin/people/{dana}/role", data={"role": "trainer"})
    (row,) = file_of(admin_of(people), admin_of(people).get("/admin/log?kind=role-changed").text)
    found = dict(zip(TITLES, row, strict=True))
    assert (found["From"], found["To"], found["By"]) == ("learner", "trainer", "Somebody Admin")


def test_what_the_command_line_did_says_so(people: Cast, database: Database, clock: Clock) -> None:
    with database.change() as connection:
        record(connection, ResetLinkMade(subject=people.subjects[Part.LEARNER]), now=clock())
    page = admin_of(people).get("/admin/log?kind=reset-link-made").text
    assert [row[-1] for row in rows_of(page)] == ["The command line"]


def test_a_long_log_is_read_piece_by_piece(people: Cast, database: Database, clock: Clock) -> None:
    """Each piece by itself: memory holds one of them, whatever the number."""
    number = 2 * AT_ONCE + 1
    with database.change() as connection:
        made = [CertificateMade(subject="x", course=f"course-{count:04}") for count in range(number)]
        record(connection, *made, now=clock())
    admin = admin_of(people)
    with counted(admin.app.state.site.database) as queries:  # type: ignore[attr-defined]
        reply = admin.get("/admin/log.csv?kind=certificate-made")
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))[1:]
    assert [row[3].split("“")[1][:11] for row in rows] == [
        f"course-{count:04}" for count in reversed(range(number))
    ]
    events = [one for one in queries if "FROM event" in str(one)]
    assert len(events) == 3
    assert all("LIMIT" in str(one) for one in events)
