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


def of_others(chair: Chair) -> str:
    """The chair as a sentence about other learners names it: “the customer”, “their colleagues”, “themselves”."""
    return {Chair.SELF: "themselves", Chair.COLLEAGUES: "their colleagues"}.get(chair, f"the {chair}")


def stands_for(chair: str) -> str:
    """Who sits there, in a sentence; `chair` may be its name alone, as templates have it."""
    return {
        Chair.CUSTOMER: "The person who needs something, now, and is usually not at their best.",
        Chair.ORGANIZATION: "Everybody who pays for a problem that is solved late, twice or not at all.",
        Chair.COLLEAGUES: "Whoever has to live with what you promise, and with what you say about them.",
        Chair.SELF: "Your time, your calm, and what you take home in the evening.",
    }[Chair(chair)]
