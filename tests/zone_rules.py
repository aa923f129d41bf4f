"""Another database of zones for a while: real ones, as there will be when a country changes its clocks."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path


@contextmanager
def zone_like(folder: Path, zone: str, other: str) -> Iterator[None]:
    """Meanwhile the clocks of a zone are put forward and back as those of another."""
    file, paths = folder / zone, zoneinfo.TZPATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(resources.files("tzdata").joinpath("zoneinfo", *other.split("/")).read_bytes())
    try:
        _read_from([str(folder), *paths])
        yield
    finally:
        _read_from(paths)


def _read_from(paths: list[str] | tuple[str, ...]) -> None:
    zoneinfo.reset_tzpath(to=paths)
    zoneinfo.ZoneInfo.clear_cache()
