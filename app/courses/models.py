"""What is kept of a course finished."""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime


class Certificate(Model, table=True):
    """Evidence, never changed by later edits of the course: who finished what it was then, and when.

    `id` is the code in its public address. The name on it is the account's; without one, it is withdrawn.
    """

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    id: str = Field(primary_key=True)
    course_id: str
    course_title: str
    lessons: int
    scenarios: int
    finished_at: datetime = Field(sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)


class CertificateCode(Model, table=True):
    """A directory: whose certificate a code names."""

    __tablename__ = "certificate_code"

    code: str = Field(primary_key=True)
    subject_id: str


CERTIFICATE = Certificate.__table__
CERTIFICATE_CODE = CertificateCode.__table__
