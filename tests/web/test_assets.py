"""Static files keep forever under the address that names their content, and travel compressed."""

import gzip
import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.web.assets import STATIC, Assets

CSS = "css/base.css"


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


def test_every_file_is_served_as_it_is(visitor: TestClient, assets: Assets) -> None:
    for path, asset in assets.by_path.items():
        reply = visitor.get(f"/static/{path}")
        assert reply.content == (STATIC / path).read_bytes()
        assert reply.headers["content-type"].split(";")[0] == asset.type


def test_an_address_with_the_version_may_be_kept_for_good(visitor: TestClient, assets: Assets) -> None:
    version = assets.versions[CSS]
    assert "immutable" in visitor.get(f"/static/{CSS}?v={version}").headers["cache-control"]
    assert "immutable" not in visitor.get(f"/static/{CSS}?v=old").headers["cache-control"]


def test_what_the_browser_has_is_not_sent_again(visitor: TestClient) -> None:
    first = visitor.get(f"/static/{CSS}")
    again = visitor.get(f"/static/{CSS}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_text_travels_compressed(site: FastAPI, assets: Assets) -> None:
    packed = assets.by_path[CSS].packed
    assert packed
    assert gzip.decompress(packed) == assets.by_path[CSS].bytes
    assert len(packed) < len(assets.by_path[CSS].bytes) / 2


def test_every_asset_that_a_page_names_is_there(visitor: TestClient) -> None:
    named = re.findall(r'(?:href|src)="/static/([^"?]+)\?v=([^"]+)"', visitor.get("/sign-in").text)
    assert named
    assert dict(named) == {path: Assets().versions[path] for path, _ in named}
