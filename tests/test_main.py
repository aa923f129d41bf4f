"""The site as a whole: it starts, it says how it is, and it knows what it does not have."""

from starlette.testclient import TestClient


def test_it_is_ready(visitor: TestClient) -> None:
    assert visitor.get("/readyz").json()["ready"] is True


def test_a_page_that_is_not_there_says_so(visitor: TestClient) -> None:
    reply = visitor.get("/no-such-page")
    assert reply.status_code == 404
    assert "Nothing here" in reply.text
