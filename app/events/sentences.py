"""Events as the log says them: one sentence a kind, from ids and bounded words."""

from app.events.event import (
    AccountDeleted,
    AttemptFinished,
    CertificateMade,
    ContentServed,
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
    ResetLinkMade,
    RoleChanged,
    SignInFailed,
    TrainerNamed,
    TrainerRemoved,
    WorkplaceMade,
)

KIND_NAMES = {
    RoleChanged.KIND: "Roles changed",
    ResetLinkMade.KIND: "Links for a new password",
    AccountDeleted.KIND: "Accounts deleted",
    WorkplaceMade.KIND: "Workplaces made",
    TrainerNamed.KIND: "Trainers named for workplaces",
    TrainerRemoved.KIND: "Trainers no longer of workplaces",
    GroupMade.KIND: "Groups made",
    LeadNamed.KIND: "Leads named",
    LeadRemoved.KIND: "Leads removed",
    MemberJoined.KIND: "Groups joined",
    MemberLeft.KIND: "Groups left",
    GroupCodeMade.KIND: "Codes of groups made",
    GroupCodeRevoked.KIND: "Codes of groups revoked",
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
    WorkplaceMade.KIND: "Made the workplace {workplace}",
    TrainerNamed.KIND: "Was named a trainer of the workplace {workplace}",
    TrainerRemoved.KIND: "Is no longer a trainer of the workplace {workplace}",
    GroupMade.KIND: "Made the group {group} in the workplace {workplace}",
    LeadNamed.KIND: "Was named a lead of the group {group}, and sees what its members do",
    LeadRemoved.KIND: "Is no longer a lead of the group {group}",
    MemberJoined.KIND: "Joined the group {group}; what came before is shown to its leads: {earlier}",
    MemberLeft.KIND: "Left the group {group}",
    GroupCodeMade.KIND: "Made a code to join the group {group}",
    GroupCodeRevoked.KIND: "Revoked the code of the group {group}",
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
