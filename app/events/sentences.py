"""Events as the log says them: one sentence a kind, from ids and bounded words, or from the names of those ids."""

from collections.abc import Mapping

from app.events.assignments import (
    AssignmentChange,
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
    EarlierShown.KIND: "Work from before joining shown or hidden",
    GroupCodeMade.KIND: "Codes of groups made",
    GroupCodeRevoked.KIND: "Codes of groups revoked",
    RosterChanged.KIND: "Lists of groups changed",
    PersonalLinkMade.KIND: "Personal links made",
    AssignmentSet.KIND: "Assignments set",
    AssignmentMoved.KIND: "Due dates moved",
    OwnDateChanged.KIND: "Dates of one person changed",
    LaterDatesChanged.KIND: "Dates for who joins later changed",
    ConditionChanged.KIND: "Conditions changed",
    ItemsChanged.KIND: "Assignments that grew or shrank",
    AssignmentWithdrawn.KIND: "Assignments withdrawn",
    AssignmentSetAgain.KIND: "Assignments set again",
    MemberExcused.KIND: "Members excused",
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
    EarlierShown.KIND: "Shows leads of the group {group} what came before joining: from {before} to {after}",
    GroupCodeMade.KIND: "Made a code to join the group {group}",
    GroupCodeRevoked.KIND: "Revoked the code of the group {group}",
    RosterChanged.KIND: "Changed the list of the group {group}, {how}{counts}",
    PersonalLinkMade.KIND: "Made a personal link to join the group {group}{expected}",
    AssignmentSet.KIND: "Set the assignment {assignment} for the group {group}",
    AssignmentMoved.KIND: "Moved the date of the assignment {assignment} of the group {group}",
    OwnDateChanged.KIND: "Has another date for the assignment {assignment} of the group {group}",
    LaterDatesChanged.KIND: "Changed the date for who joins later, of the assignment {assignment} of the group {group}",
    ConditionChanged.KIND: "Changed when a conversation is done, of the assignment {assignment} of the group {group}",
    ItemsChanged.KIND: "Changed what the assignment {assignment} of the group {group} consists of",
    AssignmentSetAgain.KIND: "Set the assignment {assignment} of the group {group} again",
    AssignmentWithdrawn.KIND: "Withdrew the assignment {assignment} of the group {group}",
    MemberExcused.KIND: "Excused from the assignment {assignment} of the group {group}: {excused}",
    SignInFailed.KIND: "A sign-in failed",
    LimitReached.KIND: "Tried too often: {limit}",
    LessonFinished.KIND: "Finished the lesson {lesson}",
    AttemptFinished.KIND: "Finished the conversation {scenario} with the ending {ending}",
    CertificateMade.KIND: "Made a certificate of the course {course}",
    ContentServed.KIND: "The version {short} of the {content} {id} was used for the first time",
}
UNKNOWN = "Something that this release does not know"
SHORT = 12
"""Letters of a version that tell it from others."""
NAMED = frozenset(
    {"workplace", "group", "assignment", "entry", "lesson", "scenario", "ending", "course", "id"}
)
"""Facts that are ids of something with a name."""
Names = Mapping[str, str]
"""By fact; one that is not there has no name any more."""


def sentence(event: Event | None, names: Names | None = None) -> str:
    """What happened, without whom. Without names it has ids; `UNKNOWN` for an event of another release."""
    if event is None:
        return UNKNOWN
    facts = event.facts
    known = facts if names is None else names
    told = {
        name: _quoted(known.get(name, value)) if name in NAMED else value for name, value in facts.items()
    }
    said = SENTENCES[event.KIND].format(
        **told,
        counts=_counts(facts),
        expected=f" for {_quoted(known['entry'])}" if known.get("entry") else "",
        short=facts.get("version", "")[:SHORT],
    )
    if isinstance(event, AssignmentChange) and event.before and event.after:
        return f"{said}: from {event.before} to {event.after}"
    return said


def _quoted(name: str) -> str:
    return f"“{name}”"


def _counts(facts: Mapping[str, str]) -> str:
    """“: 3 added, 1 changed”, where an event has such counts and they are not all zero."""
    counts = {word: facts.get(word, "") for word in ("added", "changed", "removed")}
    said = [f"{count} {word}" for word, count in counts.items() if count not in {"", "0"}]
    return f": {', '.join(said)}" if said else ""
