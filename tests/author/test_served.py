"""The author’s pages on a site that is not being worked on: nothing polls, and the shipped scenarios all show."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.settings import Settings
from app.site_content import ContentLibrary
from app.web.site import give_site, site_of
from tests.conftest import ROOT, SECRET
from tests.serving import CONTENT_CACHE

SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("[a-z]*.md"))


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings.read(
        database_url=database_url, secret=SECRET, content_dir=ROOT, cache_dir=CONTENT_CACHE, port=8000
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scenario_has_its_page(trainer: TestClient, name: str) -> None:
    page = trainer.get(f"/author/scenarios/{name}")
    assert page.status_code == 200
    assert "Nothing to repair, and nothing to look at twice." in page.text
    assert "every 2s" not in page.text


def test_what_is_too_large_is_said_and_the_rest_stands(
    trainer: TestClient, site: FastAPI, tmp_path: Path
) -> None:
    def allow(**budget: int) -> None:
        settings = site_of(site).settings.model_copy(update={**budget, "cache_dir": tmp_path})
        give_site(site, replace(site_of(site), content=ContentLibrary(settings)))

    allow(analysis_points=2)
    page = trainer.get(f"/author/scenarios/{SHIPPED[0]}").text
    assert "<b>E041</b>" in page
    assert "Not all of this can be worked out:</b> more than 2 frontier points." in page
    assert "Ranges: the lowest and the highest" in page
    assert "Frontier: final totals" not in page
    allow(analysis_states=3)
    page = trainer.get(f"/author/scenarios/{SHIPPED[0]}").text
    assert "Not all of this can be worked out:</b> more than 3 states." in page
    assert "Ranges: the lowest" not in page
    assert '<svg class="graph"' in page


def test_nothing_is_watched(trainer: TestClient) -> None:
    assert trainer.get(f"/author/scenarios/{SHIPPED[0]}/changes?since=other").status_code == 204
