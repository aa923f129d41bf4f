"""A slice that keeps nothing and writes down what it was asked."""

from typing import Any

from sqlmodel import Session


class Recorder:
    EXPORT_NAME = "recorded"

    def __init__(self) -> None:
        self.merged: list[tuple[str, str]] = []
        self.erased: list[str] = []
        self.anonymized: list[str] = []

    def merge(self, _db: Session, *, source: str, target: str) -> None:
        self.merged.append((source, target))

    def export(self, _db: Session, *, subject_id: str) -> Any:
        return {"subject": subject_id}

    def erase(self, _db: Session, *, subject_id: str) -> None:
        self.erased.append(subject_id)

    def anonymize(self, _db: Session, *, subject_id: str) -> None:
        self.anonymized.append(subject_id)
