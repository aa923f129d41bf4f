"""Playing scenarios: choosing one, the conversation, its debrief, and the first line on the home page."""

from fastapi import APIRouter

from app.practice.routes import catalog, debrief, home, play

HOT_ROUTES = play.HOT_ROUTES
router = APIRouter()
for part in (play, catalog, home, debrief):
    router.routes.extend(
        part.router.routes
    )  # side by side: a router inside a router is looked through each time
