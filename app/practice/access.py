"""What every page of an attempt begins with: the attempt of whoever asks, and its scenario as it was begun."""

from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request

from app.learners.access import prolong, token_of
from app.learners.actions.sessions import seen as person_seen
from app.practice.attempts.attempt import Standing
from app.practice.attempts.queries import Player, read_evidence
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
    prolong(request, who, site_of(request.app).clock())
    return scenario, standing


def open_transcript(request: Request, connection: Connection, attempt: str) -> Transcript:
    """The same, told from its evidence. Raises NotFound for anybody but the learner whose attempt it is."""
    scenario, standing = open_attempt(request, connection, attempt)
    return transcript_of(scenario, standing, read_evidence(connection, standing.key))


def seen(request: Request, connection: Connection) -> None:
    person_seen(connection, request.state.who, site_of(request.app).clock())


def versions_of(request: Request) -> Versions:
    return Versions(content_of(request).scenarios, site_of(request.app).part(StoredVersions))
