"""What counts a guess at a password before its route does any work for it, and lets the answer take its time."""

import asyncio
from typing import Annotated

from fastapi import Depends
from starlette.concurrency import run_in_threadpool

from app.errors import InvalidForm
from app.learners import guessing
from app.learners.actions.guesses import Counted, count, count_confirmation, count_guess
from app.learners.routes.forms import SignIn
from app.learners.routes.replies import AnyCaller, LearnerCaller
from app.web.form_pages import filled_in
from app.web.forms import FormBody
from app.web.request import Db


async def sign_in_guess(form: FormBody, caller: AnyCaller, database: Db) -> Counted:
    """FastAPI dependency: the guess in a form of sign-in. One that cannot be accepted holds none."""
    try:
        email = filled_in(form, SignIn).email
    except InvalidForm:
        return Counted()
    counted = await run_in_threadpool(count_guess, database, caller, email=email)
    await asyncio.sleep(counted.pause)
    return counted


def confirmation(caller: LearnerCaller, database: Db) -> Counted:
    """FastAPI dependency: somebody signed in shows the password again."""
    return count_confirmation(database, caller)


def judged(caller: AnyCaller, database: Db) -> None:
    """FastAPI dependency: somebody who is not signed in has chosen a password, which is costly to judge."""
    count(database, caller, guessing.judged_from(caller.address, caller.secret))


SignInGuess = Annotated[Counted, Depends(sign_in_guess)]
Confirmation = Annotated[Counted, Depends(confirmation)]
Judged = Depends(judged)
