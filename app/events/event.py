"""What can happen that somebody may have to look up later: ids and bounded words, never names or addresses.

An event is about a `subject`, or about the site where it has none; `actor` is who did it, where that is
somebody else. Kinds are added, and never renamed: rows of old ones stay.
"""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every kind has in common. The fields that a kind adds are its facts."""

    KIND: ClassVar[str] = ""
    subject: str = ""
    actor: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """What this kind tells beyond whom it is about and who did it."""
        return {name: getattr(self, name) for name in facts_of(type(self))}

    @property
    def group_id(self) -> str:
        """The group that it concerns; empty where it concerns none."""
        return self.facts.get("group", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Event):
    KIND: ClassVar[str] = "role-changed"
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetLinkMade(Event):
    """Without an actor: made by the command, on the machine of the site."""

    KIND: ClassVar[str] = "reset-link-made"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDeleted(Event):
    KIND: ClassVar[str] = "account-deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFinished(Event):
    KIND: ClassVar[str] = "lesson-finished"
    lesson: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFinished(Event):
    KIND: ClassVar[str] = "attempt-finished"
    attempt: str
    scenario: str
    version: str
    ending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateMade(Event):
    KIND: ClassVar[str] = "certificate-made"
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentServed(Event):
    """A version of a lesson or a scenario was used for the first time; `content` is lesson or scenario."""

    KIND: ClassVar[str] = "content-first-served"
    content: str
    id: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceMade(Event):
    KIND: ClassVar[str] = "workplace-made"
    workplace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerNamed(Event):
    """From now on the subject may make groups in this workplace."""

    KIND: ClassVar[str] = "trainer-named"
    workplace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainerRemoved(Event):
    KIND: ClassVar[str] = "trainer-removed"
    workplace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMade(Event):
    KIND: ClassVar[str] = "group-made"
    group: str
    workplace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadNamed(Event):
    """From now on the subject sees what members of this group do."""

    KIND: ClassVar[str] = "lead-named"
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRemoved(Event):
    KIND: ClassVar[str] = "lead-removed"
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """`earlier`: yes where leads also see what came before, else no."""

    KIND: ClassVar[str] = "member-joined"
    group: str
    earlier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierShown(Event):
    """A member changed whether leads see what came before they joined: yes or no."""

    KIND: ClassVar[str] = "earlier-shown"
    group: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Event):
    KIND: ClassVar[str] = "member-left"
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCodeMade(Event):
    KIND: ClassVar[str] = "group-code-made"
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCodeRevoked(Event):
    KIND: ClassVar[str] = "group-code-revoked"
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChanged(Event):
    """`how`: by a file, by hand, by an invitation, where somebody took themself off, or by the site, which forgot them.

    `added`, `changed` and `removed` count entries; empty where one was changed.
    """

    KIND: ClassVar[str] = "roster-changed"
    group: str
    how: str
    added: str = ""
    changed: str = ""
    removed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalLinkMade(Event):
    """`entry` is that of the group’s list for which it was made."""

    KIND: ClassVar[str] = "personal-link-made"
    group: str
    entry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFailed(Event):
    """About the account that was tried; without a subject where there is no such account."""

    KIND: ClassVar[str] = "sign-in-failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReached(Event):
    """Something was tried too often; `limit` says what, as a sentence goes on: “guess passwords”."""

    KIND: ClassVar[str] = "limit-reached"
    limit: str


def facts_of(kind: type[Event]) -> list[str]:
    return [field.name for field in fields(kind) if field.name not in {"subject", "actor"}]
