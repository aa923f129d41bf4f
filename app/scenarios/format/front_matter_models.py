"""The keys that the front matter of a scenario may have; any other key or type is a fault."""

from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from app.content.chair import Chair
from app.content.head import Head
from app.content.portrait import LOOKS, look_words
from app.content.problem import did_you_mean, quoted

LONGEST = 30  # minutes


Info = ValidationInfo[Mapping[str, Collection[str]]]  # what the site has, as `modules` and `sources`


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _known(given: object, names: Collection[str]) -> str:
    if not isinstance(given, str) or given not in names:
        raise ValueError(f"names {quoted(given)}, which does not exist{did_you_mean(str(given), names)}")
    return given


def _module(text: str, info: Info) -> str:
    return _known(text, info.context["modules"])


def _source(given: object, info: Info) -> str:
    return _known(given, info.context["sources"])


def _words_of_look(text: object) -> tuple[str, ...]:
    if not isinstance(text, str):
        raise ValueError("must be words")
    return tuple(look_words(text))


def _look_word(word: str) -> str:
    if word not in LOOKS:
        raise ValueError(f"holds the unknown word {quoted(word)}{did_you_mean(word, LOOKS)}")
    return word


Words = Annotated[str, AfterValidator(_not_blank)]
Module = Annotated[Words, AfterValidator(_module)]
Source = Annotated[str, BeforeValidator(_source)]
LookWord = Annotated[str, AfterValidator(_look_word)]
Look = Annotated[tuple[LookWord, ...], BeforeValidator(_words_of_look)]


class MemberHead(Head):
    role: Words
    chair: Annotated[Chair, Field(strict=False)]
    look: Look = ()


class ScenarioHead(Head):
    """`start` is a scene’s id, `no_clean_win` a reason, `phrase` the line worth keeping."""

    title: Words
    module: Module
    summary: Words
    you: Words
    minutes: int = Field(ge=1, le=LONGEST)
    cast: dict[str, MemberHead]
    sources: list[Source] = Field(min_length=1)
    start: Words = ""
    no_clean_win: Annotated[str, AfterValidator(str.strip)] = Field(default="", alias="no-clean-win")
    phrase: Words = ""


KEYS = tuple(field.alias or name for name, field in ScenarioHead.model_fields.items())
MEMBER_KEYS = tuple(MemberHead.model_fields)
