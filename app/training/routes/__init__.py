"""All pages and forms of trainers, of the admins who name them, and of learners who join."""

from fastapi import APIRouter

from app.training.routes import (
    assignments,
    board,
    calendar,
    joining,
    new_assignment,
    people,
    people_csv,
    roster,
    roster_files,
    settings,
    teach,
    workplaces,
)

router = APIRouter()
for part in (
    *(calendar, workplaces, teach, board, people, people_csv, settings, roster, roster_files),
    *(new_assignment, assignments, joining),
):
    router.include_router(part.router)
