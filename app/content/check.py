"""`fourchairs check`: any files, read by whoever knows their kind, and what is wrong with them as text or JSON."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from app.content.problem import Problem, has_errors
from app.content.text_file import LARGEST


class PathUnreadable(Exception):
    """A PATH that is not there or cannot be read; says which, and why."""


@dataclass(frozen=True)
class ContentFile:
    """`path` as it was given, or the given folder and the way from there. Data ends just past the limit."""

    path: str
    data: bytes


class Reader(Protocol):
    """Knows one kind of content."""

    def claims(self, path: Path) -> bool:
        """Whether this file is of the reader's kind."""

    def problems(self, files: Sequence[ContentFile]) -> list[Problem]:
        """All that is wrong with these files; each problem bears the path of its file."""


def check_paths(paths: Iterable[str], readers: Sequence[Reader]) -> list[Problem]:
    """Each file goes to the first reader that claims it, if any does. Sorted by path, line and code.

    Raises PathUnreadable.
    """
    files = {file.path: file for path in paths for file in read_path(path)}
    shares: list[list[ContentFile]] = [[] for _ in readers]
    for file in files.values():
        claiming = (
            share for reader, share in zip(readers, shares, strict=True) if reader.claims(Path(file.path))
        )
        next(claiming, []).append(file)
    checked = zip(readers, shares, strict=True)
    return sorted(problem for reader, share in checked if share for problem in reader.problems(share))


def read_path(path: str) -> Iterator[ContentFile]:
    """A file whatever its name; a folder stands for its content files at any depth. Raises PathUnreadable."""
    for found in content_files(path) if Path(path).is_dir() else [path]:
        try:
            with Path(found).open("rb") as file:
                yield ContentFile(found, file.read(LARGEST + 1))
        except (OSError, ValueError) as error:
            raise PathUnreadable(f"{found}: {_reason(error)}") from error


def content_files(folder: str) -> list[str]:
    """The *.md files of a folder at any depth, sorted; not those with a capital letter (README.md), nor hidden ones.

    Raises PathUnreadable.
    """
    found = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = [os.path.join(parent, name) for name in names if is_content_name(name)]  # noqa: PTH118
        found += [path for path in files if Path(path).is_file()]
    return sorted(found)


def is_content_name(name: str) -> bool:
    return name.endswith(".md") and name == name.lower() and not name.startswith(".")


def _refuse(error: OSError) -> None:
    raise PathUnreadable(f"{error.filename}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def as_text(problems: Iterable[Problem]) -> str:
    """One line for each problem; nothing where there is none."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Always a list."""
    return json.dumps([asdict(problem) for problem in problems], indent=2)


def exit_code(problems: Sequence[Problem], *, strict: bool) -> int:
    """1 where there are errors; in strict checks a warning is one too."""
    return int(bool(problems) if strict else has_errors(problems))
