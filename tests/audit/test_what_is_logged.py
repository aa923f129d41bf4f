"""Whatever leads, members, admins and the command line change is in the log: who did it, and from what to what."""

import re
from datetime import timedelta

from starlette.testclient import TestClient

from app.commands.admin import make_admin
from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.who import Role, Who
from app.training.assignments.actions import give_own_date
from app.training.assignments.queries import assignment_row, schedule_of
from app.training.roster.actions.erasing import erase_unused
from tests.audit.reading import admin_of, pages_of, rows_of
from tests.conftest import Clock
from tests.training.cast import Cast, Part

LEAD, MEMBER, ADMIN = "Somebody Lead", "Somebody Member", "Somebody Admin"
SITE = "The site"
FIRST, OTHER = "2026-03-16 17:00 Europe/Berlin", "2026-04-02 16:30 Europe/Berlin"
LESSON = "the assignment “A path, not a wall” of the group “Spring”"


def post(browser: TestClient, url: str, **form: str) -> None:
    reply = browser.post(url, data=form)
    assert reply.status_code == 303, (url, reply.text)


def what_leads_do(people: Cast) -> None:
    lead, group = people.browsers[Part.LEAD], f"/teach/groups/{people.group}"
    assignment = f"{group}/assignments/{people.assignment}"
    beside = people.subjects[Part.TRAINER_BESIDE]
    post(lead, "/teach/groups", workplace=people.workplace, title="Summer")
    post(lead, f"{group}/leads", subject=beside)
    post(lead, f"{group}/leads/remove", subject=beside)
    post(lead, f"{group}/code", days="30", uses="10")
    post(lead, f"{group}/code/revoke")
    assert lead.post(f"{group}/roster/people/{people.entry}/link").status_code == 200
    post(lead, f"{group}/roster/{people.sent}/apply")
    post(lead, f"{assignment}/date", on="2026-04-02", hour="16:30", sure="1")
    post(lead, f"{assignment}/date/undo", sure="1")
    post(lead, f"{assignment}/people/{people.subjects[Part.MEMBER]}/excuse", excused="1", sure="1")
    post(lead, f"{assignment}/withdraw", sure="1")
    post(lead, f"{assignment}/withdraw/undo", sure="1")


def what_others_do(people: Cast) -> None:
    member, admin = people.browsers[Part.MEMBER], admin_of(people)
    learner, trainer = people.subjects[Part.LEARNER], people.subjects[Part.TRAINER_BESIDE]
    workplace = f"/admin/workplaces/{people.workplace}"
    post(member, f"/groups/{people.group}/earlier", earlier="1")
    post(member, f"/groups/{people.group}/earlier", earlier="1")
    post(member, f"/groups/{people.group}/leave")
    post(admin, f"/admin/people/{learner}/role", role="trainer")
    assert admin.post(f"/admin/people/{learner}/reset").status_code == 200
    post(admin, "/admin/workplaces", title="Shore", time_zone="UTC")
    post(admin, f"{workplace}/trainers", subject=learner)
    post(admin, f"{workplace}/trainers/remove", subject=trainer)
    post(admin, f"{workplace}/leads", group=people.group)


