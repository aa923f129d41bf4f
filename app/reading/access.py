"""The page of a lesson, as every route of this slice finds it."""

from starlette.requests import Request

from app.reading.pages.lesson_page import LessonPage
from app.reading.pages.page_cache import LessonPages
from app.web.site import content_of, site_of


def find_page(request: Request, course_id: str, lesson_id: str) -> LessonPage:
    """Raises NotFound."""
    return site_of(request.app).part(LessonPages).find(content_of(request), course_id, lesson_id)
