"""Costly routes: a bound on how many wait, with a sentence for whoever comes then, and never a thread of readers."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.errors import Busy
from app.web.work_queue import WorkQueue
from tests.faults.serving import LESSON, Visitor, served

FULL = "Come back in a moment."


def test_who_comes_past_the_bound_is_told_so_and_readers_do_not_notice(site: FastAPI) -> None:
    queue = WorkQueue("test", threads=1, waiting=59, full=FULL, retry_after=7)
    go_on, begun = threading.Event(), []

    @site.get("/costly")
    @queue
    def costly() -> str:
        begun.append(1)
        go_on.wait()
        return "done"

    with served(site) as port, ExitStack() as stack, ThreadPoolExecutor(60) as threads:
        reader, *many = [stack.enter_context(closing(Visitor(port))) for _ in range(61)]
        assert reader.get(LESSON) == 200
        answers = [threads.submit(one.get, "/costly") for one in many]
        while queue.free:
            threading.Event().wait(0.01)
        assert [reader.get(LESSON), reader.get("/practice"), reader.get("/livez")] == [200, 200, 200]
        assert reader.get("/costly") == 503
        assert not any(answer.done() for answer in answers)
        assert len(begun) == 1
        go_on.set()
        assert {answer.result() for answer in answers} == {200}
        assert reader.get("/costly") == 200


def test_the_sentence_and_when_to_come_back(site: FastAPI) -> None:
    @site.get("/full")
    def full() -> str:
        raise Busy(FULL, retry_after=7)

    reply = TestClient(site, base_url="http://127.0.0.1:8000").get("/full")
    assert reply.status_code == 503
    assert reply.headers["retry-after"] == "7"
    assert FULL in reply.text


def test_a_route_that_fails_leaves_its_place() -> None:
    queue = WorkQueue("test", threads=1, waiting=0, full=FULL, retry_after=1)
    app = FastAPI()

    @app.get("/broken")
    @queue
    def broken() -> None:
        raise ZeroDivisionError

    browser = TestClient(app, raise_server_exceptions=False)
    assert [browser.get("/broken").status_code for _ in range(3)] == [500] * 3
    assert queue.free == 1
