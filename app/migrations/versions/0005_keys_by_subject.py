"""keys that begin with the subject: every row about somebody written anew, with directories to find them by

Ids that a sequence gave become text, 26 digits long: they sort as they did, before every id made since.
Old tables are set aside first, so that the new ones and their indexes can have the same names.
"""

import sqlalchemy as sa
from alembic import op

from app.db import UtcDateTime
from app.migrations.moves import Move, filled_limits, lesson_rows, moved, set_aside, text_id

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OF_AN_ATTEMPT = (
    *("choice_taken", "taken_back", "prediction", "turning_guess", "replay", "own_words", "reflection"),
    "attempt_plan",
)
OLD = (
    *OF_AN_ATTEMPT,
    *("attempt", "answer", "lesson_progress", "plan", "kept_phrase", "review_card", "review", "plan_report"),
    *("certificate", "browser_session", "reset_link", "learner", "subject"),
)
CHAIRS = ("customer", "organization", "colleagues", "self_")
TEXT, NUMBER, YES_NO, MOMENT = sa.String, sa.Integer, sa.Boolean, UtcDateTime


def upgrade() -> None:
    set_aside(OLD)
    _make_learners()
    _make_reading()
    _make_practice()
    _make_the_rest()
    for move in _moves():
        moved(move)
    lesson_rows()
    for name in reversed(OLD):
        op.drop_table(f"old_{name}")
    for name in CHAIRS:
        for end in ("low", "high"):
            op.add_column("scenario_version", sa.Column(f"{name.rstrip('_')}_{end}", NUMBER(), nullable=True))
    filled_limits()


def _make_learners() -> None:
    _table(
        "subject",
        {"id": TEXT, "created_at": MOMENT, "seen_at": MOMENT, "merged_into?": TEXT, "anonymized_at?": MOMENT},
        key=("id",),
        indexes={"ix_subject_seen_at": ("seen_at",)},
    )
    _table(
        "learner",
        {
            **{"subject_id": TEXT, "email": TEXT, "email_proved_at?": MOMENT, "name": TEXT},
            **{"password_hash": TEXT, "role": TEXT, "time_zone": TEXT, "created_at": MOMENT},
        },
        key=("subject_id",),
        indexes={"ix_learner_created_at": ("created_at", "subject_id")},
    )
    _table("email_address", {"email": TEXT, "subject_id": TEXT}, key=("email",))
    _table(
        "browser_session",
        {"token_hash": TEXT, "browser": TEXT, "created_at": MOMENT, "expires_at": MOMENT},
        key=("subject_id", "token_hash"),
        indexes={"ix_browser_session_expires_at": ("expires_at",)},
    )
    _table("session_token", {"token_hash": TEXT, "subject_id": TEXT}, key=("token_hash",))
    _table(
        "reset_link",
        {"token_hash": TEXT, "created_at": MOMENT, "expires_at": MOMENT, "used_at?": MOMENT},
        key=("subject_id", "token_hash"),
        belongs=(["subject_id"], ["learner.subject_id"]),
    )


def _make_reading() -> None:
    _table(
        "answer",
        {
            **{"id": TEXT, "lesson_id": TEXT, "version": TEXT, "check_id": TEXT, "option_id": TEXT},
            "at": MOMENT,
        },
        key=("subject_id", "id"),
        content=("version", "lesson_version.sha"),
        indexes={"ix_answer_subject_lesson": ("subject_id", "lesson_id")},
    )
    _table(
        "lesson_progress",
        {
            **{"lesson_id": TEXT, "version": TEXT, "marks": TEXT, "started_at": MOMENT, "updated_at": MOMENT},
            **{"completed_at?": MOMENT, "completed_version?": TEXT, "place?": TEXT, "place_at?": MOMENT},
        },
        key=("subject_id", "lesson_id"),
    )


def _make_practice() -> None:
    _table(
        "attempt",
        {
            **{"id": TEXT, "scenario_id": TEXT, "version": TEXT, "is_replay": YES_NO},
            **{"started_at": MOMENT, "updated_at": MOMENT, "finished_at?": MOMENT, "turn": NUMBER},
            **{"scene": TEXT, "flags": TEXT, "used": TEXT, **dict.fromkeys(CHAIRS, NUMBER), "ending?": TEXT},
        },
        key=("subject_id", "id"),
        content=("version", "scenario_version.sha"),
        indexes={
            "ix_attempt_subject_scenario": ("subject_id", "scenario_id"),
            "ix_attempt_scenario_finished": ("scenario_id", "finished_at", "id"),
        },
    )
    _of_an_attempt("choice_taken", {"scene": TEXT, "choice?": TEXT, "order_shown": TEXT}, turn=True)
    _of_an_attempt("taken_back", {"turn": NUMBER, "until": NUMBER})
    _of_an_attempt("prediction", {f"{chair}?": NUMBER for chair in CHAIRS})
    _of_an_attempt("turning_guess", {"turn?": NUMBER})
    source = sa.ForeignKeyConstraint(["subject_id", "source_id"], ["attempt.subject_id", "attempt.id"])
    _of_an_attempt("replay", {"source_id": TEXT, "shared": NUMBER}, source)
    op.create_index("ix_replay_source", "replay", ["subject_id", "source_id"])
    _of_an_attempt("own_words", {"text": TEXT}, turn=True)
    _of_an_attempt("reflection", {"text": TEXT})


