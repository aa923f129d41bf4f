"""The pages of accounts, privacy and people, put together for the application."""

from fastapi import APIRouter

from app.learners.routes import account, admin, entry, leaving, privacy, reset, time_zone

router = APIRouter()
for part in (entry, account, leaving, reset, privacy, time_zone, admin):
    router.include_router(part.router)
