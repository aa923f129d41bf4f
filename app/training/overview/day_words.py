"""When something was or will be, as a table of people says it: “Today”, “Monday”, “19 days ago”, “Thursday, 17:00”."""

from datetime import date, datetime, timedelta

from app.content.wording import counted
from app.wall_time import local_day, wall_time

THIS_WEEK, THESE_WEEKS = 7, 60


def last_here(instant: datetime | None, now: datetime, zone: str) -> str:
    """The day somebody was last active, by the calendar of the zone; “Not yet” for None."""
    if instant is None:
        return "Not yet"
    there, today = local_day(instant, zone), local_day(now, zone)
    days = (today - there).days
    if days <= 0:
        return "Today"
    if days == 1:
        return "Yesterday"
    if days < THIS_WEEK:
        return f"{there:%A}"
    return f"{counted(days, 'day')} ago" if days <= THESE_WEEKS else _date(there, today)


def due(instant: datetime, now: datetime, zone: str) -> str:
    """“today, 17:00”, “on Thursday, 17:00”, “on 3 December, 17:00”: what goes on after “due”."""
    wall, today = wall_time(instant, zone), local_day(now, zone)
    days = (wall.date() - today).days
    return f"{_due_day(wall.date(), today, days)}, {wall:%H:%M}"


def _due_day(day: date, today: date, days: int) -> str:
    if -1 <= days <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"on {day:%A}" if 0 < days < THIS_WEEK else f"on {_date(day, today)}"


def due_cell(instant: datetime | None, now: datetime, zone: str) -> str:
    """The same for a cell of a table: “Thursday, 17:00”; empty for None."""
    words = due(instant, now, zone).removeprefix("on ") if instant else ""
    return words[:1].upper() + words[1:]


def _date(day: date, today: date) -> str:
    """With the year where it is more than about half of one away."""
    far = abs(day - today) > timedelta(days=180)
    return f"{day.day} {day:%B %Y}" if far else f"{day.day} {day:%B}"
