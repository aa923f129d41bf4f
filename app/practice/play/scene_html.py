"""What is said and what happens in a scene, ready for a page: HTML of each part, and the face of who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from app.content.markdown import render_block, render_inline
from app.content.portrait import Portrait, portrait
from app.scenarios.scenario import CastMember, Choice, Part, Scenario, Speech

AT_HAND = 8192
QUOTES = ("“", '"', "‘", "'")


@dataclass(frozen=True)
class RenderedPart:
    """Narration, or speech where there is a `speaker`."""

    html: Markup
    speaker: CastMember | None = None
    tone: str = ""
    face: Portrait | None = None


def render_parts(scenario: Scenario, parts: Sequence[Part]) -> tuple[RenderedPart, ...]:
    return tuple(_words(scenario, part) for part in parts)


def _words(scenario: Scenario, part: Part) -> RenderedPart:
    if not isinstance(part, Speech):
        return RenderedPart(block(part.text))
    member = scenario.cast[part.speaker]
    return RenderedPart(inline(part.words), member, part.tone, portrait(member.name, member.look, part.tone))


@lru_cache(AT_HAND)
def block(text: str) -> Markup:
    return Markup(render_block(text))  # noqa: S704


@lru_cache(AT_HAND)
def inline(text: str) -> Markup:
    """One line of Markdown as HTML; the same few lines are shown again and again."""
    return Markup(render_inline(text))  # noqa: S704


def is_speech(choice: Choice) -> bool:
    """Whether the learner says this line, rather than doing something."""
    return choice.words.startswith(QUOTES)
