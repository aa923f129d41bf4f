"""The search page: a plain form whose answer can be bookmarked, and that changes nothing."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.learners.access import Visitor
from app.search.queries import Search
from app.search.results import Results
from app.search.typed_words import LONGEST, Query, read_query
from app.web.context import Context
from app.web.pages import render
from app.web.request import Content
from app.web.site import site_of

router = APIRouter()


@dataclass(frozen=True)
class SearchPage(Context):
    """`longest` is how many letters a search may have."""

    template = "search/search.html"
    query: Query
    results: Results
    longest: int


@router.get("/search")
def search(request: Request, who: Visitor, content: Content, q: str = "") -> Response:  # noqa: ARG001
    """Whatever is typed is searched for as words. `who` is for the page’s header."""
    query = read_query(q)
    results = site_of(request.app).part(Search).find(content, query)
    return render(request, SearchPage(query=query, results=results, longest=LONGEST))
