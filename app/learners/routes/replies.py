"""What these pages have in common: who is calling, and a form shown again with its faults."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from app.learners.access import Visitor, browser_facts, known_cookie
from app.learners.actions.guesses import Caller
from app.learners.actions.personal_data import Slices
from app.learners.permissions import Act, require
from app.web.forms import FormBody
from app.web.request import Address, Config, Now
from app.web.site import site_of
from app.web.work_queue import WorkQueue

password_queue = WorkQueue(
    "passwords",
    threads=2,
    waiting=100,
    full="Many people are signing in at this moment. Nothing was changed: try again in a few seconds.",
    retry_after=5,
)
"""Every route that hashes or judges a password: two threads, so that one asks the database while another hashes."""


def caller(
    request: Request, who: Visitor, address: Address, config: Config, now: Now, *, _form: FormBody
) -> Caller:
    """FastAPI dependency: anybody who sent a form, with what a sign-in needs to know of the request."""
    return Caller(
        who=who,
        **browser_facts(request),
        address=address,
        now=now,
        keys=config.keys,
        slices=site_of(request.app).part(Slices),
        known_browser=known_cookie(request),
    )


AnyCaller = Annotated[Caller, Depends(caller)]


def signed_in_caller(found: AnyCaller) -> Caller:
    """FastAPI dependency: somebody with an account, who is about to change it."""
    require(found.who, Act.KEEP_ACCOUNT)
    return found


LearnerCaller = Annotated[Caller, Depends(signed_in_caller)]
