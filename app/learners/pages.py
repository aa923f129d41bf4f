"""What the pages of accounts and people show, and what all their forms have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.learners.actions.people import Person
from app.learners.models import BrowserSession
from app.learners.who import Role
from app.web.context import Context
from app.web.form_pages import FilledPage, FormPage


@dataclass(frozen=True)
class SignUpPage(FilledPage):
    template = "learners/sign_up.html"


@dataclass(frozen=True)
class SignInPage(FilledPage):
    template = "learners/sign_in.html"


@dataclass(frozen=True)
class ResetPage(FormPage):
    template = "learners/reset.html"
    email: str


@dataclass(frozen=True)
class DetailsPage(FilledPage):
    """`zones` by region; `spoken` says one as a person would."""

    template = "learners/details.html"
    zones: Mapping[str, Sequence[str]]
    spoken: Callable[[str], str]


@dataclass(frozen=True)
class TimeZonePage(FilledPage):
    template = "learners/time_zone.html"
    zones: Mapping[str, Sequence[str]]
    spoken: Callable[[str], str]


@dataclass(frozen=True)
class EmailPage(FilledPage):
    template = "learners/email.html"


@dataclass(frozen=True)
class PasswordPage(FormPage):
    template = "learners/password.html"


@dataclass(frozen=True)
class DeletePage(FormPage):
    template = "learners/delete.html"


@dataclass(frozen=True)
class AccountPage(Context):
    template = "learners/account.html"
    time_zone: str


@dataclass(frozen=True)
class SessionsPage(Context):
    """`after` leads to earlier ones, `later` says that there are newer ones; `browser_name` reads its header."""

    template = "learners/sessions.html"
    browsers: Sequence[BrowserSession]
    after: str
    later: bool
    browser_name: Callable[[str], str]


@dataclass(frozen=True)
class PrivacyPage(Context):
    """`kept`: whether anything is kept of this visitor."""

    template = "learners/privacy.html"
    cookie: str
    learner_days: int
    longest_days: int
    known_cookie: str
    known_days: int
    reset_hours: int
    kept: bool
    time_zone: str


@dataclass(frozen=True)
class PeoplePage(Context):
    """`before` is where older accounts go on, None at the end; `later`: whether there are newer ones."""

    template = "learners/people.html"
    people: Sequence[Person]
    before: str | None
    search: str
    later: bool


@dataclass(frozen=True)
class PersonPage(Context):
    template = "learners/person.html"
    person: Person
    roles: Sequence[Role]


@dataclass(frozen=True)
class ResetLinkPage(Context):
    template = "learners/reset_link.html"
    person: Person
    link: str
    expires: datetime
    time_zone: str
