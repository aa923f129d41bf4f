"""How long the lessons take to be there at start, once they have been read: with 20 of them, and with 10,000.

Run it with `python tests/bench/bench_start.py`; sizes may be given as arguments. Each start is a process of
its own; the seconds are those of `LessonLibrary`, and of the whole process with its imports.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "lessons" / "a-lesson.md"
PER_MODULE = 20
STARTS = 5
START = """
import json, resource, sys, time
begun = time.perf_counter()
from pathlib import Path
from app.lessons.library.library import LessonLibrary
imported = time.perf_counter()
library = LessonLibrary(Path(sys.argv[1]), Path(sys.argv[2]))
read = time.perf_counter()
lesson = library.current.lessons[next(iter(library.current.entries))]
fetched = time.perf_counter()
changed = library.reload()
done = time.perf_counter()
print(json.dumps({"lessons": len(library.entries), "problems": len(library.problems), "changed": changed,
    "import": imported - begun, "read": read - imported, "first": fetched - read, "reload": done - fetched,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def fill(folder: Path, lessons: int) -> None:
    """One course of sound lessons, twenty to a module."""
    example = EXAMPLE.read_text(encoding="utf-8")
    modules = [f"module-{number}" for number in range(-(-lessons // PER_MODULE))]
    folder.mkdir()
    _write(
        folder / "sources.md", "sources: {a-post: {title: A post, credit: Somebody, summary: What it says.}}"
    )
    _write(folder / "course.md", f"title: A course\nsummary: Many lessons.\nmodules: [{', '.join(modules)}]")
    earlier = ""
    for number, module in enumerate(modules):
        own = [f"lesson-{n}" for n in range(number * PER_MODULE, min(lessons, (number + 1) * PER_MODULE))]
        (folder / module).mkdir()
        head = f"title: {module}\nsummary: Twenty.\nlessons: [{', '.join(own)}]\nscenarios: []"
        _write(folder / module / "module.md", head)
        for lesson in own:
            text = example.replace("Helpful within limits", f"Helpful {lesson}")
            text = text.replace("an-earlier-lesson", earlier or "none")
            (folder / module / f"{lesson}.md").write_text(text, encoding="utf-8")
            earlier = lesson


def _write(file: Path, front_matter: str) -> None:
    file.write_text(f"---\n{front_matter}\n---\n\nSome words.\n", encoding="utf-8")


def start(folder: Path, cache: Path) -> dict[str, float]:
    begun = time.perf_counter()
    command = [sys.executable, "-c", START, str(folder), str(cache)]
    result = subprocess.run(command, capture_output=True, check=True, cwd=HERE.parent.parent)
    measured: dict[str, float] = json.loads(result.stdout)
    return measured | {"whole": time.perf_counter() - begun}


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [20, 10_000]
    print(f"{'lessons':>8} {'':12} {'read s':>8} {'whole s':>8} {'reload s':>9} {'lesson ms':>10} {'MB':>5}")
    for size in sizes:
        with TemporaryDirectory() as temporary:
            folder, cache = Path(temporary) / "lessons", Path(temporary) / "cache"
            fill(folder, size)
            report("first time", [start(folder, cache)])
            report("once read", [start(folder, cache) for _ in range(STARTS)])


def report(name: str, starts: list[dict[str, float]]) -> None:
    read, whole, reload, first, size, lessons = (
        median(one[key] for one in starts)
        for key in ("read", "whole", "reload", "first", "megabytes", "lessons")
    )
    print(f"{lessons:8.0f} {name:12} {read:8.2f} {whole:8.2f} {reload:9.3f} {first * 1000:10.2f} {size:5.0f}")


if __name__ == "__main__":
    main()
