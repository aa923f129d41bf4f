"""Every fault here is caused by somebody with words of their own, and none of these may be in the log afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

PLANTED = "planted-words-of-somebody"


@pytest.fixture(autouse=True)
def nothing_private_is_logged(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> Iterator[None]:
    yield
    logs = [caplog.text, *(file.read_text() for file in tmp_path.rglob("*.log"))]
    assert [line for log in logs for line in log.splitlines() if PLANTED in line or "Traceback" in line] == []
