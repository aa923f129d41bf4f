"""Conditions: `ravi-knows and customer >= 1`.

Terms are joined by `and`. A term is `flag`, `not flag`, or a chair, a comparison and an integer, which tests
that chair's running total. There is no `or`: write two items. So every scenario can be analyzed exactly.
"""

import re
from typing import Literal, cast

from app.content.chair import CHAIRS, Chair
from app.content.ids import is_id
from app.content.problem import did_you_mean, quoted
from app.scenarios.format.findings import Findings
from app.scenarios.scenario import Condition, FlagTerm, TotalTerm

RESERVED = frozenset((*CHAIRS, "and", "not"))
MINUS = str.maketrans("−", "-")

# Stands for a condition with a fault: never empty, never part of a finished scenario.
UNREADABLE = Condition((FlagTerm(""),))

_AND = re.compile(r"\s+and\s+")
_TOTAL = re.compile(r"(?P<chair>[^\s<>=]+)\s*(?P<op><=|>=|<|>|=)\s*(?P<number>[+\-−]?[0-9]{1,100})")
_FLAG = re.compile(r"(?P<without>not\s+)?(?P<flag>\S+)")


def is_flag(text: str) -> bool:
    return is_id(text) and text not in RESERVED


def read_condition(text: str, line: int, findings: Findings) -> Condition:
    """`line` is where faults are reported and where the flags are said to be tested."""
    terms = [_term(term, line, findings) for term in _AND.split(text.strip())]
    read = tuple(term for term in terms if term is not None)
    if len(read) < len(terms):
        return UNREADABLE
    findings.flags_tested += [(term.flag, line) for term in read if isinstance(term, FlagTerm)]
    return Condition(read)


def _term(text: str, line: int, findings: Findings) -> FlagTerm | TotalTerm | None:
    total = _TOTAL.fullmatch(text)
    if total and total["chair"] in CHAIRS:
        op = cast(Literal["<", "<=", ">", ">=", "="], total["op"])
        return TotalTerm(Chair(total["chair"]), op, int(total["number"].translate(MINUS)))
    if total:
        hint = did_you_mean(total["chair"], CHAIRS)
        findings.fault(line, "E013", f"unknown chair {quoted(total['chair'])}{hint}")
        return None
    flag = _FLAG.fullmatch(text)
    if flag and is_flag(flag["flag"]):
        return FlagTerm(flag["flag"], wanted=not flag["without"])
    forms = "“flag”, “not flag” or “customer >= 1”, joined by “and”"
    findings.fault(line, "E021", f"the condition {quoted(text)} cannot be read: write {forms}")
    return None
