"""What a lead is shown of a member’s runs."""

from datetime import timedelta

from app.training.groups.queries import MemberLine
from app.training.overview.activity import Activity
from app.training.whole_groups.pages import shown_runs
from tests.training.overview.people import NOW, run


def test_runs_begun_before_joining_are_shown_only_where_ticked() -> None:
    earlier = run("earlier", started_at=NOW - timedelta(seconds=1))
    later = run("later", started_at=NOW)
    did = Activity(runs=(later, earlier))
    shows, hides = (MemberLine("ada", "Ada", "", "", NOW, ticked, None) for ticked in (True, False))
    assert shown_runs(shows, did) == (later, earlier)
    assert shown_runs(hides, did) == (later,)