WHAT_HAPPENED = [
    (LEAD, "Made the group “Summer” in the workplace “Harbor”", LEAD),
    (LEAD, "Was named a lead of the group “Summer”, and sees what its members do", LEAD),
    ("Somebody Trainer_Beside", "Was named a lead of the group “Spring”, and sees what its members do", LEAD),
    ("Somebody Trainer_Beside", "Is no longer a lead of the group “Spring”", LEAD),
    (LEAD, "Made a code to join the group “Spring”", LEAD),
    (LEAD, "Revoked the code of the group “Spring”", LEAD),
    (LEAD, "Made a personal link to join the group “Spring” for “Ines Invited”", LEAD),
    (LEAD, "Changed the list of the group “Spring”, by a file: 1 added", LEAD),
    (LEAD, f"Moved the date of {LESSON}: from {FIRST} to {OTHER}", LEAD),
    (LEAD, f"Moved the date of {LESSON}: from {OTHER} to {FIRST}", LEAD),
    (MEMBER, f"Excused from {LESSON}: yes", LEAD),
    (LEAD, f"Withdrew {LESSON}", LEAD),
    (LEAD, f"Set {LESSON} again", LEAD),
    (MEMBER, "Shows leads of the group “Spring” what came before joining: from no to yes", MEMBER),
    (MEMBER, "Left the group “Spring”", MEMBER),
    ("Somebody Learner", "Role changed from learner to trainer", ADMIN),
    ("Somebody Learner", "A link for a new password was made", ADMIN),
    (ADMIN, "Made the workplace “Shore”", ADMIN),
    ("Somebody Learner", "Was named a trainer of the workplace “Harbor”", ADMIN),
    ("Somebody Trainer_Beside", "Is no longer a trainer of the workplace “Harbor”", ADMIN),
    (ADMIN, "Was named a lead of the group “Spring”, and sees what its members do", ADMIN),
]  # fmt: skip


def test_everything_is_in_the_log_with_who_did_it_and_from_what_to_what(people: Cast, clock: Clock) -> None:
    clock.advance(hours=16)
    what_leads_do(people)
    what_others_do(people)
    page = admin_of(people).get(f"/admin/log?day={clock().date()}").text
    assert [(row[1], row[2], row[4]) for row in reversed(rows_of(page))] == WHAT_HAPPENED


def test_so_is_what_came_to_be_with_the_cast(people: Cast) -> None:
    found = {row[2] for page in pages_of(admin_of(people), "/admin/log") for row in rows_of(page)}
    for sentence in (
        "The account was deleted",
        "Joined the group “Spring”; what came before is shown to its leads: no",
        "Set the assignment “A path, not a wall” for the group “Spring”",
        "Changed the list of the group “Spring”, by hand",
    ):
        assert sentence in found


def test_a_date_of_ones_own_and_what_the_site_and_the_command_line_do(
    people: Cast, database: Database, clock: Clock
) -> None:
    subject = people.subjects[Part.MEMBER]
    clock.advance(days=200)
    who = Who(subject_id=people.subjects[Part.LEAD], role=Role.TRAINER)
    with database.write() as db:
        row = assignment_row(db.connection(), people.group, people.assignment)
        due = schedule_of(row).due
        later = type(due)(due.on + timedelta(days=7), due.hour, due.zone)
        give_own_date(db, who=who, subject_id=subject, row=row, number=1, due=later, now=clock())
        make_admin(db, "member@example.org", clock())
        make_admin(db, "new@example.org", clock())
        _, token = open_session(db, subject_id=people.subjects[Part.ADMIN], now=clock(), signed_in=True)
    admin_of(people).cookies.set("session", token)
    erase_unused(database, clock())
    page = admin_of(people).get(f"/admin/log?day={clock().date()}").text
    assert [(row[1], row[2], row[4]) for row in reversed(rows_of(page))] == [
        (MEMBER, f"Has another date for {LESSON}: from the date of all to 2026-03-23 17:00 Europe/Berlin", LEAD),
        (MEMBER, "Role changed from learner to admin", "The command line"),
        ("new", "Role changed from no account to admin", "The command line"),
        (SITE, "Changed the list of the group “Spring”, by the site: 1 removed", SITE),
    ]  # fmt: skip


def test_nobody_who_is_named_leads_nowhere(people: Cast) -> None:
    """Every name is a link to the log of whoever it is; of whoever has no account any more, too."""
    page = admin_of(people).get("/admin/log?kind=account-deleted").text
    assert [row[1] for row in rows_of(page)] == ["No account"]
    (link, *_) = re.findall(r'href="(/admin/log\?person=[^"]+)">No account', page)
    assert len(rows_of(admin_of(people).get(link).text)) >= 2
