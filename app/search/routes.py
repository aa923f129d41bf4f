"""The search page: a plain form whose answer can be bookmarked, and that changes nothing."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.learners.access import Visitor
from app.search.search import Results, Search
from app.search.typed_words import LONGEST, Query, read_query
from app.web.context import Context
from app.web.pages import render

router = APIRouter()


@dataclass(frozen=True)
class SearchPage(Context):
    """`longest` is how many letters a search may have."""

    template = "search/search.html"
    query: Query
    results: Results
    longest: int


@router.get("/search")
def search(request: Request, who: Visitor, q: str = "") -> Response:  # noqa: ARG001
    """Whatever is typed is searched for as words. `who` is for the page’s header."""
    query = read_query(q)
    found: Search = request.app.state.search
    return render(request, SearchPage(query=query, results=found.find(query), longest=LONGEST))
