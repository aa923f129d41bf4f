import hashlib
from pathlib import Path

import pytest

from app.content.text_file import LARGEST
from app.scenarios.format.scenario_file import read_stored
from tests.scenarios.written import SOUND, assert_faults, errors, line_of, parse, replaced

EXAMPLE = (Path(__file__).parents[1] / "example.md").read_text()


def test_the_sound_scenario_has_no_fault() -> None:
    assert_faults(SOUND)


def test_the_example_for_authors_has_no_error() -> None:
    parsed = parse(EXAMPLE)
    assert errors(parsed) == []
    assert {problem.code for problem in parsed.problems} >= {"W106", "W109"}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert errors(parse(SOUND.replace("\n", end))) == []
    fault = replaced("Whose door is it? -> hall", "Whose door is it?").replace("\n", end)
    assert errors(parse(fault)) == [(line_of("Whose door"), "E012")]


def test_a_byte_order_mark_is_allowed() -> None:
    parsed = parse(b"\xef\xbb\xbf" + SOUND.encode())
    assert errors(parsed) == []


def test_the_version_is_the_hash_of_the_bytes() -> None:
    data = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    scenario = parse(data).scenario
    assert scenario
    assert scenario.version == hashlib.sha256(data).hexdigest()


def test_encodings() -> None:
    assert errors(parse(SOUND.encode().replace("−".encode(), b"\xff"))) == [(line_of("self −2"), "E006")]
    assert errors(parse(SOUND.encode("utf-16"))) == [(1, "E006")]
    assert errors(parse(SOUND.replace("She waits.", "She\0waits."))) == [(line_of("She waits."), "E006")]


def test_size() -> None:
    room = LARGEST - len(SOUND.encode())
    assert errors(parse(SOUND + "x" * room)) == []
    assert errors(parse(SOUND + "x" * (room + 1))) == [(1, "E006")]


HTML = [
    "<!-- a note --> ⟵E006",
    "She <b>waits</b>. ⟵E006",
    "She\nwaits\nfor <br> you. ⟵E006",
    "<div> ⟵E006\nShe waits.\n</div>",
    "> She <i>waits</i>. ⟵E006",
    "She [waits\n<b>](/u) ⟵E006",
    "She ![waits\nfor <b>](/u) ⟵E006",
    "`She\n<b>`\nwaits <b> ⟵E006",
    "`<b>` waits.",
    "    <b>",
    "1 < 2 and <https://example.org>",
]


@pytest.mark.parametrize("text", HTML)
def test_raw_html_at_the_line_that_holds_it(text: str) -> None:
    assert_faults(replaced("She waits.", text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("She is in.", "She is <b>in</b>. ⟵E006"),
        ("Whose door is it?", "Whose <i>door</i> is it?"),
        ("She smiles.", "She\n    smiles <br> ⟵E006"),
        ("## hall: In the hall", "## hall: In the <b>hall</b> ⟵E006"),
    ],
)
def test_raw_html_in_items_and_headings(old: str, new: str) -> None:
    text = replaced(old, new)
    assert_faults(text.replace("</i> is it? -> hall", "</i> is it? -> hall ⟵E006"))


@pytest.mark.parametrize(
    "name", ["The-Spare-Key.md", "the_spare_key.md", "the spare key.md", ".md", "key.txt"]
)
def test_the_files_name_is_an_id(name: str) -> None:
    assert errors(parse(SOUND, f"some/where/{name}")) == [(1, "E005")]
    broken = parse(replaced("She waits.", "She <b>waits."), f"some/where/{name}")
    assert errors(broken) == [(1, "E005"), (line_of("She waits."), "E006")]


def test_without_front_matter() -> None:
    assert errors(parse("")) == [(1, "E001")]
    assert errors(parse("\n" + SOUND)) == [(1, "E001")]
    assert errors(parse(SOUND.replace("---", "", 1))) == [(1, "E001")]
    assert errors(parse(replaced("---\n\nIt is late.", "\n\nIt is late."))) == [(1, "E001")]
    body = SOUND[SOUND.index("## door") :]
    assert errors(parse(body)) == [(1, "E001")]
    there = line_of("- -> out") - line_of("## door") + 1
    assert errors(parse(replaced("- -> out", "- -> attic", body))) == [(1, "E001"), (there, "E012")]


def test_faults_of_the_body_are_named_beside_those_of_the_front_matter() -> None:
    text = replaced("title: The spare key", "title: [ ⟵E001")
    assert_faults(replaced("- -> out", "- -> attic ⟵E012", text))


def test_all_faults_at_once_sorted_by_line_and_code() -> None:
    marked = replaced("minutes: 5", "minutes: 50 ⟵E004")
    marked = replaced("She waits.", "**Cy**: <b>Hi. ⟵E006 E020", marked)
    marked = replaced("  - colleagues +1: Ben is not woken.", "  - colleague +1: Ben. ⟵E013", marked)
    assert_faults(replaced("if: lent and customer >= 1", "if: ⟵E021", marked))


def test_near_names_are_suggested() -> None:
    marked = replaced("  - colleagues +1: Ben is not woken.", "  - coleagues +1: Ben.")
    (problem,) = parse(marked).problems
    assert str(problem) == (
        f"scenarios/the-spare-key.md:{line_of('Ben is not woken')}: E013 unknown chair “coleagues”"
        " (did you mean “colleagues”?)"
    )


def test_a_stored_version_is_read_whatever_became_of_its_module() -> None:
    text = replaced("module: keys", "module: gone").replace("source-one", "gone-too")
    stored = read_stored("the-spare-key", text.encode())
    assert stored
    assert (stored.id, stored.module) == ("the-spare-key", "gone")
    assert read_stored("the-spare-key", b"") is None
