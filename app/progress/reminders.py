"""What Today reminds of besides the next step: what is to be recalled, and one plan to report on."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from app.learners.access import Who
from app.learners.time_zones import local_day
from app.plans.plan import Plan, longest_waiting
from app.plans.queries import Sources, read_plans
from app.review.queries import Content, Deck, read_deck


@dataclass(frozen=True, slots=True)
class Reminders:
    deck: Deck
    plan: Plan | None = None


def reminders(request: Request, who: Who, now: datetime) -> Reminders:
    state = request.app.state
    today, sources = local_day(now, who.time_zone), Sources(state.lessons, state.scenarios)
    with state.database.read() as db:
        connection, mine = db.connection(), who.subject_id
        content = Content(state.lessons, state.phrase_books)
        deck = read_deck(connection, content, subject_id=mine, zone=who.time_zone, now=now)
        plans = read_plans(connection, sources, subject_id=mine)
    return Reminders(deck, longest_waiting(plans, zone=who.time_zone, today=today))
