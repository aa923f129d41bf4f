"""The seven parts every lesson is made of."""

from enum import StrEnum


class Part(StrEnum):
    """The seven parts of a lesson, in the order in which they come."""

    RECALL = "recall"
    MOMENT = "moment"
    TAKES = "takes"
    MOVE = "move"
    PHRASES = "phrases"
    CHECKS = "checks"
    PLAN = "plan"


PARTS = tuple(Part)
