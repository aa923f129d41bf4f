"""The keys that the front matter of each kind of file may have; any other key or type is a fault."""

from typing import Annotated

from pydantic import AfterValidator, Field

from app.content.chair import Chair
from app.content.head import Head
from app.content.ids import is_id
from app.content.portrait import LOOKS, look_words
from app.content.problem import did_you_mean
from app.lessons.dialogue import LEARNER
from app.lessons.format.faults import id_advice

LONGEST_MINUTES = 30


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return " ".join(text.split())


def _a_name(text: str) -> str:
    if text == LEARNER:
        raise ValueError("is the learner, who needs no place in the cast")
    return _not_blank(text)


def _an_id(text: str) -> str:
    if not is_id(text):
        raise ValueError(f"names nothing: {id_advice(text)}")
    return text


def _a_source_id(text: str) -> str:
    _an_id(text.replace("_", "-"))
    return text


def _a_look(text: str) -> str:
    for word in look_words(text):
        if word not in LOOKS:
            raise ValueError(f"holds the unknown word “{word}”{did_you_mean(word, LOOKS)}")
    return " ".join(look_words(text))


Words = Annotated[str, AfterValidator(_not_blank)]
Name = Annotated[str, AfterValidator(_a_name)]
Id = Annotated[str, AfterValidator(_an_id)]
SourceId = Annotated[str, AfterValidator(_a_source_id)]
Look = Annotated[str, AfterValidator(_a_look)]


class CourseHead(Head):
    title: Words
    summary: Words
    modules: list[Id] = Field(min_length=1)


class ModuleHead(Head):
    title: Words
    summary: Words
    lessons: list[Id]
    scenarios: list[Id]


class SourceHead(Head):
    title: Words
    credit: Words
    summary: Words


class SourcesHead(Head):
    sources: dict[SourceId, SourceHead] = Field(min_length=1)


class MemberHead(Head):
    role: Words
    chair: Annotated[Chair, Field(strict=False)]
    look: Look = ""


class MailHead(Head):
    subject: Words
    preview: Words


class LessonHead(Head):
    title: Words
    summary: Words
    minutes: int = Field(ge=1, le=LONGEST_MINUTES)
    sources: list[SourceId] = Field(min_length=1)
    outcome: Words = ""
    cast: dict[Name, MemberHead] = Field(default_factory=dict)
    mail: MailHead | None = None
    notes: str = ""


INNER_HEADS: dict[str, type[Head]] = {"cast": MemberHead, "mail": MailHead, "sources": SourceHead}