def _make_the_rest() -> None:
    _table(
        "plan",
        {
            **{"kind": TEXT, "source_id": TEXT, "plan_id": TEXT, "when_text": TEXT, "say_text": TEXT},
            **{"skipped": YES_NO, "at": MOMENT},
        },
        key=("subject_id", "kind", "source_id", "plan_id"),
    )
    _table(
        "plan_report",
        {
            **{"id": TEXT, "kind": TEXT, "source_id": TEXT, "plan_id": TEXT, "went": TEXT, "note": TEXT},
            "at": MOMENT,
        },
        key=("subject_id", "id"),
        indexes={"ix_plan_report_subject_at": ("subject_id", "at")},
    )
    _table(
        "kept_phrase",
        {"source_kind": TEXT, "source_id": TEXT, "phrase_id": TEXT, "text": TEXT, "kept_at": MOMENT},
        key=("subject_id", "source_kind", "source_id", "phrase_id"),
    )
    card = dict.fromkeys(("kind", "source_kind", "source_id", "item_id"), TEXT)
    _table("review_card", {**card, "state": TEXT, "due": MOMENT}, key=("subject_id", *card))
    _table(
        "review",
        {"id": TEXT, **card, "rating": NUMBER, "option_id?": TEXT, "begins": YES_NO, "at": MOMENT},
        key=("subject_id", "id"),
        indexes={"ix_review_subject_at": ("subject_id", "at")},
    )
    _table(
        "certificate",
        {
            **{"id": TEXT, "course_id": TEXT, "course_title": TEXT, "lessons": NUMBER, "scenarios": NUMBER},
            **{"finished_at": MOMENT, "made_at": MOMENT},
        },
        key=("subject_id", "id"),
    )
    _table("certificate_code", {"code": TEXT, "subject_id": TEXT}, key=("code",))


def _of_an_attempt(
    name: str, columns: dict[str, type], *more: sa.ForeignKeyConstraint, turn: bool = False
) -> None:
    key = ("subject_id", "attempt_id", *(["turn"] if turn else []))
    named = {"attempt_id": TEXT, **({"turn": NUMBER} if turn else {})}
    attempt = (["subject_id", "attempt_id"], ["attempt.subject_id", "attempt.id"])
    _table(name, {**named, **columns, "at": MOMENT}, *more, key=key, belongs=attempt)


def _table(
    name: str,
    columns: dict[str, type],
    *more: sa.ForeignKeyConstraint,
    key: tuple[str, ...],
    belongs: tuple[list[str], list[str]] = (["subject_id"], ["subject.id"]),
    content: tuple[str, str] | None = None,
    indexes: dict[str, tuple[str, ...]] | None = None,
) -> None:
    """A column whose name ends with “?” may be NULL. A key that begins with the subject points to it by `belongs`."""
    leads = key[0] == "subject_id"
    every = {"subject_id": TEXT, **columns} if leads else columns
    op.create_table(
        name,
        *(sa.Column(c.rstrip("?"), kind(), nullable=c.endswith("?")) for c, kind in every.items()),
        *([sa.ForeignKeyConstraint(*belongs)] if leads else []),
        *([sa.ForeignKeyConstraint([content[0]], [content[1]])] if content else []),
        *more,
        sa.PrimaryKeyConstraint(*key),
    )
    for index, names in (indexes or {}).items():
        op.create_index(index, name, list(names))


def _moves() -> list[Move]:
    """In the order in which foreign keys want them."""
    mine = {"subject_id": text_id("o.subject_id")}
    numbered = {**mine, "id": text_id("o.id")}
    owner = "join old_learner l on l.id = o.learner_id"
    attempt = "join old_attempt a on a.id = o.attempt_id"
    theirs = {"subject_id": text_id("a.subject_id")}
    visitors = (
        "left join old_learner l on l.subject_id = o.subject_id where l.id is null or o.learner_id = l.id"
    )
    return [
        Move("subject", {"id": text_id("o.id"), "merged_into": text_id("o.merged_into")}),
        Move("learner", mine),
        Move("email_address", {**mine, "email": "o.email"}, of="learner"),
        Move("browser_session", mine, more=visitors),
        Move("session_token", {**mine, "token_hash": "o.token_hash"}, of="browser_session", more=visitors),
        Move("reset_link", {"subject_id": text_id("l.subject_id")}, more=owner),
        Move("answer", numbered),
        Move(
            "attempt",
            {**mine, "is_replay": "(r.attempt_id is not null)"},
            more="left join old_replay r on r.attempt_id = o.id",
        ),
        *(Move(name, theirs, more=attempt) for name in OF_AN_ATTEMPT[:-1]),
        Move("plan", {**mine, "kind": "'lesson'", "source_id": "o.lesson_id"}),
        Move(
            "plan",
            {**theirs, "kind": "'debrief'", "source_id": "o.attempt_id", "plan_id": "''", "skipped": "false"},
            of="attempt_plan",
            more=attempt,
        ),
        Move("plan_report", numbered),
        Move("kept_phrase", mine),
        Move("review_card", mine),
        Move("review", numbered),
        Move("certificate", mine),
        Move("certificate_code", {**mine, "code": "o.id"}, of="certificate"),
    ]
