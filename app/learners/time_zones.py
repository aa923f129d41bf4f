"""The time zones somebody can choose from: those of places, and UTC."""

from functools import cache
from zoneinfo import available_timezones

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
    """Whether somebody can choose it."""
    return any(name in zones for zones in by_region().values())


def chosen_zone(name: str) -> str:
    """The same name, from a form. Raises `ValueError` for one that is not on the list."""
    if not is_time_zone(name):
        raise ValueError("Choose a time zone from the list.")
    return name


def spoken(zone: str) -> str:
    """“America/New_York” → “New York”."""
    return zone.split("/", 1)[-1].replace("_", " ").replace("/", ", ")
