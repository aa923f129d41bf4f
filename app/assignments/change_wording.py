"""Who has changed what of an assignment and how long ago, for whoever may undo it or was about to change it too."""

from datetime import datetime, timedelta

from app.assignments.change import WITHDRAWN, ChangeKind, keys_of, own_date_of
from app.assignments.condition import RunCondition
from app.assignments.wording import later_words
from app.content.wording import counted

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOMEBODY = "Somebody"
"""Whoever has no account any more."""


def ago(at: datetime, now: datetime) -> str:
    """“a moment ago”, “a minute ago”, “5 minutes ago”, “an hour ago”, “3 days ago”."""
    span = now - at
    for unit, one, many in (
        (DAY, "a day", "days"),
        (HOUR, "an hour", "hours"),
        (MINUTE, "a minute", "minutes"),
    ):
        if span >= unit:
            number = span // unit
            return f"{one if number == 1 else f'{number:,} {many}'} ago"
    return "a moment ago"


def changed_meanwhile(name: str, when: str) -> str:
    """For two who change the same at once; `when` as `ago` says it."""
    return f"{name} {_have(name)} changed this {when}. Here is how it is now; yours is below, not saved."


def done_so(kind: ChangeKind, before: str, *, name: str, of: str, when: str, due: str) -> str:
    """What `name` has done `when`, and how it was before, for whoever may undo it.

    `of`: the one person it is about, empty where it is about all. `due`: the date before, as `due_words` says it.
    """
    did = f"{name} {_did(kind, before, of)} {when}."
    return " ".join(one for one in (did, _was(kind, before, of, due)) if one)


def undo_words(kind: ChangeKind, before: str, of: str = "") -> str:
    """What a button says; `of` as in `done_so`."""
    if kind is ChangeKind.WITHDRAW and before == WITHDRAWN:
        return "Withdraw it again"
    return _UNDO.get(kind, UNDO) if not of else UNDO


UNDO = "Undo that"
_UNDO = {
    ChangeKind.DATE: "Undo the move",
    ChangeKind.CONDITION: "Ask the same as before",
    ChangeKind.ITEMS: "Undo the take-over",
    ChangeKind.WITHDRAW: "Set it again",
}


def _did(kind: ChangeKind, before: str, of: str) -> str:
    if kind is ChangeKind.DATE:
        return f"changed the date for {of} alone" if of else "moved the date"
    if kind is ChangeKind.EXCUSE:
        return f"excused {of}" if not before else f"asked this of {of} again"
    if kind is ChangeKind.WITHDRAW:
        return "set this again" if before == WITHDRAWN else "withdrew this"
    return {
        ChangeKind.LATER: "changed what holds for whoever joins later",
        ChangeKind.CONDITION: "changed when a conversation is done",
        ChangeKind.ITEMS: "took over what was new",
    }[kind]


def _was(kind: ChangeKind, before: str, of: str, due: str) -> str:
    if kind is ChangeKind.DATE:
        if of and not own_date_of(before)[1]:
            return "It was the date of all before."
        return f"It was due {due} before."
    if kind is ChangeKind.LATER:
        return f"It was {later_words(int(before) if before else None)} before."
    if kind is ChangeKind.CONDITION:
        return f"Before, it was done when {RunCondition(before).choice}."
    if kind is ChangeKind.ITEMS:
        return f"It had {counted(len(keys_of(before)), 'part')} before."
    return ""


def _have(name: str) -> str:
    return "have" if name == "You" else "has"
