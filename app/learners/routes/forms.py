"""What the forms of accounts may hold, each field with the sentence for what cannot be accepted."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from app.learners import email_addresses, passwords
from app.learners.person_name import person_name
from app.learners.time_zones import chosen_zone
from app.web.forms import FormModel

ENTER_PASSWORD = "Enter your password."  # noqa: S105


def _email(given: str, info: ValidationInfo) -> str:
    """`email_domains` in the context are the domains of the site's own network."""
    if not given.strip():
        raise ValueError("Enter your email address.")
    cut = given[: email_addresses.LONGEST + 1]
    return email_addresses.usable_email(cut, (info.context or {}).get("email_domains", ()))


def _email_to_look_up(given: str) -> str:
    if not given.strip():
        raise ValueError("Enter your email address.")
    return email_addresses.looked_up(given)


def _present(given: str) -> str:
    if not given:
        raise ValueError(ENTER_PASSWORD)
    return given


def _long_enough(given: str) -> str:
    if words := passwords.length_fault(given):
        raise ValueError(words)
    return given


Checked = Field(validate_default=True)
Name = Annotated[str, Checked, AfterValidator(person_name)]
Email = Annotated[str, Checked, AfterValidator(_email)]
KnownEmail = Annotated[str, Checked, AfterValidator(_email_to_look_up)]
Password = Annotated[str, Checked, AfterValidator(_present)]
ChosenPassword = Annotated[str, Checked, AfterValidator(_long_enough)]
TimeZone = Annotated[str, Checked, AfterValidator(chosen_zone)]


class SignUp(FormModel):
    name: Name = ""
    email: Email = ""
    password: ChosenPassword = ""
    next: str = ""


class SignIn(FormModel):
    email: KnownEmail = ""
    password: Password = ""
    next: str = ""


class Details(FormModel):
    name: Name = ""
    time_zone: TimeZone = ""


class ChosenZone(FormModel):
    time_zone: TimeZone = ""


class NewEmail(FormModel):
    email: Email = ""
    password: Password = ""


class NewPassword(FormModel):
    password: Password = ""
    new_password: ChosenPassword = ""


class Reset(FormModel):
    new_password: ChosenPassword = ""


class Confirm(FormModel):
    password: Password = ""


class NewRole(FormModel):
    role: Literal["learner", "trainer", "admin"]


class OneSession(FormModel):
    """`session` names one in the list of one's own."""

    session: Annotated[str, Field(min_length=1, max_length=64)]
