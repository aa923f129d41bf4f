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

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.content.chair import CHAIRS, Chair
from app.content.document import Document
from app.content.portrait import LOOKS, look_words
from app.content.problem import did_you_mean, quoted
from app.scenarios.format.findings import Findings
from app.scenarios.scenario import CastMember

REQUIRED = ("title", "module", "summary", "you", "minutes", "cast", "sources")
KEYS = (*REQUIRED, "start", "no-clean-win", "phrase")
MEMBER_KEYS = ("role", "chair", "look")
LONGEST = 30  # minutes


@dataclass(frozen=True)
class FrontMatter:
    """What could be read; a value with a fault of its own is left empty. `cast` is None if not known."""

    title: str
    module: str
    summary: str
    you: str
    minutes: int
    cast: Mapping[str, CastMember] | None
    sources: tuple[str, ...]
    start: str
    start_line: int
    no_clean_win: str
    phrase: str


def read_front_matter(
    document: Document, findings: Findings, *, modules: Collection[str], sources: Collection[str]
) -> FrontMatter:
    reader = _Reader(document, findings)
    if document.values_known or document.values:
        reader.check_keys()
    return FrontMatter(
        title=reader.text("title"),
        module=reader.known("module", modules),
        summary=reader.text("summary"),
        you=reader.text("you"),
        minutes=reader.minutes(),
        cast=reader.cast(),
        sources=reader.sources(sources),
        start=reader.text("start"),
        start_line=document.line("start"),
        no_clean_win=reader.text("no-clean-win", may_be_empty=True),
        phrase=reader.text("phrase"),
    )


@dataclass
class _Reader:
    document: Document
    findings: Findings

    def fault(self, code: str, message: str, *place: str) -> None:
        self.findings.fault(self.document.line(*place), code, message)

    def check_keys(self) -> None:
        self._unknown(self.document.values, KEYS)
        for key in REQUIRED:
            if key not in self.document.values:
                self.findings.fault(1, "E003", f"“{key}” is missing from the front matter")

    def _unknown(self, values: Mapping[str, Any], known: Collection[str], *place: str) -> None:
        for key in values:
            if key not in known:
                self.fault("E002", f"unknown key {quoted(key)}{did_you_mean(key, known)}", *place, key)

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        if key not in self.document.values:
            return ""
        value = self.document.values[key]
        if not isinstance(value, str):
            self.fault("E004", f"“{key}” must be text: put it in quotes if YAML reads it otherwise", key)
            return ""
        if not value.strip() and not may_be_empty:
            self.fault("E004", f"“{key}” is empty", key)
        return value.strip()

    def known(self, key: str, names: Collection[str]) -> str:
        value = self.text(key)
        if value and value not in names:
            self.fault("E004", f"{key} {quoted(value)} does not exist{did_you_mean(value, names)}", key)
        return value

    def minutes(self) -> int:
        value = self.document.values.get("minutes", 1)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST:
            return value
        self.fault("E004", f"“minutes” must be a whole number from 1 to {LONGEST}", "minutes")
        return 1

    def sources(self, known: Collection[str]) -> tuple[str, ...]:
        if "sources" not in self.document.values:
            return ()
        values = self.document.values["sources"]
        if not isinstance(values, list) or not values:
            self.fault("E004", "“sources” must be a list of at least one source", "sources")
            return ()
        for number, value in enumerate(values):
            if not isinstance(value, str) or value not in known:
                hint = did_you_mean(str(value), known)
                self.fault("E004", f"source {quoted(value)} does not exist{hint}", "sources", str(number))
        return tuple(str(value) for value in values)

    def cast(self) -> Mapping[str, CastMember] | None:
        values = self.document.values.get("cast")
        if isinstance(values, dict):
            return {name: self.member(name, value) for name, value in values.items()}
        if "cast" in self.document.values:
            self.fault("E004", "“cast” must give each name a {role, chair}", "cast")
        return None

    def member(self, name: str, values: Any) -> CastMember:
        if not isinstance(values, dict):
            self.fault("E004", f"{quoted(name)} must be written {{role: …, chair: …}}", "cast", name)
            return CastMember(name, "", Chair.CUSTOMER)
        self._unknown(values, MEMBER_KEYS, "cast", name)
        for key in ("role", "chair"):
            if key not in values:
                self.fault("E003", f"“{key}” of {quoted(name)} is missing", "cast", name)
        return CastMember(name, self.role(name, values), self.chair(name, values), self.look(name, values))

    def role(self, name: str, values: Mapping[str, Any]) -> str:
        value = values.get("role", "-")
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault("E004", f"the role of {quoted(name)} must be text", "cast", name, "role")
        return ""

    def chair(self, name: str, values: Mapping[str, Any]) -> Chair:
        value = values.get("chair", Chair.CUSTOMER)
        if isinstance(value, str) and value in CHAIRS:
            return Chair(value)
        hint = did_you_mean(str(value), CHAIRS)
        self.fault(
            "E004", f"{quoted(name)} sits on no known chair: {quoted(value)}{hint}", "cast", name, "chair"
        )
        return Chair.CUSTOMER

    def look(self, name: str, values: Mapping[str, Any]) -> str:
        value = values.get("look", "")
        if not isinstance(value, str):
            self.fault("E004", f"the look of {quoted(name)} must be words", "cast", name, "look")
            return ""
        for word in look_words(value):
            if word not in LOOKS:
                hint = did_you_mean(word, LOOKS)
                self.fault(
                    "E004", f"unknown look {quoted(word)} of {quoted(name)}{hint}", "cast", name, "look"
                )
        return " ".join(look_words(value))
