"""What is said: the moment, and the two takes on it.

**Dana** (out of breath): “The printer is dead.”      speech, with its tone
**You**: “Sit down. I’ll ring Ravi.”                  the learner's own words
She breathes out.                                     narration
"""

import re
from collections.abc import Collection

from app.content.markdown import render_inline
from app.content.problem import did_you_mean
from app.content.speech import read_speech
from app.lessons.dialogue import LEARNER, Line, Narration, Speech, Take, Takes
from app.lessons.format.faults import Faults, shown
from app.lessons.format.outline import Container, Node, Source

STRENGTHS = ("weak", "strong")
_TAKE = re.compile(r"(\S+)\s+(\S.*)")
Cast = Collection[str] | None  # None where the front matter does not say who is in it


def read_moment(container: Container, source: Source, cast: Cast, faults: Faults) -> tuple[Line, ...]:
    if container.words:
        faults.add(container.line, "L142", "the moment opens with ::: moment and nothing else")
    return _read_lines(container, source, cast, faults)


def read_takes(
    containers: list[Container], line: int, source: Source, cast: Cast, faults: Faults
) -> Takes | None:
    """`line` is that of the section’s heading."""
    takes = [(*_opening(container, faults), container) for container in containers]
    read = [
        (strength, _read_take(title, container, source, cast, faults)) for strength, title, container in takes
    ]
    strengths = [strength for strength, _ in read]
    if "" in strengths:
        return None
    if strengths != list(STRENGTHS):
        odd = _odd_one(strengths)
        at = line if odd is None else containers[odd].line
        faults.add(at, "L170", "there are two takes: first ::: take weak, then ::: take strong")
        return None
    return Takes(read[0][1], read[1][1])


def _odd_one(strengths: list[str]) -> int | None:
    """The first take that stands where it should not; None where one is missing."""
    for position, strength in enumerate(strengths):
        if position >= len(STRENGTHS) or strength in strengths[:position]:
            return position
    return 1 if strengths == list(reversed(STRENGTHS)) else None


def _opening(container: Container, faults: Faults) -> tuple[str, str]:
    found = _TAKE.fullmatch(container.words)
    if found and found[1] in STRENGTHS:
        return found[1], found[2]
    hint = did_you_mean(container.words.split(" ")[0], STRENGTHS)
    message = f"a take opens with ::: take weak Title or ::: take strong Title{hint}"
    faults.add(container.line, "L142", message)
    return "", ""


def _read_take(title: str, container: Container, source: Source, cast: Cast, faults: Faults) -> Take:
    lines = _read_lines(container, source, cast, faults)
    last = lines[-1] if lines else None
    if lines and not any(isinstance(line, Speech) and line.speaker == LEARNER for line in lines):
        faults.add(container.line, "L171", "in a take the learner speaks: **You**: words")
    if isinstance(last, Speech):
        faults.at(container.nodes[-1], "L171", "a take ends with narration: what it left behind")
    return Take(title, lines[:-1], last.html if last else "")


def _read_lines(container: Container, source: Source, cast: Cast, faults: Faults) -> tuple[Line, ...]:
    if not container.nodes:
        faults.add(container.line, "L146", f"::: {container.kind} holds nothing: say what happens")
    return tuple(_read_line(node, source, cast, faults) for node in container.nodes)


def _read_line(node: Node, source: Source, cast: Cast, faults: Faults) -> Line:
    said = read_speech(node.children[0].content) if node.type == "paragraph" else None
    if said is None:
        return Narration(source.html([node]))
    if cast is not None and said.speaker not in (LEARNER, *cast):
        hint = did_you_mean(said.speaker, (LEARNER, *cast))
        faults.at(node, "L145", f"“{shown(said.speaker)}” is not in the cast{hint}")
    return Speech(said.speaker, said.tone, render_inline(said.words))
