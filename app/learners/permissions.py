"""Who may do what: every rule about roles, in one table. Nothing else in the house decides by a role, but for
`require_another_admin`, which sees to it that an admin is left.

Things that belong to a subject need no rule here. They are looked for by their id and their owner's together, so
somebody else's is not found at all, whatever the role of whoever asks, and its page is that of one that never was.
"""

from enum import StrEnum

from app.errors import NotAllowed, SignInNeeded
from app.learners.who import Role, Who


class Act(StrEnum):
    """What not everybody may do."""

    KEEP_ACCOUNT = "keep an account"  # its pages, and what is made out in one's name
    READ_DESK = "read the author's desk"  # scenarios x-rayed, and trials
    TEACH = "teach"  # lead groups, in workplaces where one was named
    SEE_FAULTS = "see faults of content"
    MANAGE_PEOPLE = "manage people"
    MANAGE_WORKPLACES = "manage workplaces"


EVERY_ROLE = frozenset(Role)
ROLES: dict[Act, frozenset[Role]] = {
    Act.KEEP_ACCOUNT: EVERY_ROLE,
    Act.READ_DESK: frozenset({Role.TRAINER, Role.ADMIN}),
    Act.TEACH: frozenset({Role.TRAINER, Role.ADMIN}),
    Act.SEE_FAULTS: frozenset({Role.ADMIN}),
    Act.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Act.MANAGE_WORKPLACES: frozenset({Role.ADMIN}),
}

SIGN_IN = "This page belongs to your account. Sign in to see it."
REFUSALS = {
    frozenset(
        {Role.TRAINER, Role.ADMIN}
    ): "This page is for trainers and admins. If you need it, ask an admin.",
    frozenset({Role.ADMIN}): "This page is for admins. If you need it, ask one of yours.",
}


def may(who: Who | None, act: str) -> bool:
    """Whether this person may; `act` is an `Act` or its text, as templates have it."""
    return who is not None and who.role in ROLES[Act(act)]


def require(who: Who, act: Act) -> Who:
    """The same person. Raises `SignInNeeded` where there is no account, `NotAllowed` where it is not enough."""
    if not who.signed_in:
        raise SignInNeeded(SIGN_IN)
    if not may(who, act):
        raise NotAllowed(REFUSALS[ROLES[act]])
    return who
