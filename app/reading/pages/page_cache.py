"""All lesson pages: made when first asked for, kept while nothing changes."""

from pathlib import Path

from jinja2 import Environment

from app.content.memo import once
from app.errors import NotFound
from app.lessons.library.placement import course_of, next_steps, place
from app.reading.pages.contexts import LessonContext
from app.reading.pages.lesson_page import LessonPage
from app.reading.pages.slots import slot
from app.site_content import SiteContent

AT_HAND = 128  # pages; one takes about 150 kB


class LessonPages:
    """`folder` is where lessons lie. With `reload` no page is kept, since templates may change too."""

    def __init__(self, env: Environment, folder: Path, *, reload: bool) -> None:
        self._env, self._folder = env, folder
        self._pages = once(0 if reload else AT_HAND)(self._made)

    def find(self, content: SiteContent, course_id: str, lesson_id: str) -> LessonPage:
        """Raises NotFound."""
        return self._pages(content, course_id, lesson_id)

    def _made(self, content: SiteContent, course_id: str, lesson_id: str) -> LessonPage:
        lessons = content.lessons
        here = place(lessons, course_id, lesson_id)
        lesson = lessons.lessons.get(lesson_id) if here else None
        if here is None or lesson is None:
            raise NotFound("There is no such lesson. The course page lists those there are.")
        file = self._folder / here.module.id / f"{lesson.id}.md"
        sources, recalled = lessons.sources, lesson.recall.recalls if lesson.recall else ""
        context = LessonContext(
            lesson=lesson,
            url=here.url,
            course=here.course,
            module=here.module,
            number=here.number,
            of=here.of,
            next_steps=next_steps(lessons, here, content.scenarios.scenarios),
            sources=[sources[name] for name in lesson.sources if name in sources],
            recalled=course_of(lessons, recalled) if recalled else None,
            problems=[problem for problem in lessons.problems if problem.path == str(file)],
            slot=slot,
        )
        return LessonPage(self._env, context, file=file)
