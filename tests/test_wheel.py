"""The wheel is whole: installed where there is nothing else, it serves all that a checkout serves."""

import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from app.resources import STATIC
from tests.databases import FreshDatabases
from tests.practice.playing import Player
from tests.serving import CONTENT_CACHE, ROOT, Server

pytestmark = pytest.mark.xdist_group("wheel")
LESSON, SCENARIO = "/learn/four-chairs/helpful-within-limits", "the-printer-that-isnt-ours"


def run(*command: str | Path, **options: object) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout + done.stderr)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel in it, which finds the libraries where the tests find theirs."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check")
    offline = ("--quiet", "--no-index", "--no-deps")
    run(*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    venv = folder / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    run(*pip, "--python", venv / "bin/python", "install", *offline, wheel)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(venv)}))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return venv


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(
    request: pytest.FixtureRequest,
    databases: FreshDatabases,
    environment: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[httpx2.Client]:
    """In an empty folder, with a database that nobody has migrated yet."""
    folder = tmp_path_factory.mktemp("empty")
    with databases.fresh(request.param, migrated=False) as url:
        server = Server(folder, url, program=(str(environment / "bin/fourchairs"),))
        for name in ("CONTENT_DIR", "PYTHONPATH"):
            del server.environment[name]
        server.environment["CACHE_DIR"] = str(CONTENT_CACHE)
        if request.param == "postgresql":
            run(environment / "bin/fourchairs", "migrate", cwd=folder, env=server.environment)
        headers = {"Sec-Fetch-Site": "same-origin"}
        with server, httpx2.Client(base_url=server.url, headers=headers) as client:
            yield client


def test_what_runs_is_the_wheel(environment: Path, tmp_path: Path) -> None:
    program = "import app.resources as it; print(it.APP, it.SHIPPED_CONTENT, sep='\\n')"
    found = run(environment / "bin/python", "-c", program, cwd=tmp_path).splitlines()
    assert all(Path(line).is_relative_to(environment) for line in found), found


def test_it_serves_the_home_page_a_lesson_and_every_static_file(site: httpx2.Client) -> None:
    assert "Four Chairs</title>" in site.get("/").raise_for_status().text
    assert "<h1" in site.get(LESSON).raise_for_status().text
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    served = {path: site.get(f"/static/{path.relative_to(STATIC).as_posix()}") for path in files}
    assert [path for path, reply in served.items() if reply.content != path.read_bytes()] == []
    assert site.get("/readyz").json()["content"] == []


def test_it_plays_a_scenario_to_its_end(site: httpx2.Client) -> None:
    begun = site.post(f"/practice/{SCENARIO}/attempts")
    player = Player(site, begun.headers["location"])  # type: ignore[arg-type]
    taken = 0
    while player.hidden():
        lines = player.lines()
        reply = player.say(lines[0]) if lines else player.go_on()
        assert reply.status_code == 303, reply.text
        taken += 1
    assert taken
    assert "<h1" in player.page(f"{player.url}/debrief")


def test_it_checks_what_came_along(environment: Path, tmp_path: Path) -> None:
    """And says that it does: an author in the wrong folder must not take silence for praise."""
    said = run(environment / "bin/fourchairs", "check", "--strict", cwd=tmp_path)
    assert said == "There is no lessons/ and no scenarios/ here; this is about the course that came along.\n"


def test_content_of_ones_own_comes_first(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "stray.md").write_text("# Stray\n")
    command = [environment / "bin/fourchairs", "check"]
    checked = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert checked.returncode == 1
    assert checked.stdout.startswith("lessons/stray.md:")
    assert "site-packages" not in checked.stdout
    assert checked.stderr == ""
