"""The time zones a learner can choose from (those of places, and UTC), and their days."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"
)  # fmt: skip


@cache
def by_region() -> dict[str, list[str]]:
    """Region → the names of its zones; UTC first, in a region of its own."""
    zones = sorted(available_timezones())
    places = {region: [zone for zone in zones if zone.startswith(f"{region}/")] for region in REGIONS}
    return {"Everywhere": ["UTC"], **places}


def is_time_zone(name: str) -> bool:
    return any(name in zones for zones in by_region().values())


def spoken(zone: str) -> str:
    """“America/New_York” → “New York”."""
    return zone.split("/", 1)[-1].replace("_", " ").replace("/", ", ")


def local_day(moment: datetime, zone: str) -> date:
    """The date on the learner's calendar; visitors go by UTC."""
    return moment.astimezone(ZoneInfo(zone)).date()


def day_begins(day: date, zone: str) -> datetime:
    """The first moment of a day on the learner's calendar, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
