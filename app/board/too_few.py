"""What is said where there are not enough people: nothing is told of fewer than five."""

from app.content.wording import number_word
from app.practice.decisions.statistics import FEWEST


def too_few(people: int, did: str = "finished") -> str:
    """“Needs five people; three have finished.” Empty where there are enough."""
    if people >= FEWEST:
        return ""
    have = "has" if people == 1 else "have"
    who = "nobody has" if people == 0 else f"{number_word(people)} {have}"
    return f"Needs {number_word(FEWEST)} people; {who} {did}."
