"""The books of the plans that a request can find: those of the content it met."""

from starlette.requests import Request

from app.plans.queries import Books, PlanBooks
from app.web.site import content_of, site_of


def plan_books_of(request: Request) -> Books:
    return site_of(request.app).part(PlanBooks).of(content_of(request))
