"""What every page of an attempt begins with: the attempt of whoever asks, and its scenario as it was begun."""

from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request

from app.errors import NotFound
from app.learners.access import prolong, token_of
from app.learners.actions.sessions import seen
from app.learners.actions.subject_lock import settle
from app.practice.attempts.attempt import AttemptKey, Standing
from app.practice.attempts.queries import NO_SUCH, Player, read_evidence, read_standing
from app.practice.attempts.transcript import Transcript, transcript_of
from app.practice.attempts.versions import StoredVersions, Versions
from app.scenarios.scenario import Scenario
from app.web.site import content_of, site_of


def player_of(request: Request, attempt: str, now: datetime) -> Player:
    return Player(versions_of(request), token_of(request), attempt, now)


def open_attempt(request: Request, connection: Connection, attempt: str) -> tuple[Scenario, Standing]:
    """Raises NotFound for anybody but the learner whose attempt it is."""
    who, scenario, standing = player_of(request, attempt, site_of(request.app).clock()).open_attempt(
        connection
    )
    request.state.who = who
    return scenario, standing


def hold_attempt(request: Request, connection: Connection, attempt: str) -> tuple[Scenario, Standing]:
    """The attempt for an action, read in the action's own transaction, of whoever asked when the request came.

    It writes down that they were here (`seen`). Raises NotFound for anybody but the learner whose attempt it is, and
    Refused where they are gone (`settle`).
    """
    now = site_of(request.app).clock()
    who = settle(connection, request.state.who, now)
    standing = read_standing(connection, AttemptKey(who.subject_id or "", attempt))
    scenario = (
        versions_of(request).find(connection, standing.scenario_id, standing.version) if standing else None
    )
    if standing is None or scenario is None:
        raise NotFound(NO_SUCH)
    seen(connection, who, now)
    prolong(request, who, now)
    return scenario, standing


def open_transcript(request: Request, connection: Connection, attempt: str) -> Transcript:
    """What `open_attempt` finds, told from its evidence; it raises the same."""
    scenario, standing = open_attempt(request, connection, attempt)
    return transcript_of(scenario, standing, read_evidence(connection, standing.key))


def versions_of(request: Request) -> Versions:
    return Versions(content_of(request).scenarios, site_of(request.app).part(StoredVersions))
