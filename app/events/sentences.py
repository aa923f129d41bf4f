"""Events as the log says them: one sentence a kind, from ids and bounded words."""

from app.events.event import (
    AccountDeleted,
    AttemptFinished,
    CertificateMade,
    ContentServed,
    Event,
    LessonFinished,
    LimitReached,
    ResetLinkMade,
    RoleChanged,
    SignInFailed,
)

KIND_NAMES = {
    RoleChanged.KIND: "Roles changed",
    ResetLinkMade.KIND: "Links for a new password",
    AccountDeleted.KIND: "Accounts deleted",
    SignInFailed.KIND: "Sign-ins that failed",
    LimitReached.KIND: "Limits reached",
    LessonFinished.KIND: "Lessons finished",
    AttemptFinished.KIND: "Conversations finished",
    CertificateMade.KIND: "Certificates made",
    ContentServed.KIND: "Versions first used",
}
"""In the order in which an admin looks for them."""
SENTENCES = {
    RoleChanged.KIND: "Role changed from {before} to {after}",
    ResetLinkMade.KIND: "A link for a new password was made",
    AccountDeleted.KIND: "The account was deleted",
    SignInFailed.KIND: "A sign-in failed",
    LimitReached.KIND: "Tried too often: {limit}",
    LessonFinished.KIND: "Finished the lesson “{lesson}”",
    AttemptFinished.KIND: "Finished the conversation “{scenario}” with the ending “{ending}”",
    CertificateMade.KIND: "Made a certificate of the course “{course}”",
    ContentServed.KIND: "A version of the {content} “{id}” was used for the first time",
}
UNKNOWN = "Something that this release does not know"


def sentence(event: Event | None) -> str:
    """What happened, without whom. `UNKNOWN` for an event of another release."""
    return SENTENCES[event.KIND].format(**event.facts) if event else UNKNOWN
