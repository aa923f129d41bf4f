"""Where a chair came to sit, as a cell of a table or a figure shows it."""

from dataclasses import dataclass

from app.content.chair import CHAIRS, Chair, chair_name
from app.csv_cells import cell
from app.training.overview.people_csv import chair_value
from app.training.overview.scaled import Scaled, closeness_words

MIDDLE, STEP, LEAST = 60.0, 7.8, 4.0
"""Of a mark in its box of 120: where a chair began, how far one of six is, and how far off anything but zero is."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One chair in its cell: the words for where it sits, the number for a machine, the place in the figure.

    Without `words` this chair was not tested.
    """

    chair: Chair
    words: str = ""
    number: str = ""
    place: float = MIDDLE

    @property
    def name(self) -> str:
        """As a sentence about somebody else has it."""
        return "Themselves" if self.chair is Chair.SELF else chair_name(self.chair)


def marks_of(chairs: Scaled) -> tuple[Mark, ...]:
    """One for each chair; none at all where no chair has a number."""
    return () if chairs.is_empty else tuple(_mark(chair, chairs.of(chair)) for chair in CHAIRS)


def shown_number(value: float) -> str:
    """As a cell and a CSV have it: two decimals, a minus that machines know."""
    return cell(chair_value(value))


def _mark(chair: Chair, value: float | None) -> Mark:
    if value is None:
        return Mark(chair)
    off = max(LEAST, abs(STEP * value)) if value else 0.0
    place = MIDDLE + (off if value > 0 else -off)
    return Mark(chair, closeness_words(value), shown_number(value), round(place, 1))
