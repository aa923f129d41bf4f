"""Courses and modules, which put lessons and scenarios in order, and the sources these are drawn from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text that lessons and scenarios are drawn from; `credit` names its author and where it appeared."""

    id: str
    title: str
    credit: str
    summary: str


@dataclass(frozen=True, slots=True)
class Course:
    """`modules` are ids, in order. `version` is the SHA-256 of the file's bytes, in hex, here and below."""

    id: str
    version: str
    title: str
    summary: str
    modules: tuple[str, ...]
    introduction_html: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """`lessons` and `scenarios` are ids, in order."""

    id: str
    version: str
    title: str
    summary: str
    lessons: tuple[str, ...]
    scenarios: tuple[str, ...]
    introduction_html: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources in the order of their page, and its introduction."""

    version: str
    sources: tuple[Source, ...]
    introduction_html: str = ""
