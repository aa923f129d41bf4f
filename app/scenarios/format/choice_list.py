"""The one list of a scene: choices, or routes.

    - [call] "Let me ring Ravi while you sit down." -> ravi       a choice; fields follow as a nested list
    - -> in-time                                                  a route
      - if: ravi-knows
    - -> alone                                                    the last route, without a condition

A choice's target follows its last ` -> `. Of the routes the first that holds is taken. Any other item is an
error and is not looked into.
"""

from app.content.ids import is_id
from app.content.markdown import plain_text
from app.content.problem import quoted
from app.scenarios.format.body import Item
from app.scenarios.format.choice_fields import read_fields, report_strays
from app.scenarios.format.conditions import read_condition
from app.scenarios.format.findings import Findings
from app.scenarios.scenario import ALWAYS, CHAIRS, Choice, Effect, Route

ARROW = " -> "


def is_choice(item: Item) -> bool:
    return item.text.startswith("[")


def is_route(item: Item) -> bool:
    return item.text.startswith("->")


def read_choice(item: Item, findings: Findings) -> Choice:
    """Whatever is missing or has a fault is empty; the fault is in the findings."""
    before, closing, rest = item.text[1:].partition("]")
    if not closing:
        before, rest = "", before
    text, _, target = rest.rpartition(ARROW) if ARROW in rest else (rest, "", "")
    choice_id = _id(before, item, findings)
    target = read_target(target, item.line, findings)
    words = plain_text(text)
    if not words:
        findings.fault(
            item.line, "E019", "the choice says nothing: write [id] what the learner says -> target"
        )
    fields = read_fields(item, findings)
    return Choice(
        id=choice_id,
        text=text.strip(),
        words=words,
        target=target,
        effects=tuple(fields.effects.get(chair, Effect(chair, 0, "")) for chair in CHAIRS),
        now=fields.now,
        debrief=fields.debrief,
        line=item.line,
        sets=fields.sets,
        clears=fields.clears,
        condition=fields.condition,
        once=fields.once,
        clear_cut=fields.clear_cut,
        sets_line=fields.sets_line,
    )


def _id(text: str, item: Item, findings: Findings) -> str:
    if is_id(text):
        return text
    findings.fault(item.line, "E005", f"the choice’s id {quoted(text)} must be [written-like-this]")
    return ""


def read_target(text: str, line: int, findings: Findings) -> str:
    target = text.strip()
    if is_id(target):
        findings.targets.append((target, line))
        return target
    what = f"the target {quoted(target)} is no id" if target else "the target is missing"
    findings.fault(line, "E012", f"{what}: end the line with “ -> ” and a scene’s or ending’s id")
    return ""


def read_route(item: Item, findings: Findings) -> Route:
    target = read_target(item.text.removeprefix("->"), item.line, findings)
    condition = ALWAYS
    given = False
    for entry in item.fields:
        name, colon, value = entry.text.partition(":")
        if name.strip() != "if" or not (colon or name == entry.text):
            findings.fault(entry.line, "E019", f"a route has no field {quoted(entry.text)}, only “if”")
        elif given:
            findings.fault(entry.line, "E015", "“if” is given twice")
        else:
            given = True
            condition = read_condition(value, entry.line, findings)
    report_strays(item, findings)
    return Route(target, item.line, condition)


def check_last_route(routes: list[Route], findings: Findings) -> None:
    """E036: the last route is the way out, so it alone has no condition."""
    for route in routes[:-1]:
        if route.condition == ALWAYS:
            findings.fault(route.line, "E036", "give this route an “if”, or nothing after it can be taken")
    if routes and routes[-1].condition != ALWAYS:
        findings.fault(routes[-1].line, "E036", "the last route must have no “if”, so that one always holds")


def read_items(lists: list[list[Item]], findings: Findings) -> tuple[list[Choice], list[Route]]:
    """All the choices and routes of a scene, from however many lists; any other item is E019."""
    choices, routes = [], []
    for item in (item for items in lists for item in items):
        if is_choice(item):
            choices.append(read_choice(item, findings))
        elif is_route(item):
            routes.append(read_route(item, findings))
        else:
            forms = "“[id] what the learner says -> target” or “-> target”"
            findings.fault(
                item.line, "E019", f"{quoted(item.text)} is neither a choice nor a route: write {forms}"
            )
    return choices, routes


def check_one_kind(lists: list[list[Item]], findings: Findings) -> bool:
    """E023 at each list after the first, and at the first item that differs in kind from its list's first."""
    for items in lists[1:]:
        findings.fault(items[0].line, "E023", "a scene has one list: join this to the one before it")
    mixed = [item for items in lists for item in _of_another_kind(items)[:1]]
    for item in mixed:
        findings.fault(item.line, "E023", "a scene has either choices or routes: this mixes them")
    return len(lists) <= 1 and not mixed


def _of_another_kind(items: list[Item]) -> list[Item]:
    known = [item for item in items if is_choice(item) or is_route(item)]
    return [item for item in known if is_choice(item) != is_choice(known[0])]
