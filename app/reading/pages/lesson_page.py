"""A lesson's page: rendered once for everybody and kept as bytes; a request only puts one learner's marks in.

What differs for a few (an account's header, an admin's footer, a notice after a redirect) is a page of its own.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment

from app.content.cache import parser_fingerprint
from app.content.memo import once
from app.learners.permissions import Act, may
from app.learners.who import NOBODY, Who
from app.reading.pages.contexts import LessonContext
from app.reading.pages.fragments import Pieces
from app.reading.pages.slots import Skeleton, digest, slot
from app.reading.queries import Reading
from app.web.context import Shared
from app.web.pages import filled

RAIL = b'<ol id="lesson_rail" hx-swap-oob="true">%s</ol>'
FORMS = 8  # ways one page is kept, at most: who it is for, times the notices in use


class LessonPage:
    def __init__(self, env: Environment, context: LessonContext, *, file: Path) -> None:
        self.lesson, self.url, self.file = context.lesson, context.url, file
        self._env, self._context = env, context
        self._pieces = Pieces(env, context.lesson, context.url)
        self._page = once(FORMS)(self._rendered)
        self._release = digest(parser_fingerprint("reading").encode(), *self._pieces.digests)

    def show(self, reading: Reading, *, notice: str = "") -> bytes:
        """The whole page, as this learner sees it."""
        page = self._page(reading.who.role, notice)
        return page.fill(lambda name: self._pieces.piece(name, reading))

    def etag(self, reading: Reading) -> str:
        """Another one wherever `show` may give another page: for other code, templates, words, readers or marks.

        Not for another `strongest`, which has an address of its own.
        """
        who = reading.who
        theirs = (who.subject_id, who.name, who.time_zone, reading.stored, reading.kept, reading.plan)
        whole = self._release + self._page(who.role, "").digest + repr(theirs).encode()
        return f'"{hashlib.sha256(whole).hexdigest()[:32]}"'

    def fragment(self, name: str, reading: Reading) -> bytes:
        """One piece as htmx swaps it in, with focus on what is new in it, and the marks that follow from it."""
        piece = self._pieces.piece(name, reading).replace(b'tabindex="-1">', b'tabindex="-1" data-focus>', 1)
        standing = self._pieces.piece("standing", reading).replace(
            b'id="lesson_standing"', b'id="lesson_standing" hx-swap-oob="true"', 1
        )
        return piece + standing + RAIL % self._pieces.piece("rail", reading)

    def _rendered(self, audience: str, notice: str) -> Skeleton:
        who = _stand_in(audience)
        shared = Shared(path=self.url, who=who, notice=notice, piece=False)
        context = replace(self._context, sees_faults=may(who, Act.SEE_FAULTS))
        return Skeleton(filled(self._env, context, shared))


def _stand_in(audience: str) -> Who:
    """Somebody for the header and footer to be rendered for; the name comes with the request."""
    return Who(name=slot("name"), role=audience) if audience else NOBODY
