"""What every page of an attempt begins with: the attempt of whoever asks, and its scenario as it was begun."""

from sqlalchemy import Connection
from starlette.requests import Request

from app.errors import NotFound
from app.learners.access import token_of
from app.learners.actions.sessions import SEEN_EVERY, still_here
from app.learners.who import Who
from app.practice.attempts.attempt import Standing
from app.practice.attempts.queries import NO_SUCH, find_standing
from app.practice.attempts.versions import Versions
from app.scenarios.scenario import Scenario


def open_attempt(request: Request, connection: Connection, attempt: str) -> tuple[Scenario, Standing]:
    """Raises NotFound for anybody but the learner whose attempt it is."""
    now = request.app.state.clock()
    who, standing = find_standing(connection, token=token_of(request), attempt=attempt, now=now)
    request.state.who = who
    scenario = versions_of(request).find(connection, standing.scenario_id, standing.version)
    if scenario is None:
        raise NotFound(NO_SUCH)
    return scenario, standing


def seen(request: Request, connection: Connection) -> None:
    """At most twice a day, say that this person was here."""
    who: Who = request.state.who
    now = request.app.state.clock()
    if who.seen_at is None or now - who.seen_at >= SEEN_EVERY:
        still_here(connection, who, now)


def versions_of(request: Request) -> Versions:
    found: Versions = request.app.state.versions
    return found
