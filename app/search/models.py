"""The search index where PostgreSQL keeps it; on SQLite every process has its own, and this table stays empty."""

from datetime import datetime

from sqlmodel import Field

from app.db import Model, UtcDateTime


class SearchPassage(Model, table=True):
    """One passage of the content `content_key`; nothing here that cannot be made anew from the content.

    `lexemes` is a tsvector as text: read as one, it spares taking the words apart at every search.
    """

    __tablename__ = "search_passage"

    content_key: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    words: str
    lexemes: str
    made_at: datetime = Field(sa_type=UtcDateTime)


SEARCH_PASSAGE = SearchPassage.__table__
