"""What the learner takes away: the move with its steps, three phrases, and a plan.

::: move
1. **Name whose it is** Say which team, and that you know them.
2. **Ring them** While the person sits with you.

- customer: has somebody on her side.        (and each of the other three chairs)
:::
"""

import re

from app.content.chair import CHAIRS, Chair
from app.content.ids import is_id
from app.content.markdown import plain_text, render_inline
from app.content.problem import did_you_mean
from app.lessons.format.faults import Faults, id_advice, shown
from app.lessons.format.items import (
    Item,
    below,
    item_text,
    list_items,
    need_words,
    read_field,
    read_items,
    sort_fields,
)
from app.lessons.format.outline import Container, Node
from app.lessons.format.questions import read_effects
from app.lessons.lesson import Move, Phrase, PlanTemplate, Step

FEWEST_STEPS, MOST_STEPS = 2, 4
PHRASES = 3
_STEP = re.compile(r"(\*\*|__)(?=\S)(.+?)\1\s*(.*)", re.DOTALL)


def read_move(container: Container, faults: Faults) -> Move:
    _no_words(container, faults)
    numbered = [node for node in container.nodes if node.type == "ordered_list"]
    rest = [node for node in container.nodes if node.type != "ordered_list"]
    items = [item for node in numbered for item in node.children]
    if len(items) < FEWEST_STEPS:
        faults.add(
            container.line, "L172", f"the move has two to four numbered steps, and this has {len(items)}"
        )
    elif len(items) > MOST_STEPS:
        faults.at(items[MOST_STEPS], "L172", f"the move has two to four steps, and this has {len(items)}")
    steps = tuple(_read_step(item, faults) for item in items)
    fields = sort_fields(
        [read_field(item, faults) for item in list_items(rest, faults)], CHAIRS, faults, unknown="L155"
    )
    need_words(fields, CHAIRS, faults)
    for chair in CHAIRS:
        if chair not in fields:
            faults.add(container.line, "L174", f"say what the move does for {chair}: - {chair}: words")
    return Move(steps, read_effects(fields))


def _read_step(item: Node, faults: Faults) -> Step:
    found = _STEP.fullmatch(item_text(item))
    for node in below(item):
        faults.at(node, "L144", "a step is one paragraph")
    if not found or not found[3]:
        faults.at(item, "L173", "a step begins with its name in bold, then says what to do: **Name** words")
    return Step(render_inline(found[2]), render_inline(found[3])) if found else Step("", "")


def read_phrases(container: Container, faults: Faults) -> tuple[Phrase, ...]:
    _no_words(container, faults)
    items = read_items(container.nodes, faults)
    if len(items) != PHRASES:
        line = items[PHRASES].line if len(items) > PHRASES else container.line
        faults.add(line, "L180", f"there are exactly three phrases, and this has {len(items)}")
    return tuple(_read_phrase(item, faults) for item in items)


def _read_phrase(item: Item, faults: Faults) -> Phrase:
    fields = sort_fields(item.fields, ("chair",), faults)
    need_words(fields, ("chair",), faults)
    given = fields.words("chair")
    if given and given not in CHAIRS:
        line = fields.found["chair"][0].line
        faults.add(line, "L155", f"unknown chair “{shown(given)}”{did_you_mean(given, CHAIRS)}")
    chair = Chair(given) if given in CHAIRS else None
    return Phrase(item.id, render_inline(item.words), plain_text(item.words), chair)


def read_plan(container: Container, faults: Faults) -> PlanTemplate:
    if not is_id(container.words):
        faults.add(container.line, "L142", f"the plan opens with ::: plan id; {id_advice(container.words)}")
    given = [read_field(item, faults) for item in list_items(container.nodes, faults)]
    names = ("when", "say", "try")
    fields = sort_fields(given, names, faults, many="when")
    need_words(fields, names, faults)
    for name in names:
        if name not in fields:
            faults.add(container.line, "L181", f"the plan lacks “{name}”: add - {name}: words")
    return PlanTemplate(
        id=container.words,
        whens=tuple(plain_text(when.words) for when in fields.found.get("when", ())),
        say=plain_text(fields.words("say")),
        try_html=render_inline(fields.words("try")),
    )


def _no_words(container: Container, faults: Faults) -> None:
    if container.words:
        message = f"it opens with ::: {container.kind} and nothing else"
        faults.add(container.line, "L142", message)
