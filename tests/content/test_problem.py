from app.content.problem import Problem, did_you_mean, has_errors, quoted


def test_as_a_line() -> None:
    assert str(Problem("a/b.md", 3, "E012", "there is no “x”")) == "a/b.md:3: E012 there is no “x”"


def test_sorted_by_path_line_and_code() -> None:
    places = [("b", 1, "E1"), ("a", 10, "E1"), ("a", 2, "E2"), ("a", 2, "E1")]
    found = sorted(Problem(path, line, code, "") for path, line, code in places)
    assert [(one.path, one.line, one.code) for one in found] == [
        ("a", 2, "E1"),
        ("a", 2, "E2"),
        ("a", 10, "E1"),
        ("b", 1, "E1"),
    ]


def test_errors_and_warnings() -> None:
    assert [Problem("", 1, code, "").is_error for code in ("E001", "L101", "W101", "L901")] == [
        True,
        True,
        False,
        False,
    ]
    assert not has_errors([Problem("", 1, "W101", "")])


def test_hints() -> None:
    assert did_you_mean("coleagues", ["customer", "colleagues"]) == " (did you mean “colleagues”?)"
    assert did_you_mean("boss", ["customer", "colleagues"]) == ""
    assert did_you_mean("x" * 100_000, ["x" * 99_999]) == ""
    assert did_you_mean("a1", [f"a{number}" for number in range(100_000)]) == ""


def test_quoting_keeps_a_report_to_one_line() -> None:
    assert quoted("a\n b\x00\u202e") == "“a b��”"
    assert quoted("x" * 200) == f"“{'x' * 80}…”"
    assert quoted(7) == "“7”"
