"""What every slice brings to the site besides its pages: what it keeps for a subject, and its jobs."""

from datetime import datetime, timedelta

from app.courses import personal_data as courses
from app.db import Database
from app.jobs import Job
from app.learners.actions import clean_up
from app.learners.actions.personal_data import Slices
from app.learners.erasure_record import ErasureRecord
from app.phrases import personal_data as phrases
from app.plans import personal_data as plans
from app.practice.attempts import personal_data as practice
from app.reading import personal_data as reading
from app.review import personal_data as review
from app.training import personal_data as training
from app.training.assignments.actions import begin_due_rounds, follow_zones
from app.training.roster.actions import erasing

SLICES = Slices((reading, practice, phrases, courses, plans, review, training))
"""What each slice does with the things that it keeps for a subject; their order here means nothing."""


def jobs(erasures: ErasureRecord) -> list[Job]:
    """All that has to be done without anybody asking."""

    def clean_up_and_wipe(database: Database, now: datetime) -> bool:
        more = clean_up.clean_up(SLICES, database, now)
        clean_up.finish_erasing(database, erasures)
        return more

    return [
        Job("clean-up", clean_up.EVERY, clean_up_and_wipe),
        Job("rounds", timedelta(minutes=10), begin_due_rounds),
        Job("zones", timedelta(hours=1), follow_zones),
        Job("rosters", erasing.EVERY, erasing.erase_unused),
    ]
