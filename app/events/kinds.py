"""All kinds of events, to and from the rows that keep them."""

import json
from dataclasses import MISSING, fields
from typing import Any

from app.events.assignments import (
    AssignmentMoved,
    AssignmentSet,
    AssignmentSetAgain,
    AssignmentWithdrawn,
    ConditionChanged,
    ItemsChanged,
    LaterDatesChanged,
    MemberExcused,
    OwnDateChanged,
)
from app.events.event import (
    AccountDeleted,
    AttemptFinished,
    CertificateMade,
    ContentServed,
    EarlierShown,
    Event,
    GroupCodeMade,
    GroupCodeRevoked,
    GroupMade,
    LeadNamed,
    LeadRemoved,
    LessonFinished,
    LimitReached,
    MemberJoined,
    MemberLeft,
    PersonalLinkMade,
    ResetLinkMade,
    RoleChanged,
    RosterChanged,
    SignInFailed,
    TrainerNamed,
    TrainerRemoved,
    WorkplaceMade,
    facts_of,
)

KINDS: dict[str, type[Event]] = {
    kind.KIND: kind
    for kind in (
        *(RoleChanged, ResetLinkMade, AccountDeleted),
        *(LessonFinished, AttemptFinished, CertificateMade, ContentServed),
        *(WorkplaceMade, TrainerNamed, TrainerRemoved),
        *(GroupMade, LeadNamed, LeadRemoved, MemberJoined, MemberLeft, EarlierShown),
        *(GroupCodeMade, GroupCodeRevoked, RosterChanged, PersonalLinkMade),
        *(AssignmentSet, AssignmentMoved, OwnDateChanged, LaterDatesChanged, ConditionChanged, ItemsChanged),
        *(AssignmentWithdrawn, AssignmentSetAgain, MemberExcused),
        *(SignInFailed, LimitReached),
    )
}


def as_json(event: Event) -> str:
    return json.dumps(event.facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_stored(kind: str, *, subject: str, actor: str, facts: str) -> Event | None:
    """The event of a row; None for a kind that this program no longer knows, or knows with other facts."""
    known = KINDS.get(kind)
    told: dict[str, Any] = json.loads(facts)
    if known is None or not _needed(known) <= told.keys() <= set(facts_of(known)):
        return None
    return known(subject=subject, actor=actor, **told)


def _needed(kind: type[Event]) -> set[str]:
    """The facts without which there is no such event."""
    return {one.name for one in fields(kind) if one.default is MISSING} - {"subject", "actor"}
