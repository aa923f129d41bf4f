"""What an author can do about a question, in a sentence; nothing where it is as it should be."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.board.item_analysis import Item

TOO_EASY, TOO_HARD = 0.95, 0.3
TEMPTS_STRONG = 0.35
"""Of the strong readers: so many choosing one wrong option is about its words, and not about the readers."""
TEMPTS_ALL = 0.4
FLAT = 0.1
PARTS = ((0.95, "Nearly all"), (0.7, "Three quarters"), (0.6, "Two thirds"), (0.45, "Half"), (0.3, "A third"))


def part(share: float) -> str:
    """“Half”, “A third”; from 0.3 on."""
    return next((words for least, words in PARTS if share >= least), "Some")


@dataclass(frozen=True, slots=True)
class Advice:
    """`of_wrong`: it speaks of the most tempting wrong option."""

    words: str
    of_wrong: bool = False


def advice(item: Item) -> Advice | None:
    """The gravest that holds; None where there is nothing to do."""
    return next(_found(item), None)


def _found(item: Item) -> Iterator[Advice]:
    wrong, apart = item.tempting, item.discrimination
    among_strong = item.thirds.strong[wrong] if item.thirds and wrong else 0
    if among_strong >= TEMPTS_STRONG:
        yield Advice(f"{part(among_strong)} of the strong readers choose this one: look at its words.", True)
    if apart is not None and apart < 0:
        yield Advice("Weak readers get this right more often than strong ones: look at what is called best.")
    if wrong and item.counts[wrong] > item.counts[item.best]:
        yield Advice(
            "More people choose this one than the best: the lesson may not say yet why it is wrong.", True
        )
    elif wrong and item.counts[wrong] >= TEMPTS_ALL * item.people:
        yield Advice(
            f"{part(item.counts[wrong] / item.people)} choose this one: say in the lesson why it tempts.",
            True,
        )
    if item.facility <= TOO_HARD:
        yield Advice("Few get this right at first: see whether the lesson has said it by then.")
    if item.facility >= TOO_EASY:
        yield Advice(
            "Nearly everybody gets this right at once: a wrong answer that tempts more would teach more."
        )
    if apart is not None and apart < FLAT:
        yield Advice("Strong and weak readers answer alike: it does not show who has understood.")


def urgency(item: Item) -> tuple[bool, float]:
    """Sorts what is to be done before what is well, the hardest first."""
    return advice(item) is None, item.facility
