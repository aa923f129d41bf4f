"""The four people at the table of every support conversation; lessons and scenarios name the same ones."""

from enum import StrEnum


class Chair(StrEnum):
    """In the order in which they are always named."""

    CUSTOMER = "customer"
    ORGANIZATION = "organization"
    COLLEAGUES = "colleagues"
    SELF = "self"


CHAIRS = tuple(Chair)


def chair_name(chair: Chair) -> str:
    """As the learner reads it: their own chair is “You”."""
    return "You" if chair is Chair.SELF else chair.capitalize()


def in_a_sentence(chair: Chair) -> str:
    """The chair as somebody else’s words name it: “the customer”, “you”."""
    return {Chair.SELF: "you", Chair.COLLEAGUES: "your colleagues"}.get(chair, f"the {chair}")
