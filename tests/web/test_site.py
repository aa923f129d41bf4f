"""The one frozen site: typed, and nothing beside it in the application's untyped state."""

import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from fastapi import FastAPI

import app
from app.search.queries import Search
from app.web.site import site_of

APP = Path(app.__file__).parent


def test_only_one_module_reads_the_untyped_state() -> None:
    users = {
        file.relative_to(APP).as_posix()
        for file in APP.rglob("*.py")
        if re.search(r"\bapp\.state\b", file.read_text("utf-8"))
    }
    assert users == {"web/site.py"}


def test_nothing_of_it_can_be_changed(site: FastAPI) -> None:
    with pytest.raises(FrozenInstanceError):
        site_of(site).clock = None  # type: ignore[misc, assignment]
    assert vars(site.state)["_state"].keys() == {"site"}


def test_a_part_is_found_by_its_class_or_said_to_be_wrong(site: FastAPI) -> None:
    whole = site_of(site)
    assert isinstance(whole.part(Search), Search)
    with pytest.raises(KeyError):
        whole.part(Path)
    with pytest.raises(TypeError, match="the part Search of this site is a str"):
        replace(whole, parts={Search: "a search"}).part(Search)
