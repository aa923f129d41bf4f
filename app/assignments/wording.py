"""What a change to an assignment does, said before it is done, for nobody, one person or many.

Whoever has finished counts as `finished` alone; `owing` are those it is open for, without the excused.
"""

from collections import Counter
from collections.abc import Sequence

from app.assignments.items import Item
from app.content.wording import counted, listed, number_word


def people(number: int) -> str:
    """“nobody”, “one person”, “12 people”."""
    return {0: "nobody", 1: "one person"}.get(number, f"{number:,} people")


def sets(owing: int, finished: int) -> str:
    """“Sets this for 12 people; 5 have finished it already, which counts.”"""
    return _sentence(f"Sets this for {people(owing)}", _have(finished, "finished it already, which counts"))


def moves_date(owing: int, finished: int, own: int) -> str:
    """“Moves the date for 12; 5 have finished; 2 have a date of their own, which stays.”

    `own` are those who owe it by a date of their own; they are not among `owing`.
    """
    stays = _have(own, "a date of their own, which stays")
    return _sentence(f"Moves the date for {_number(owing)}", _have(finished, "finished"), stays)


def moves_own_date(name: str, when: str) -> str:
    """For one person; `when` as `due_words` says it."""
    return f"Moves the date for {name} alone, to {when}. It then stays when the date of all is moved."


def withdraws(owing: int, finished: int) -> str:
    """“Withdraws this: 12 people owe nothing here then; 5 have finished, which stays.”"""
    owe = (
        f"{people(owing)} {'owes' if owing == 1 else 'owe'} nothing here then" if owing else "nobody owes it"
    )
    return _sentence(f"Withdraws this: {owe}", _have(finished, "finished, which stays"))


def excuses(name: str, done: int, of: int) -> str:
    """Of one person who has done so many of the items that count."""
    if done == of:
        return f"{name} has finished this: there is nothing to excuse."
    stays = f"; {number_word(done)} of {number_word(of)} done, which stays" if done else ""
    return f"Excuses {name}, who owes nothing here then{stays}."


def excuses_no_more(name: str, when: str) -> str:
    """`when` as `due_words` says it."""
    return f"{name} owes this again, due {when}."


def drops_own_date(name: str, when: str) -> str:
    """`when` is the date of all, as `due_words` says it."""
    return f"Gives {name} the date of all again: {when}."


def changes_condition(owing: int, finished: int, already: int = 0) -> str:
    """“Asks this of 12 from now on; 5 have met it as it was and stay so; 2 have done that already.”

    `already` are those for whom it was open until now; they are not among `owing`.
    """
    stay = f"{_have(finished, 'met it as it was')} and {'stays' if finished == 1 else 'stay'} so"
    asks = f"Asks this of {_number(owing)} from now on"
    return _sentence(asks, stay if finished else "", _have(already, "done that already"))


def changes_later(later: str, moved: int) -> str:
    """`later` as `later_words` says it; `moved` are those who have joined later and get another date by it."""
    gives = (
        f"{people(moved)} who joined later {'gets' if moved == 1 else 'get'} another date" if moved else ""
    )
    return _sentence(f"For whoever joins later: {later}", gives)


def later_words(days: int | None) -> str:
    if days is None:
        return "the same date as everybody"
    return f"due {counted(days, 'day')} after joining" if days else "due on the day they join"


def takes_over(new: Sequence[Item], owing: int, reopened: int = 0) -> str:
    """“Take over: one lesson more, 12 people owe it then.”

    `owing` are all for whom something new is open then; `reopened` those among them who have finished what there was.
    """
    owe = f"{people(owing)} {'owe' if owing > 1 else 'owes'} {_it(new)} then"
    again = f"{_some(reopened)} of them {_has(reopened)} finished all there was" if reopened else ""
    return _sentence(f"Take over: {amount(new)} more, {owe}", again)


def vanished(items: Sequence[Item]) -> str:
    """Of items that are no longer in the files; empty where all are."""
    if not items:
        return ""
    are = "is" if len(items) == 1 else "are"
    return f"{_titles(items)} {are} no longer on this site, and {'keeps' if are == 'is' else 'keep'} nothing open."


def elsewhere(items: Sequence[Item], target: str) -> str:
    """Of items that the target (“this module”) no longer lists; empty where there are none."""
    if not items:
        return ""
    are, stay = ("is", "stays") if len(items) == 1 else ("are", "stay")
    return f"{_titles(items)} {are} no longer in {target}, and {stay} in what was set."


def target_gone(kind: str) -> str:
    """Of a whole module or course that is no longer in the files; `kind` is “module”, “course” …"""
    return (
        f"This {kind} is no longer on this site. It keeps its title here, and what is left of it can be done."
    )


def changed_since(items: Sequence[Item], who: str = "you") -> str:
    """Of items that somebody has finished in an earlier version; empty where there are none."""
    has = "has" if len(items) == 1 else "have"
    it = "it" if len(items) == 1 else "them"
    return f"{_titles(items)} {has} changed since {who} finished {it}, which counts." if items else ""


def amount(items: Sequence[Item]) -> str:
    """“one lesson”, “two lessons and one scenario”."""
    kinds = Counter(item.kind.value for item in items)
    return listed([counted(number, kind) for kind, number in kinds.items()]) or "nothing"


def nothing_to_set(target: str) -> str:
    """Where `items_of` is empty; `target` is “module”, “course” …"""
    return f"There is nothing in this {target} that can be opened, so it cannot be set. Choose another."


def _sentence(*parts: str) -> str:
    return f"{'; '.join(part for part in parts if part)}."


def _have(number: int, what: str) -> str:
    """“5 have finished”; empty of nobody."""
    return f"{_some(number)} {_has(number)} {what}" if number else ""


def _some(number: int) -> str:
    return "one" if number == 1 else f"{number:,}"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _number(number: int) -> str:
    """“nobody”, “one person”, “12”: of whom is told by the rest of the sentence."""
    return people(number) if number < 2 else f"{number:,}"


def _it(items: Sequence[Item]) -> str:
    return "it" if len(items) == 1 else "them"


def _titles(items: Sequence[Item]) -> str:
    return listed([f"“{item.title}”" for item in items])
