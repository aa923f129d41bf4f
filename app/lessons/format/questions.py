"""Checks and the recall: a question, and options each with its own explanation.

::: check first-line
What helps Dana most right now?

- [call] “Let me ring Ravi while you sit down.”
  - best
  - verdict: One call, and it has an owner
  - why: Somebody who can help knows about it now.
  - customer: has somebody on her side.
:::
"""

from app.content.chair import CHAIRS
from app.content.ids import is_id
from app.content.markdown import plain_text, render_inline
from app.lessons.format.faults import Faults, id_advice, shown
from app.lessons.format.items import Fields, Item, need_words, read_items, sort_fields
from app.lessons.format.outline import Container, Node, Source
from app.lessons.lesson import Check, Effect, Option

OPTION_FIELDS = ("best", "verdict", "why", *CHAIRS)
LONGEST_TO_SHORTEST = 1.6  # the same limit as for a scenario's choices


def read_check(container: Container, source: Source, faults: Faults) -> Check:
    if not is_id(container.words):
        faults.add(container.line, "L142", f"a check opens with ::: check id; {id_advice(container.words)}")
    return _read_question(container, container.words, "", source, faults)


def read_recall(container: Container, source: Source, faults: Faults) -> Check:
    given = container.words.split()
    if len(given) != 2 or not all(is_id(one) for one in given):
        faults.add(container.line, "L142", "a recall opens with ::: recall id earlier-lesson")
        given = ["", ""]
    return _read_question(container, given[0], given[1], source, faults)


def _read_question(
    container: Container, check_id: str, recalls: str, source: Source, faults: Faults
) -> Check:
    first_list = next(
        (n for n, node in enumerate(container.nodes) if node.type == "bullet_list"), len(container.nodes)
    )
    question, lists = container.nodes[:first_list], container.nodes[first_list:]
    if not question:
        faults.add(container.line, "L158", "ask something before the options")
    for node in question:
        _no_numbered_list(node, faults)
    options = _read_options(container.line, lists, faults)
    return Check(check_id, source.html(question), options, recalls)


def _no_numbered_list(node: Node, faults: Faults) -> None:
    if node.type == "ordered_list":
        faults.at(node, "L144", "options are a list with bullets: - [id] words")


def _read_options(line: int, lists: list[Node], faults: Faults) -> tuple[Option, ...]:
    items = read_items(lists, faults)
    if len(items) < 2:
        faults.add(
            line, "L157", f"a question needs at least two options, and this has {len(items) or 'none'}"
        )
    options = [(item, *_read_option(item, faults)) for item in items]
    best = [fields.found["best"][0].line for _, _, fields in options if "best" in fields]
    if not best and len(items) > 1:
        faults.add(line, "L156", "mark one option as best: - best")
    for second in best[1:]:
        faults.add(second, "L156", "another option is best already: keep one")
    _warn_of_giveaway(items, faults)
    return tuple(option for _, option, _ in options)


def _read_option(item: Item, faults: Faults) -> tuple[Option, Fields]:
    fields = sort_fields(item.fields, OPTION_FIELDS, faults)
    need_words(fields, CHAIRS, faults)
    _needed(item, fields, "verdict", "L154", faults)
    _needed(item, fields, "why", "L153", faults)
    if fields.words("best"):
        faults.add(fields.found["best"][0].line, "L159", "best stands alone: put its words under verdict")
    if not any(chair in fields for chair in CHAIRS):
        faults.add(item.line, "L904", "say what this does to at least one chair, such as - customer: words")
    option = Option(
        id=item.id,
        html=render_inline(item.words),
        words=plain_text(item.words),
        best="best" in fields,
        verdict_html=render_inline(fields.words("verdict")),
        why_html=render_inline(fields.words("why")),
        effects=read_effects(fields),
    )
    return option, fields


def _needed(item: Item, fields: Fields, name: str, code: str, faults: Faults) -> None:
    if name not in fields:
        faults.add(item.line, code, f"the option “{shown(item.id)}” has no {name}: add - {name}: words")
    elif not fields.words(name):
        faults.add(fields.found[name][0].line, code, f"“{name}” says nothing: write {name}: words")


def read_effects(fields: Fields) -> tuple[Effect, ...]:
    return tuple(Effect(chair, render_inline(fields.words(chair))) for chair in CHAIRS if chair in fields)


def _warn_of_giveaway(items: list[Item], faults: Faults) -> None:
    lengths = [len(plain_text(item.words)) for item in items]
    if all(lengths) and len(items) > 1 and max(lengths) > LONGEST_TO_SHORTEST * min(lengths):
        longest = items[lengths.index(max(lengths))]
        message = f"{max(lengths)} characters, where the shortest has {min(lengths)}: length gives it away"
        faults.add(longest.line, "L903", f"the option “{longest.id}” has {message}")
