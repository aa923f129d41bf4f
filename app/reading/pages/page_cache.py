"""All lesson pages: made when first asked for, kept while nothing changes."""

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment

from app.errors import NotFound
from app.event_loop import Kept
from app.lessons.library.library import LessonLibrary
from app.lessons.library.placement import Placement, Titled, course_of, next_steps, place
from app.reading.pages.contexts import LessonContext
from app.reading.pages.lesson_page import LessonPage
from app.reading.pages.slots import slot

AT_HAND = 128  # pages; one takes about 150 kB


class LessonPages:
    """`scenarios` gives those that can be played now, by id."""

    def __init__(
        self,
        env: Environment,
        library: LessonLibrary,
        folder: Path,
        scenarios: Callable[[], Mapping[str, Titled]],
    ) -> None:
        self._env, self._library, self._folder, self._scenarios = env, library, folder, scenarios
        self._pages = Kept(self._made, AT_HAND)

    def find(self, course_id: str, lesson_id: str) -> LessonPage:
        """Raises NotFound."""
        return self._pages.get(course_id, lesson_id)

    def forget(self) -> None:
        """Something has changed: lessons, scenarios or templates."""
        self._pages.forget()

    def _made(self, course_id: str, lesson_id: str) -> LessonPage:
        here = place(self._library, course_id, lesson_id)
        lesson = self._library.lessons.get(lesson_id) if here else None
        if here is None or lesson is None:
            raise NotFound("There is no such lesson. The course page lists those there are.")
        file = self._folder / here.module.id / f"{lesson.id}.md"
        sources = self._library.sources
        context = LessonContext(
            lesson=lesson,
            url=here.url,
            course=here.course,
            module=here.module,
            number=here.number,
            of=here.of,
            next_steps=next_steps(self._library, here, self._scenarios()),
            sources=[sources[name] for name in lesson.sources if name in sources],
            recalled=self._recalled(lesson.recall.recalls if lesson.recall else ""),
            problems=[problem for problem in self._library.problems if problem.path == str(file)],
            slot=slot,
        )
        return LessonPage(self._env, context, file=file)

    def _recalled(self, lesson_id: str) -> Placement | None:
        return course_of(self._library, lesson_id) if lesson_id else None
