"""What the forms of workplaces and groups may hold."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from app.assignments.condition import RunCondition
from app.assignments.schedule import FEWEST_MONTHS, MOST_DAYS, MOST_MONTHS
from app.learners.time_zones import chosen_zone
from app.roster.decoding import LARGEST
from app.roster.entry import address_of, name_of, number_of
from app.training.groups.invitation import DAYS, MOST_USES, USUAL_DAYS, USUAL_USES
from app.training.groups.titles import title_of
from app.ulid import PATTERN
from app.web.forms import FormModel

LONGEST = 9
"""Digits of a number."""


def _days(given: str) -> str:
    if given not in {str(days) for days in DAYS}:
        raise ValueError("Choose how long the code works from the list.")
    return given


def _uses(given: str) -> str:
    number = given.strip()
    if not _is_within(number, 1, MOST_USES):
        raise ValueError(f"Type a number of people from 1 to {MOST_USES:,}.")
    return number


def _is_within(number: str, least: int, most: int) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= LONGEST and least <= int(number) <= most


Checked = Field(validate_default=True)
Title = Annotated[str, Checked, AfterValidator(title_of)]
Zone = Annotated[str, Checked, AfterValidator(chosen_zone)]
Id = Annotated[str, Field(pattern=PATTERN)]


class WorkplaceForm(FormModel):
    title: Title = ""
    time_zone: Zone = ""


class Somebody(FormModel):
    """An account, by its subject."""

    subject: Id


class OneGroup(FormModel):
    group: Id


class GroupForm(FormModel):
    workplace: Id
    title: Title = ""


class TitleForm(FormModel):
    title: Title = ""


class CodeForm(FormModel):
    days: Annotated[str, Checked, AfterValidator(_days)] = str(USUAL_DAYS)
    uses: Annotated[str, Checked, AfterValidator(_uses)] = str(USUAL_USES)


class JoinForm(FormModel):
    earlier: Literal["", "1"] = ""


def _number(least: int, most: int, words: str) -> AfterValidator:
    def read(given: str) -> str:
        number = given.strip()
        if number and not _is_within(number, least, most):
            raise ValueError(words.format(least, most))
        return number

    return AfterValidator(read)


class NewAssignmentForm(FormModel):
    """`target` is `module:know-your-role`; days, hours and numbers are text as somebody typed it.

    `groups` are those for all of which it is set, beside the one whose form it is; `people` are of that one.
    """

    target: Annotated[str, Field(max_length=200)] = ""
    condition: RunCondition = RunCondition.FINISHED
    opens: Annotated[str, Field(max_length=40)] = ""
    on: Annotated[str, Field(max_length=40)] = ""
    hour: Annotated[str, Field(max_length=40)] = ""
    later: Annotated[str, _number(0, MOST_DAYS, "Type a number of days from {} to {}.")] = ""
    months: Annotated[str, _number(FEWEST_MONTHS, MOST_MONTHS, "Type a number of months from {} to {}.")] = ""
    whom: Literal["all", "some"] = "all"
    people: tuple[Id, ...] = ()
    groups: tuple[Id, ...] = ()
    sure: Literal["", "1"] = ""


class SureForm(FormModel):
    """First without, to hear what it does; then with."""

    sure: Literal["", "1"] = ""


class ChangeForm(SureForm):
    """`edits` is how often the assignment had been changed when the form was shown; empty: whatever that was."""

    edits: Annotated[str, Field(max_length=9)] = ""


class DateForm(ChangeForm):
    on: Annotated[str, Field(max_length=40)] = ""
    hour: Annotated[str, Field(max_length=40)] = ""


class OwnDateForm(DateForm):
    """`own` is 0 where somebody is to have the date of all again."""

    own: Literal["0", "1"] = "1"


class LaterForm(ChangeForm):
    later: Annotated[str, _number(0, MOST_DAYS, "Type a number of days from {} to {}.")] = ""


class ConditionForm(ChangeForm):
    condition: RunCondition


class ExcuseForm(ChangeForm):
    excused: Literal["0", "1"] = "1"


def _identified(number: str, info: ValidationInfo) -> str:
    if not number and not info.data.get("address", "unread"):
        raise ValueError("Give an address or a number: people of the same name could not be told apart.")
    return number


def _said(reason: str) -> str:
    return f"{reason[0].upper()}{reason[1:]}"


def _kept(read: Callable[[str], str]) -> AfterValidator:
    """As a file’s cell would be kept, with its reason as a sentence of its own."""

    def checked(given: str, info: ValidationInfo) -> str:
        domains = (info.context or {}).get("email_domains", ())
        try:
            return address_of(given, domains) if read is address_of else read(given)
        except ValueError as error:
            raise ValueError(_said(str(error))) from None

    return AfterValidator(checked)


class EntryForm(FormModel):
    """Somebody on a list, by hand."""

    name: Annotated[str, Field(max_length=400), _kept(name_of)] = ""
    address: Annotated[str, Field(max_length=400), _kept(address_of)] = ""
    number: Annotated[str, Checked, Field(max_length=400), _kept(number_of), AfterValidator(_identified)] = ""


class PasteForm(FormModel):
    """Rows as text; a file beside them is no field."""

    text: Annotated[str, Field(max_length=LARGEST + 1)] = ""


class TicksForm(FormModel):
    """`shown`: all entries on the page, with spaces between; `remove`: the ticked ones; `then`: the page to see."""

    shown: Annotated[str, Field(max_length=3_000)] = ""
    remove: tuple[Id, ...] = ()
    then: Annotated[str, Field(pattern=r"^\d{0,5}$")] = ""
