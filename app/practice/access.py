"""What every page of an attempt begins with: the attempt of whoever asks, and its scenario as it was begun."""

from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request

from app.learners.access import prolong, token_of
from app.learners.actions.sessions import seen as person_seen
from app.practice.attempts.attempt import Standing
from app.practice.attempts.queries import Player, read_evidence
from app.practice.attempts.transcript import Transcript, transcript_of
from app.practice.attempts.versions import Versions
from app.scenarios.scenario import Scenario


def player_of(request: Request, attempt: str, now: datetime) -> Player:
    return Player(versions_of(request), token_of(request), attempt, now)


def open_attempt(request: Request, connection: Connection, attempt: str) -> tuple[Scenario, Standing]:
    """Raises NotFound for anybody but the learner whose attempt it is."""
    who, scenario, standing = player_of(request, attempt, request.app.state.clock()).open_attempt(connection)
    request.state.who = who
    prolong(request, who, request.app.state.clock())
    return scenario, standing


def open_transcript(request: Request, connection: Connection, attempt: str) -> Transcript:
    """The same, told from its evidence. Raises NotFound for anybody but the learner whose attempt it is."""
    scenario, standing = open_attempt(request, connection, attempt)
    return transcript_of(scenario, standing, read_evidence(connection, standing.key))


def seen(request: Request, connection: Connection) -> None:
    person_seen(connection, request.state.who, request.app.state.clock())


def versions_of(request: Request) -> Versions:
    found: Versions = request.app.state.versions
    return found
