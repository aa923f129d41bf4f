"""Outlines and certificates are tested on a course of the tests' own."""

import pytest
from starlette.testclient import TestClient

from tests.conftest import Browse
from tests.course import content, settings
from tests.courses.people import sign_up

__all__ = ["content", "settings"]


@pytest.fixture
def learner(browse: Browse) -> TestClient:
    """A browser signed in as Robin."""
    browser = browse()
    sign_up(browser)
    return browser
