"""The author’s pages on a site that is not being worked on: nothing polls, and the shipped scenarios all show."""

import pytest
from starlette.testclient import TestClient

from app.settings import Settings
from tests.conftest import ROOT, SECRET

SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("[a-z]*.md"))


@pytest.fixture
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    cache = tmp_path_factory.mktemp("cache")
    return Settings.read(
        database_url=database_url, secret=SECRET, content_dir=ROOT, cache_dir=cache, port=8000
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scenario_has_its_page(trainer: TestClient, name: str) -> None:
    page = trainer.get(f"/author/scenarios/{name}")
    assert page.status_code == 200
    assert "Nothing to repair, and nothing to look at twice." in page.text
    assert "every 2s" not in page.text


def test_nothing_is_watched(trainer: TestClient) -> None:
    assert trainer.get(f"/author/scenarios/{SHIPPED[0]}/changes?since=other").status_code == 204
