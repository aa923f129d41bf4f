"""The seven parts every lesson is made of: their order, the containers they are written in, and their names."""

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

CONTAINERS = {
    "recall": Part.RECALL,
    "moment": Part.MOMENT,
    "take": Part.TAKES,
    "move": Part.MOVE,
    "phrases": Part.PHRASES,
    "check": Part.CHECKS,
    "plan": Part.PLAN,
}
SEVERAL = (Part.TAKES, Part.CHECKS)
"""The parts that hold more than one container."""

PART_NAMES = {
    Part.RECALL: "Recall",
    Part.MOMENT: "The moment",
    Part.TAKES: "Two takes",
    Part.MOVE: "The move",
    Part.PHRASES: "Phrases",
    Part.CHECKS: "Check",
    Part.PLAN: "Your plan",
}
"""As the rail of a lesson's page has them."""
