"""Workplaces, their groups, who leads them and who belongs to them.

Rows about somebody lead with their subject. `trainer_list`, `lead_list` and `member_list` are the directories that
find the subjects of a workplace or a group; each repeats what a row about the subject says.
"""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime


class Workplace(Model, table=True):
    """Where groups belong. Due dates are hours of `time_zone`."""

    id: str = Field(primary_key=True)
    title: str
    time_zone: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class WorkplaceTrainer(Model, table=True):
    """An account that an admin named a trainer of a workplace; it is one as long as its role allows."""

    __tablename__ = "workplace_trainer"

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    workplace_id: str = Field(foreign_key="workplace.id", primary_key=True)
    named_at: datetime = Field(sa_type=UtcDateTime)


class TrainerList(Model, table=True):
    """A directory: the trainers of a workplace."""

    __tablename__ = "trainer_list"

    workplace_id: str = Field(primary_key=True)
    subject_id: str = Field(primary_key=True)


class TrainingGroup(Model, table=True):
    """`left_count` counts those who left: of them nothing else stays."""

    __tablename__ = "training_group"

    id: str = Field(primary_key=True)
    workplace_id: str = Field(foreign_key="workplace.id", index=True)
    title: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    left_count: int = 0


class Lead(Model, table=True):
    """A trainer, or an admin, who is named for a group: who sees the lines of its members."""

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    group_id: str = Field(foreign_key="training_group.id", primary_key=True)
    since: datetime = Field(sa_type=UtcDateTime)


class LeadList(Model, table=True):
    """A directory: who leads a group."""

    __tablename__ = "lead_list"

    group_id: str = Field(primary_key=True)
    subject_id: str = Field(primary_key=True)


class Membership(Model, table=True):
    """Made by the learner’s own act, and gone when they leave.

    `shows_earlier`: whether leads also see lines and answers from before `joined_at`. `talked_at` is when a lead
    said “We have talked”. `roster_id` is the entry of the group’s list that was theirs when they joined, if any.
    """

    subject_id: str = Field(foreign_key="subject.id", primary_key=True)
    group_id: str = Field(foreign_key="training_group.id", primary_key=True)
    joined_at: datetime = Field(sa_type=UtcDateTime)
    shows_earlier: bool = False
    talked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    roster_id: str | None = None


class MemberList(Model, table=True):
    """A directory: who belongs to a group."""

    __tablename__ = "member_list"

    group_id: str = Field(primary_key=True)
    subject_id: str = Field(primary_key=True)


class GroupCode(Model, table=True):
    """An invitation that many may use, until it is over, used up or revoked. A group has one in use at a time."""

    __tablename__ = "group_code"

    code: str = Field(primary_key=True)
    group_id: str = Field(foreign_key="training_group.id", index=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    most_uses: int
    uses: int = 0
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


WORKPLACE = Workplace.__table__
WORKPLACE_TRAINER = WorkplaceTrainer.__table__
TRAINER_LIST = TrainerList.__table__
TRAINING_GROUP = TrainingGroup.__table__
LEAD = Lead.__table__
LEAD_LIST = LeadList.__table__
MEMBERSHIP = Membership.__table__
MEMBER_LIST = MemberList.__table__
GROUP_CODE = GroupCode.__table__
