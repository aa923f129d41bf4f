"""The phrases that a request can keep: those of the content it found."""

from collections.abc import Mapping

from starlette.requests import Request

from app.phrases.book import Kind, PhraseBook, PhraseBooks
from app.web.site import content_of, site_of


def books_of(request: Request) -> Mapping[Kind, PhraseBook]:
    return site_of(request.app).part(PhraseBooks).of(content_of(request))
