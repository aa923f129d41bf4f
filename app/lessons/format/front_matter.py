"""Reads the front matter of a file into its model, and names each fault at the line on which it stands."""

from collections.abc import Iterable

from pydantic_core import ErrorDetails

from app.content.chair import CHAIRS
from app.content.document import Document
from app.content.head import AnyHead, Head, HeadFaults, validate_head
from app.content.parsed import Kind, Reference
from app.content.problem import did_you_mean
from app.content.yaml_values import Place
from app.lessons.format.faults import Faults, shown
from app.lessons.format.front_matter_models import INNER_HEADS, LONGEST_MINUTES

EXPECTED = {
    "string_type": "must be text: put it in quotes if YAML reads it otherwise",
    "int_type": f"must be a whole number from 1 to {LONGEST_MINUTES}",
    "greater_than_equal": f"must be a whole number from 1 to {LONGEST_MINUTES}",
    "less_than_equal": f"must be a whole number from 1 to {LONGEST_MINUTES}",
    "list_type": "must be a list of ids, such as [first-id, second-id]",
    "dict_type": "must hold names with keys of their own",
    "model_type": "must hold keys of its own",
    "too_short": "is empty: give at least one",
}


def read_head(document: Document, model: type[AnyHead], faults: Faults) -> AnyHead | None:
    """None where anything is wrong with it. A front matter that is no YAML has its fault already."""
    try:
        return validate_head(document, model)
    except HeadFaults as found:
        for place, detail in found:
            if document.values_known or detail["type"] != "missing":
                _name(document, model, faults, place, detail)
        return None


def _name(document: Document, model: type[Head], faults: Faults, place: Place, detail: ErrorDetails) -> None:
    key, line = shown(place[-1] if place else ""), document.line(*place)
    match detail["type"]:
        case "missing":
            within = f"{shown(place[-2])}: " if len(place) > 1 else ""
            faults.add(line, "L112", f"{within}the key “{key}” is missing")
        case "extra_forbidden":
            known = (INNER_HEADS[place[0]] if len(place) > 1 else model).model_fields
            faults.add(line, "L111", f"unknown key “{key}”{did_you_mean(key, known)}")
        case "enum":
            given = shown(str(detail["input"]))
            faults.add(line, "L155", f"unknown chair “{given}”{did_you_mean(given, CHAIRS)}")
        case "value_error":
            faults.add(line, "L113", f"“{key}” {detail['ctx']['error']}")
        case other:
            faults.add(line, "L113", f"“{key}” {EXPECTED.get(other, 'has the wrong type')}")


def references(document: Document, kind: Kind, key: str, faults: Faults) -> Iterable[Reference]:
    """The ids that a list in the front matter names, each with its line; one named twice is a fault."""
    named = document.values.get(key)
    seen: set[str] = set()
    for number, given in enumerate(named if isinstance(named, list) else ()):
        line = document.line(key, str(number))
        if isinstance(given, str) and given in seen:
            faults.add(line, "L126", f"“{shown(given)}” is listed twice")
        elif isinstance(given, str):
            seen.add(given)
            yield Reference(kind, given, line)
