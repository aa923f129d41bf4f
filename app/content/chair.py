"""The four people at the table of every support conversation; lessons and scenarios name the same ones."""

from enum import StrEnum


class Chair(StrEnum):
    """In the order in which they are always named."""

    CUSTOMER = "customer"
    ORGANIZATION = "organization"
    COLLEAGUES = "colleagues"
    SELF = "self"


CHAIRS = tuple(Chair)
