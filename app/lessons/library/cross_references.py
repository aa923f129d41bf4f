"""What only the whole folder can tell: whether ids lead somewhere, and whether each thing has one place.

A fault found here takes only the reference off the site, not the file that holds it; of two lessons with one id, the
second is left out.
"""

from collections.abc import Iterator, Mapping

from app.content.parsed import Kind
from app.content.problem import Problem, did_you_mean
from app.lessons.format.faults import shown
from app.lessons.library.folder_read import FolderRead, folder_of, stem_of

UNKNOWN_CONTAINER = "L140"


def cross_problems(folder: FolderRead) -> Iterator[Problem]:
    yield from _modules_of_courses(folder)
    yield from _lessons_of_modules(folder)
    yield from _lessons_in_place(folder)
    yield from _sources(folder)
    yield from _recalls(folder)


def _modules_of_courses(folder: FolderRead) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for path, course in folder.courses.items():
        for named in course.named(Kind.MODULE):
            if named.id not in folder.module_ids:
                hint = did_you_mean(named.id, folder.module_ids)
                message = f"there is no {shown(named.id)}/module.md{hint}"
                yield Problem(path, named.line, "L121", message)
            elif taken.setdefault(named.id, path) != path:
                message = f"“{named.id}” belongs to {taken[named.id]} already: a module has one course"
                yield Problem(path, named.line, "L126", message)
    if not any(course.is_broken for course in folder.courses.values()):
        for path in folder.modules:
            if folder_of(path) not in taken:
                message = f"no course lists this module: add {folder_of(path)} to its modules"
                yield Problem(path, 1, "L902", message)


def _lessons_of_modules(folder: FolderRead) -> Iterator[Problem]:
    for path, module in folder.modules.items():
        for named in module.named(Kind.LESSON):
            file = f"{folder_of(path)}/{named.id}.md"
            if file not in folder.lessons:
                yield Problem(
                    path, named.line, "L122", f"there is no {shown(file)}{_elsewhere(folder, path, named.id)}"
                )


def _elsewhere(folder: FolderRead, path: str, lesson: str) -> str:
    if lesson in folder.lesson_modules:
        return f" (it lies in {folder.lesson_modules[lesson]})"
    return did_you_mean(lesson, [stem_of(one) for one in folder.lessons if folder_of(one) == folder_of(path)])


def _lessons_in_place(folder: FolderRead) -> Iterator[Problem]:
    listed = {
        (folder_of(path), named.id)
        for path, module in folder.modules.items()
        for named in module.named(Kind.LESSON)
    }
    for path in folder.lessons:
        lesson, module = stem_of(path), folder_of(path)
        if module not in folder.module_ids:
            yield Problem(path, 1, "L107", f"its folder is no module: add {module}/module.md")
        elif folder.lesson_modules[lesson] != module:
            message = (
                f"“{lesson}” is the id of {folder.lesson_modules[lesson]}/{lesson}.md already: rename one"
            )
            yield Problem(path, 1, "L120", message)
        elif (module, lesson) not in listed and not folder.modules[f"{module}/module.md"].is_broken:
            yield Problem(path, 1, "L901", f"its module does not list it: add {lesson} to {module}/module.md")


def _sources(folder: FolderRead) -> Iterator[Problem]:
    known = folder.source_ids
    if known is None:
        return
    for path, lesson in folder.lessons.items():
        for named in lesson.named(Kind.SOURCE):
            if named.id not in known:
                message = f"source “{shown(named.id)}” is not in sources.md{did_you_mean(named.id, known)}"
                yield Problem(path, named.line, "L124", message)


def _recalls(folder: FolderRead) -> Iterator[Problem]:
    places = {lesson: place for order in folder.orders for place, lesson in enumerate(order)}
    courses = {lesson: number for number, order in enumerate(folder.orders) for lesson in order}
    for path, lesson in folder.lessons.items():
        own, recalled = stem_of(path), lesson.named(Kind.RECALLED)
        for named in recalled:
            if named.id not in folder.lesson_modules:
                hint = did_you_mean(named.id, folder.lesson_modules)
                yield Problem(path, named.line, "L125", f"there is no lesson “{shown(named.id)}”{hint}")
            elif own in places and not _earlier(named.id, own, places, courses):
                message = f"“{named.id}” does not come earlier in the course: recall a lesson that does"
                yield Problem(path, named.line, "L125", message)
        codes = {problem.code for problem in lesson.problems}
        if not recalled and places.get(own, 0) > 0 and lesson.references and UNKNOWN_CONTAINER not in codes:
            message = (
                "the lesson has no recall: add ::: recall id earlier-lesson (only a course’s first has none)"
            )
            yield Problem(path, 1, "L132", message)


def _earlier(one: str, other: str, places: Mapping[str, int], courses: Mapping[str, int]) -> bool:
    return one in places and courses[one] == courses[other] and places[one] < places[other]


def listing_problems(folder: FolderRead, scenarios: Mapping[str, str | None]) -> Iterator[Problem]:
    """Every scenario is listed by exactly the module it names.

    `scenarios` gives each scenario’s module, None where its file is too broken to tell.
    """
    listed: set[tuple[str, str]] = set()
    for path, module in folder.modules.items():
        for named in module.named(Kind.SCENARIO):
            listed.add((folder_of(path), named.id))
            if named.id not in scenarios:
                hint = did_you_mean(named.id, scenarios)
                yield Problem(path, named.line, "L123", f"there is no scenario “{shown(named.id)}”{hint}")
            elif scenarios[named.id] not in (None, folder_of(path)):
                message = f"“{named.id}” names the module {scenarios[named.id]}: list it there"
                yield Problem(path, named.line, "L127", message)
    for scenario, its_module in sorted(scenarios.items()):
        path = f"{its_module}/module.md"
        if its_module is None or (its_module, scenario) in listed:
            continue
        if path in folder.modules and not folder.modules[path].is_broken:
            yield Problem(path, 1, "L127", f"the scenario “{scenario}” names this module: list it here")
