"""`fourchairs check` to the letter of scenarios/README.md: paths, formats and exit codes."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run


def break_scenario(project: Path, old: str = "customer +1", new: str = "costumer +1") -> None:
    file = project / "scenarios" / "a-call.md"
    file.write_text(file.read_text().replace(old, new, 1))


def test_sound_content_has_no_errors(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert all(" W" in line for line in result.stdout.splitlines())


def test_strict_counts_warnings(run: Run) -> None:
    assert run("check", "--strict").exit_code == 1


def test_every_problem_is_a_line(run: Run, project: Path) -> None:
    break_scenario(project)
    result = run("check")
    assert result.exit_code == 1
    assert "scenarios/a-call.md:19: E013" in result.stdout
    assert "did you mean “customer”?" in result.stdout


def test_problems_of_lessons_and_scenarios_come_sorted(run: Run, project: Path) -> None:
    break_scenario(project)
    (project / "lessons" / "one" / "module.md").write_text("---\ntitel: One\n---\n")
    found = [(p["path"], p["line"], p["code"]) for p in json.loads(run("check", "--format", "json").stdout)]
    assert found == sorted(found)
    assert {path for path, _, _ in found} >= {"lessons/one/module.md", "scenarios/a-call.md"}


@pytest.mark.parametrize("path", ["lessons", "lessons/one", "lessons/course.md"])
def test_json_is_always_a_list(run: Run, path: str) -> None:
    result = run("check", path, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []


def test_a_path_bears_its_name_as_given(run: Run, project: Path) -> None:
    break_scenario(project)
    given = f"{project}/scenarios/../scenarios/a-call.md"
    (problem, *_) = json.loads(run("check", given, "--format", "json").stdout)
    assert problem["path"] == given
    assert set(problem) == {"path", "line", "code", "message"}


def test_a_scenario_may_lie_anywhere(run: Run, project: Path, tmp_path: Path) -> None:
    far = tmp_path / "far" / "deep"
    far.mkdir(parents=True)
    (far / "another-call.md").write_text((project / "scenarios" / "a-call.md").read_text())
    assert run("check", str(far / "another-call.md")).exit_code == 0
    assert run("check", str(tmp_path / "far")).exit_code == 0


def test_a_scenario_no_module_lists(run: Run, project: Path) -> None:
    scenario = project / "scenarios" / "a-call.md"
    scenario.with_name("another-call.md").write_text(scenario.read_text())
    result = run("check")
    assert result.exit_code == 1
    assert "L127" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["nowhere.md"], ["scenarios", "nowhere.md"], ["--format", "xml"], ["--bold"]]
)
def test_usage_is_2(run: Run, arguments: list[str]) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_another_content_folder_is_a_setting(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_scenario(project)
    monkeypatch.chdir("/")
    assert run("check", CONTENT_DIR=str(project)).exit_code == 1


def test_it_leaves_nothing_behind(run: Run, project: Path) -> None:
    before = sorted(project.rglob("*"))
    run("check")
    assert sorted(project.rglob("*")) == before


def test_xray_prints_json(run: Run) -> None:
    report = json.loads(run("xray", "scenarios/a-call.md", "--json").stdout)
    assert report["paths"] == 2
    assert report["range"]["customer"] == {"min": -1, "max": 1}


def test_xray_prints_tables(run: Run) -> None:
    result = run("xray", "scenarios/a-call.md")
    assert result.exit_code == 0
    assert "customer" in result.stdout


def test_xray_of_a_broken_file_prints_what_check_says(run: Run, project: Path) -> None:
    break_scenario(project)
    result = run("xray", "scenarios/a-call.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == run("check", "scenarios/a-call.md").stdout


@pytest.mark.parametrize("path", ["nowhere.md", "scenarios"])
def test_xray_of_what_is_no_file(run: Run, path: str) -> None:
    result = run("xray", path)
    assert (result.exit_code, result.stdout) == (2, "")


def test_xray_says_what_an_edit_did(run: Run, project: Path, tmp_path: Path) -> None:
    before = tmp_path / "a-call.md"
    before.write_bytes((project / "scenarios" / "a-call.md").read_bytes())
    break_scenario(project, "customer +1", "customer +3")
    assert "customer’s highest 1 → 3" in run("xray", "scenarios/a-call.md", "--against", str(before)).stdout


def test_xray_holds_two_versions_together_to_the_budget_of_the_settings(
    run: Run, project: Path, tmp_path: Path
) -> None:
    """Each is small enough; which line sets the flag has changed, so together they have more states than either."""
    now, before = project / "scenarios" / "a-call.md", tmp_path / "before.md"
    talk = now.read_text()[now.read_text().index("- [hold]") : now.read_text().index("## ending")]
    scene = f"## talk: Talking\n\nOn it goes.\n\n{talk.replace('self +1', 'self +2', 1)}"
    scene = scene.replace("- [hang]", "- [hang]", 1).replace(
        "  - now: A beep.", "  - if: noted\n  - now: A beep."
    )
    text = now.read_text().replace("-> done", "-> talk").replace("## ending", f"{scene}## ending")
    third = talk[talk.index("- [hang]") :].replace("[hang]", "[ask]").replace("-> done", "-> talk")
    text = text.replace("## talk", f"{third}## talk")
    now.write_text(text.replace("  - now: Music plays.", "  - set: noted\n  - now: Music plays.", 1))
    before.write_text(text.replace("  - now: A beep.", "  - set: noted\n  - now: A beep.", 1))
    arguments = [("xray", "scenarios/a-call.md"), ("xray", str(before))]
    enough = next(
        n for n in range(1, 50) if not any(run(*one, ANALYSIS_STATES=str(n)).exit_code for one in arguments)
    )
    together = (*arguments[0], "--against", str(before))
    result = run(*together, ANALYSIS_STATES=str(enough))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{before}:1: E041")
    assert run(*together, ANALYSIS_STATES=str(2 * enough)).exit_code == 0


def test_xray_gives_up_in_words(run: Run) -> None:
    result = run("xray", "scenarios/a-call.md", ANALYSIS_STATES="1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "E041" in result.stderr
