"""The front matter of a scenario: who plays whom, how long it takes, and where it comes from.

    title: The printer that isn't ours
    module: not-my-department
    summary: Dana needs a cheque run printed by noon.
    you: Sam, analyst at the service desk
    minutes: 6
    cast:
      Dana: {role: accounts payable, chair: customer}
      Ravi: {role: print team, chair: colleagues, look: curly glasses}
    sources: [004_aa190d8519aadafb]

These keys are required. Optional are `start` (a scene's id), `no-clean-win` (a reason) and `phrase` (the line
worth keeping). Any other key is an error, so that a slip of the pen is seen.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from app.content.chair import CHAIRS
from app.content.document import Document
from app.content.head import HeadFaults, validate_head
from app.content.problem import did_you_mean, quoted
from app.content.yaml_values import Place
from app.scenarios.format.findings import Findings
from app.scenarios.format.front_matter_models import KEYS, LONGEST, MEMBER_KEYS, ScenarioHead

WHOLE_NUMBER = f"must be a whole number from 1 to {LONGEST}"
EXPECTED = {
    "string_type": "must be text: put it in quotes if YAML reads it otherwise",
    "int_type": WHOLE_NUMBER,
    "greater_than_equal": WHOLE_NUMBER,
    "less_than_equal": WHOLE_NUMBER,
    "list_type": "must be a list of at least one source",
    "too_short": "must be a list of at least one source",
    "dict_type": "must give each name a {role, chair}",
    "model_type": "must be written {role: …, chair: …}",
}


@dataclass(frozen=True)
class FrontMatter:
    """`head` is None where it has a fault; who speaks and where it starts may be known all the same.

    `cast` holds names, and is None where they are not known.
    """

    head: ScenarioHead | None
    cast: Collection[str] | None
    start: str
    start_line: int


def read_front_matter(
    document: Document, findings: Findings, *, modules: Collection[str], sources: Collection[str]
) -> FrontMatter:
    """Where the front matter is no YAML, a key that is missing from what was read is no fault of its own."""
    head = None
    try:
        head = validate_head(document, ScenarioHead, {"modules": modules, "sources": sources})
    except HeadFaults as faults:
        for place, detail in faults:
            if document.values or document.values_known or detail["type"] != "missing":
                code, message = _fault(place, detail)
                findings.fault(document.line(*place), code, message)
    cast, start = document.values.get("cast"), document.values.get("start")
    return FrontMatter(
        head,
        cast=tuple(cast) if isinstance(cast, dict) else None,
        start=start.strip() if isinstance(start, str) else "",
        start_line=document.line("start"),
    )


def _fault(place: Place, detail: ErrorDetails) -> tuple[str, str]:
    """Its code and what to say of it."""
    match detail["type"]:
        case "missing":
            return "E003", f"{_subject(place)} is missing"
        case "extra_forbidden":
            known = KEYS if len(place) == 1 else MEMBER_KEYS
            return "E002", f"unknown key {quoted(place[-1])}{did_you_mean(place[-1], known)}"
        case "enum":
            given = str(detail["input"])
            return (
                "E004",
                f"{_subject(place)} is no known chair: {quoted(given)}{did_you_mean(given, CHAIRS)}",
            )
        case "value_error":
            return "E004", f"{_subject(place)} {detail['ctx']['error']}"
        case other:
            return "E004", f"{_subject(place)} {EXPECTED.get(other, 'has the wrong type')}"


def _subject(place: Place) -> str:
    """“minutes”; “role” of “Dana”."""
    match place:
        case ("cast", name, key, *_):
            return f"{quoted(key)} of {quoted(name)}"
        case ("cast", name):
            return quoted(name)
    return quoted(place[0] if place else "")
