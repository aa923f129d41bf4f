"""Who may what: the whole table, act by act, and that no other place has a rule of its own."""

import ast
from pathlib import Path

import pytest

from app.errors import NotAllowed, SignInNeeded
from app.learners.permissions import Act, may, require
from app.learners.who import NOBODY, Role, Who

APP = Path(__file__).parents[2] / "app"
TEMPLATES = APP.parent / "templates"
PEOPLE = {
    "nobody": NOBODY,
    "visitor": Who(subject_id="01"),
    **{role.value: Who(subject_id="02", role=role) for role in Role},
}
TABLE = {
    Act.KEEP_ACCOUNT: {"learner", "trainer", "admin"},
    Act.READ_DESK: {"trainer", "admin"},
    Act.TEACH: {"trainer", "admin"},
    Act.SEE_FAULTS: {"admin"},
    Act.MANAGE_PEOPLE: {"admin"},
    Act.MANAGE_WORKPLACES: {"admin"},
}
MAKERS_OF_ROLES = {
    "learners/permissions.py": "holds the rules",
    "learners/actions/accounts.py": "counts the admins there are",
    "learners/actions/people.py": "gives and takes roles",
    "learners/actions/personal_data.py": "asks whether there is an account",
    "commands/admin.py": "makes the first admin",
    "demo/plan.py": "invents somebody of each role",
    "demo/belonging.py": "tells when each was given it",
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("person", PEOPLE)
def test_the_table(act: Act, person: str) -> None:
    who = PEOPLE[person]
    assert may(who, act) is may(who, act.value) is (person in TABLE[act])
    if person in TABLE[act]:
        assert require(who, act) is who
    else:
        with pytest.raises(NotAllowed if who.signed_in else SignInNeeded):
            require(who, act)


def test_an_act_that_nobody_knows_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="fly"):
        may(PEOPLE["admin"], "fly")


def test_nobody_may_anything() -> None:
    assert not any(may(None, act) for act in Act)


def test_no_other_place_compares_a_role() -> None:
    found = {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (
            isinstance(node, ast.Compare)
            and any(isinstance(part, ast.Attribute) and part.attr == "role" for part in ast.walk(node))
        )
        or (
            isinstance(node, ast.Compare)
            and any(isinstance(part, ast.Name) and part.id == "Role" for part in ast.walk(node))
        )
    }
    assert found - {"learners/who.py"} <= set(MAKERS_OF_ROLES)
    asked = [path.name for path in TEMPLATES.rglob("*.html") if "who.role" in path.read_text()]
    assert asked == []
