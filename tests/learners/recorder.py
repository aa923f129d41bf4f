"""A slice that keeps nothing and writes down what it was asked."""

from typing import Any

from fastapi import FastAPI
from sqlalchemy import Table
from sqlmodel import Session

from app.learners.actions.personal_data import Slices
from tests.parts import put_part


class Recorder:
    EXPORT_NAME = "recorded"
    TABLES: tuple[Table, ...] = ()

    def __init__(self) -> None:
        self.merged: list[tuple[str, str]] = []
        self.erased: list[str] = []
        self.anonymized: list[str] = []

    def stand_in(self, app: FastAPI) -> None:
        """Be the only slice of this site."""
        put_part(app, Slices((self,)))

    def merge(self, _db: Session, *, source: str, target: str) -> None:
        self.merged.append((source, target))

    def export(self, _db: Session, *, subject_id: str) -> Any:
        return {"subject": subject_id}

    def erase(self, _db: Session, *, subject_id: str) -> None:
        self.erased.append(subject_id)

    def anonymize(self, _db: Session, *, subject_id: str) -> None:
        self.anonymized.append(subject_id)
