"""A slice that keeps nothing and writes down what it was asked."""

from typing import Any

from sqlmodel import Session


class Recorder:
    EXPORT_NAME = "recorded"

    def __init__(self) -> None:
        self.merged: list[tuple[int, int]] = []
        self.erased: list[int] = []
        self.anonymized: list[int] = []

    def merge(self, _db: Session, *, source: int, target: int) -> None:
        self.merged.append((source, target))

    def export(self, _db: Session, *, subject_id: int) -> Any:
        return {"subject": subject_id}

    def erase(self, _db: Session, *, subject_id: int) -> None:
        self.erased.append(subject_id)

    def anonymize(self, _db: Session, *, subject_id: int) -> None:
        self.anonymized.append(subject_id)
