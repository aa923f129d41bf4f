"""The pages of accounts, privacy and people, put together for the application."""

from fastapi import APIRouter

from app.learners.routes import account, admin, entry, leaving, privacy, reset

router = APIRouter()
for part in (entry, account, leaving, reset, privacy, admin):
    router.include_router(part.router)
