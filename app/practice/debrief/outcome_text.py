"""How a play ended, in sentences: what a debrief opens with, and what a figure says to those who cannot see it."""

from collections.abc import Sequence

from app.content.chair import chair_name
from app.content.wording import counted, listed, number_word
from app.scenarios.scenario import CHAIRS, Chair, Totals
from app.scenarios.scoring import Outcome


def outcome_sentence(outcome: Outcome) -> str:
    """“Three chairs moved closer to the table. Colleagues moved away.”"""
    if outcome.all_closer:
        return f"All {number_word(len(CHAIRS))} moved closer to the table."
    sentences = [_closer(outcome.closer)]
    if outcome.moved_away:
        sentences.append(f"{_names(outcome.moved_away)} moved away.")
    if outcome.where_they_were:
        sentences.append(f"{_names(outcome.where_they_were)} ended where {_pronoun(outcome)} began.")
    return " ".join(sentences)


def _closer(chairs: Sequence[Chair]) -> str:
    if not chairs:
        return "Nobody moved closer to the table."
    return f"{counted(len(chairs), 'chair').capitalize()} moved closer to the table."


def _names(chairs: Sequence[Chair]) -> str:
    return listed([chair_name(chair) for chair in chairs])


def _pronoun(outcome: Outcome) -> str:
    return "you" if outcome.where_they_were == (Chair.SELF,) else "they"


def figure_words(totals: Totals) -> str:
    """The table figure in words: every chair and how far it moved."""
    return "Seen from above. " + " ".join(f"{_moved(chair, totals.of(chair))}." for chair in CHAIRS)


def _moved(chair: Chair, total: int) -> str:
    if total == 0:
        return f"{chair_name(chair)} stayed at the same distance"
    steps = f"{abs(total)} {'step' if abs(total) == 1 else 'steps'}"
    return f"{chair_name(chair)} moved {steps} {'closer to the table' if total > 0 else 'away'}"


def steps_moved(total: int) -> str:
    """“+4 closer”, “−3 away” or “no closer, no further”."""
    if total == 0:
        return "no closer, no further"
    return f"+{total} closer" if total > 0 else f"−{-total} away"
