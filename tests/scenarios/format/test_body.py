import pytest

from app.scenarios.scenario import Narration, Speech
from tests.scenarios.written import SOUND, assert_faults, choice, read, replaced

HEADINGS = [
    "## Attic: Up",
    "## attic_room: Up",
    "## attic-: Up",
    "## -attic: Up",
    "## attic--room: Up",
    "## the attic: Up",
    "## attic",
    "## attic:",
    "## attic:Up",
    "##",
    "## ending attic",
    "## ending The Attic: Up",
    "## Ending attic: Up",
    "# attic: Up",
    "### attic: Up",
    "###### attic: Up",
    "# A title",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_any_other_heading_is_malformed(heading: str) -> None:
    assert_faults(f"{SOUND}\n{heading} ⟵E005\n\nDust.\n")
    assert_faults(replaced("She waits.", f"She waits.\n\n{heading} ⟵E005"))


def test_headings_with_an_underline_are_malformed() -> None:
    assert_faults(replaced("She waits.", "She waits. ⟵E005\n=====\n\nOn."))
    assert_faults(replaced("She waits.", "door: She waits. ⟵E005\nAnd waits.\n----------\n"))


@pytest.mark.parametrize("before", ["> ", "> - "])
def test_headings_inside_something_are_malformed(before: str) -> None:
    assert_faults(replaced("She waits.", f"{before}## attic: Up ⟵E005"))


def test_an_id_is_used_once_in_scenes_and_endings() -> None:
    assert_faults(f"{SOUND}\n## ending home: Again ⟵E010\n\n## ending home: And again ⟵E010\n")
    assert_faults(f"{SOUND}\n## ending hall: Again ⟵E010\n")
    assert_faults(f"{SOUND}\n## door: Again ⟵E010\n\n- -> home\n")


def test_headings_may_be_closed_and_hold_colons() -> None:
    found = read(replaced("## ending out: Out", "## ending out: 12:10: *Out* ##"))
    assert found.endings["out"].heading == "12:10: *Out*"


def test_a_scene_may_be_called_ending() -> None:
    found = read(SOUND.replace("## hall: ", "## ending: ").replace("-> hall", "-> ending"))
    assert list(found.scenes) == ["door", "ending"]


def test_text_before_the_first_heading_is_the_briefing() -> None:
    text = replaced("It is late.", "It is late.\n\n**Ben**: Late.\n\n- a list\n- of things\n\n1. one\n")
    assert read(text).briefing == (
        Narration("It is late."),
        Speech("Ben", "", "Late."),
        Narration("- a list\n- of things"),
        Narration("1. one"),
    )


def test_parts_of_a_scene() -> None:
    blocks = "> quoted\n> on\n\n```\n- [a] -> b\n```\n\n    indented\n\n***\n\nMore\n  text."
    assert read(replaced("She waits.", blocks)).scenes["door"].parts == (
        Speech("Ana", "quietly", "It is locked."),
        Narration("> quoted\n> on"),
        Narration("```\n- [a] -> b\n```"),
        Narration("    indented"),
        Narration("***"),
        Narration("More\n  text."),
    )


def test_text_after_the_list_is_narration() -> None:
    assert read(replaced("## hall", "The clock ticks.\n\n## hall")).scenes["door"].parts[-1] == Narration(
        "The clock ticks."
    )


SPEECH = [
    ("**Ana**: Yes.", Speech("Ana", "", "Yes.")),
    ("**Ana**:Yes.", Speech("Ana", "", "Yes.")),
    ("__Ana__: Yes.", Speech("Ana", "", "Yes.")),
    ("**Ana** (low, slow): Yes: *no*.", Speech("Ana", "low, slow", "Yes: *no*.")),
    ("**Ana** (a (b) c): Yes.", Speech("Ana", "a (b) c", "Yes.")),
    ("**Ana**\n(low): Yes\nor no.", Speech("Ana", "low", "Yes or no.")),
    ("**Ana:** Yes.", Narration("**Ana:** Yes.")),
    ("**Ana** says: yes.", Narration("**Ana** says: yes.")),
    ("** Ana**: Yes.", Narration("** Ana**: Yes.")),
    ("So **Ana**: Yes.", Narration("So **Ana**: Yes.")),
    ("Ana: Yes.", Narration("Ana: Yes.")),
    ("**Nobody** knows **why**: yes.", Narration("**Nobody** knows **why**: yes.")),
]


@pytest.mark.parametrize(("written", "part"), SPEECH)
def test_speech(written: str, part: Speech | Narration) -> None:
    assert read(replaced("She waits.", written)).scenes["door"].parts[1] == part


@pytest.mark.parametrize("place", ["It is late.", "She waits.", "It is warm."])
@pytest.mark.parametrize("speaker", ["**Anna** (low)", "**You**", "**ana**", "__Sam__"])
def test_only_the_cast_speaks(place: str, speaker: str) -> None:
    assert_faults(replaced(place, f"First.\n\n{speaker}: Yes. ⟵E020\nNo."))


def test_a_scene_needs_a_list() -> None:
    assert_faults(f"{SOUND}\n## attic: Up ⟵E031\n\nDust.\n\n## cellar: Down ⟵E031\n")


def test_an_ending_has_no_list() -> None:
    assert_faults(f"{SOUND.replace('## ending out: Out', '## ending out: Out ⟵E032')}\n- -> home\n")
    assert_faults(f"{SOUND.replace('## ending out: Out', '## ending out: Out ⟵E032')}\n- [a] x -> home\n")
    assert_faults(f"{SOUND}\n- a thing ⟵E019\n- another ⟵E019\n")
    assert_faults(f"{SOUND}\n1. -> home ⟵E019\n")


@pytest.mark.parametrize("second", ["* -> out", "+ [a] b -> out", "Or:\n\n- -> out"])
def test_a_scene_has_one_list(second: str) -> None:
    lines = second.split("\n")
    marked = "\n".join([*lines[:-1], f"{lines[-1]} ⟵E023"])
    fields = choice("").split("\n", 1)[1] if "[" in second else ""
    assert_faults(replaced("- -> out", f"- -> out\n\n{marked}\n{fields}"))


def test_a_scene_has_choices_or_routes() -> None:
    routes = "- -> home\n  - if: lent and customer >= 1\n- -> out"
    assert_faults(replaced(routes, f"- -> out\n{choice('[a] Wait. -> out ⟵E023')}- -> home"))
    assert_faults(replaced("- [ask]", "- -> out ⟵E023\n- [ask]"))


def test_numbered_lists_are_not_read() -> None:
    assert_faults(
        replaced("- -> home\n  - if: lent and customer >= 1\n- -> out", "1. -> home ⟵E019\n2. -> x")
    )
    assert_faults(replaced("- -> out", "- -> out\n\n1) -> nowhere ⟵E019"))


def test_no_scene_at_all() -> None:
    start, end = SOUND.index("## door"), SOUND.index("## ending home")
    assert_faults((SOUND[:start] + SOUND[end:]).replace("---", "--- ⟵E012", 1))
