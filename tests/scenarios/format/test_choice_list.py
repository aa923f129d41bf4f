import pytest

from app.scenarios.scenario import Choice, Route
from tests.scenarios.written import SOUND, assert_faults, choice, read, replaced

ROUTES = "- -> home\n  - if: lent and customer >= 1\n- -> out\n"


def ask(text: str) -> Choice:
    return read(replaced("- [ask] Whose door is it? -> hall", text)).scenes["door"].choices[1]


def with_choice(head: str, *fields: str) -> str:
    return replaced("## hall", f"{choice(head, *fields)}\n## hall")


HEADS = [
    "[Wait] Wait. -> out ⟵E005",
    "[wait here] Wait. -> out ⟵E005",
    "[wait_here] Wait. -> out ⟵E005",
    "[] Wait. -> out ⟵E005",
    "[ wait ] Wait. -> out ⟵E005",
    "[wait Wait. -> out ⟵E005",
    "[wait] Wait. ⟵E012",
    "[wait] Wait. -> ⟵E012",
    "[wait] Wait. ->out ⟵E012",
    "[wait] Wait. -> The Hall ⟵E012",
    "[wait] Wait. -> out. ⟵E012",
    "[wait] Wait. -> attic ⟵E012",
    "[wait] Wait. -> out -> hal ⟵E012",
    "[Wait] Wait. ⟵E005 E012",
    "[wait] -> out ⟵E019",
    "[wait] ![](/a.png) -> out ⟵E019",
]


@pytest.mark.parametrize("head", HEADS)
def test_malformed_choices(head: str) -> None:
    assert_faults(with_choice(head))


def test_an_id_is_used_once_in_a_scene() -> None:
    assert_faults(with_choice("[ask] Wait. -> out ⟵E011"))
    assert_faults(
        replaced("## hall", choice("[ask] A. -> out ⟵E011") + choice("[ask] B. -> out ⟵E011") + "\n## hall")
    )


def test_another_scene_may_use_the_same_id() -> None:
    assert len(read(f"{SOUND}\n## attic: Up\n\n{choice('[ask] Wait. -> out')}").scenes) == 3


ITEMS = [
    "Wait. -> out",
    "**[wait]** Wait. -> out",
    "\\[wait] Wait. -> out",
    "→ out",
    "",
    "1. x",
    "> [a] b -> out",
]


@pytest.mark.parametrize("item", ITEMS)
def test_items_that_are_neither_choice_nor_route(item: str) -> None:
    """Their fields are not read."""
    assert_faults(replaced("## hall", f"- {item} ⟵E019\n  - nonsense: +7\n  - if: or or\n\n## hall"))


def test_a_list_of_nothing_but_other_items_is_no_dead_end() -> None:
    assert_faults(replaced(ROUTES, "- home ⟵E019\n- out ⟵E019\n"))


TEXTS = [
    ("- [ask] Whose door is it? -> hall", "Whose door is it?"),
    ("- [ask] Whose\n  door\n     is it?\n  -> hall", "Whose door is it?"),
    ("-\n  [ask] Whose door -> is it? -> hall", "Whose door -> is it?"),
    ("- [ask] *Whose* [door](/a) `is` it&#33; -> hall", "Whose door is it!"),
    ("- [ask]Whose door is it? -> hall", "Whose door is it?"),
    ("- [ask] [own] door: /u -> hall", "[own] door: /u"),
    ("- [ask]: /u -> hall", ": /u"),
]


@pytest.mark.parametrize(("head", "words"), TEXTS)
def test_what_the_learner_says(head: str, words: str) -> None:
    asked = ask(head)
    assert (asked.id, asked.words, asked.target) == ("ask", words, "hall")


def test_the_line_is_that_of_the_item() -> None:
    line = SOUND.split("\n").index("- [ask] Whose door is it? -> hall") + 1
    assert ask("-\n  [ask] Whose door is it? -> hall").line == line


@pytest.mark.parametrize("bullet", "-*+")
def test_bullets_and_blank_lines_are_a_matter_of_taste(bullet: str) -> None:
    lines = SOUND.split("\n")
    start = lines.index("## door: At the door")
    spaced = [
        line.replace("- ", f"{bullet} ", 1) if line.strip().startswith("- ") else line
        for line in lines[start:]
    ]
    loose = "\n".join(
        lines[:start] + [line for pair in zip(spaced, [""] * len(spaced), strict=True) for line in pair]
    )
    found, written = read(loose).scenes["door"].choices, read(SOUND).scenes["door"].choices
    assert [(one.id, one.words, one.effects, one.now, one.sets) for one in found] == [
        (one.id, one.words, one.effects, one.now, one.sets) for one in written
    ]


ROUTE_FAULTS = [
    "- -> home\n  - if: lent\n- -> attic ⟵E012\n",
    "- -> home\n  - if: lent\n- -> ⟵E012\n",
    "- -> home\n  - if: lent\n- -> the out ⟵E012\n",
    "- ->home ⟵E036\n- -> out\n",
    "- -> home ⟵E036\n- -> home ⟵E036\n- -> out\n",
    "- -> home ⟵E036\n- -> out ⟵E036\n  - if: lent\n",
    "- -> home\n  - if: lent\n- -> out ⟵E036\n  - if: not lent\n",
    "- -> out ⟵E036\n  - if: lent\n",
    "- -> home\n  - if: lent\n  - if: customer > 1 ⟵E015\n- -> out\n",
    "- -> home\n  - if: lent\n  - now: Bang. ⟵E019\n- -> out\n",
    "- -> home\n  - if: lent\n  - customer +1: Bang. ⟵E019\n- -> out\n",
    "- -> home\n  - if: lent\n  - custmer +1: Bang. ⟵E019\n- -> out\n",
    "- -> home\n  - if: lent\n  - once ⟵E019\n- -> out\n",
    "- -> home\n  - if: lent\n\n  More. ⟵E019\n- -> out\n",
    "- -> home\n  - if: ⟵E021\n- -> out\n",
    "- -> home\n  - if: custmer > 1 ⟵E013\n- -> out\n",
    "- -> home\n  - if: lend ⟵E022\n- -> out\n",
]


@pytest.mark.parametrize("routes", ROUTE_FAULTS)
def test_routes_with_a_fault(routes: str) -> None:
    assert_faults(replaced(ROUTES, routes))


def test_routes() -> None:
    home, out = read(SOUND).scenes["hall"].routes
    assert (home.target, len(home.condition.terms)) == ("home", 2)
    assert out == Route("out", home.line + 2)
