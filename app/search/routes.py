"""The search page: a plain form whose answer can be bookmarked, and that changes nothing."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.learners.access import Visitor
from app.search.search import Search
from app.search.typed_words import LONGEST, read_query
from app.web.pages import render

router = APIRouter()


@router.get("/search")
def search(request: Request, who: Visitor, q: str = "") -> Response:  # noqa: ARG001
    """Whatever is typed is searched for as words. `who` is for the page’s header."""
    query = read_query(q)
    found: Search = request.app.state.search
    return render(request, "search/search.html", query=query, results=found.find(query), longest=LONGEST)
