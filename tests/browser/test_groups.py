"""A workplace, a trainer, a group and somebody who joins it, each in a browser of their own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.who import Role
from tests.browser.conftest import Console, findings
from tests.serving import Server
from tests.subjects import new_learner

LONG = "Maximiliane Donaudampfschifffahrtsgesellschaft"


class Someone:
    """A browser of an account of its own."""

    def __init__(self, server: Server, context: BrowserContext, name: str, role: Role) -> None:
        database, now = Database(server.environment["DATABASE_URL"]), datetime.now(UTC)
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        subject = new_learner(database, email=email, name=name, role=role, now=now)
        with database.write() as db:
            _, token = open_session(db, subject_id=subject, now=now, signed_in=True)
        database.close()
        context.add_cookies([{"name": "session", "value": token, "url": server.url}])
        self.page = context.new_page()


@contextmanager
def people(
    browser: Browser, server: Server, console: Console, **options: object
) -> Iterator[dict[str, Page]]:
    """An admin, a trainer and a learner."""
    contexts, pages = [], {}
    for name, role in (("Ada Admin", Role.ADMIN), ("Dagny Holm", Role.TRAINER), (LONG, Role.LEARNER)):
        usual = {
            "base_url": server.url,
            "reduced_motion": "reduce",
            "viewport": {"width": 1280, "height": 900},
        }
        context = browser.new_context(**{**usual, **options})  # type: ignore[arg-type]
        console.listen(context)
        contexts.append(context)
        pages[role.value] = Someone(server, context, name, role).page
    yield pages
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def make_group(pages: dict[str, Page]) -> str:
    """From an empty site to a group with its code, by the admin and the trainer; the code."""
    admin, trainer = pages["admin"], pages["trainer"]
    trainer.goto("/teach")
    expect(trainer.get_by_role("main")).to_contain_text("No workplace has named you a trainer yet")
    admin.goto("/admin/workplaces")
    admin.get_by_label("Name").fill("Harbor IT")
    admin.get_by_label("Time zone").select_option("Europe/Berlin")
    press(admin, "Make the workplace")
    admin.get_by_label("Find a trainer by name or email address").fill("dagny")
    press(admin, "Find")
    press(admin, "Name Dagny Holm a trainer here")
    trainer.goto("/teach")
    expect(trainer.get_by_role("heading", level=1)).to_have_text("Make your first group")
    trainer.get_by_label("Name of the group").fill("Service desk, spring")
    press(trainer, "Make the group")
    press(trainer, "Make a code")
    return trainer.locator(".spoken").inner_text()


def join(page: Page, code: str) -> None:
    page.goto("/join")
    page.get_by_label("The code you were given").fill(code.upper().replace("-", " "))
    press(page, "See the group")
    expect(page.get_by_role("main")).to_contain_text("Dagny Holm")
    press(page, "Join as")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your groups")


def set_a_scenario(page: Page) -> None:
    page.goto("/teach")
    page.get_by_role("link", name="Service desk, spring", exact=True).click()
    page.get_by_role("link", name="Set something").first.click()
    page.get_by_label("What").select_option("scenario:the-printer-that-isnt-ours")
    press(page, "Set it")
    expect(page.get_by_role("main")).to_contain_text("0 of 1 done")


def play(page: Page) -> None:
    """What is set, from Today to any ending."""
    page.goto("/today")
    section = page.get_by_role("region", name="Set for you")
    expect(section).to_contain_text("from Dagny Holm")
    section.get_by_role("link", name=re.compile("printer")).click()
    page.get_by_role("button", name=re.compile("Begin")).first.click()
    for _ in range(30):
        page.wait_for_load_state()
        if page.locator("button.cue").count():
            turn = page.locator("input[name=turn]").first.get_attribute("value") or ""
            page.locator("button.cue").first.click()
            expect(page.locator(f"button.cue ~ input[value='{turn}']")).to_have_count(0)
            page.wait_for_timeout(150)
        elif page.get_by_role("button", name="Continue").count():
            page.get_by_role("button", name="Continue").click()
            page.wait_for_timeout(150)
        else:
            return


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_an_empty_site_to_somebody_who_has_done_it(
    browser: Browser, server: Server, console: Console, scripts: bool
) -> None:
    with people(browser, server, console, java_script_enabled=scripts) as pages:
        code = make_group(pages)
        join(pages["learner"], code)
        set_a_scenario(pages["trainer"])
        play(pages["learner"])
        pages["learner"].goto("/groups")
        expect(pages["learner"].get_by_role("main")).to_contain_text("finished")
        trainer = pages["trainer"]
        trainer.goto("/teach")
        trainer.get_by_role("link", name="Service desk, spring", exact=True).click()
        expect(trainer.get_by_role("main")).to_contain_text("1 of 1")
        trainer.get_by_role("table").get_by_role("link", name=LONG).click()
        expect(trainer.get_by_role("heading", name="What they said")).to_be_visible()
        expect(trainer.get_by_role("main")).to_contain_text("The printer that isn’t ours")
        pages["learner"].goto("/groups")
        press(pages["learner"], "Leave this group")
        trainer.reload()
        expect(trainer.get_by_role("main")).not_to_contain_text("The printer that isn’t ours")
        console.expect("404")


def pages_of_a_lead(page: Page) -> list[str]:
    page.goto("/teach")
    page.get_by_role("link", name="Service desk, spring", exact=True).click()
    group = page.url
    page.get_by_role("table").get_by_role("link", name=LONG).click()
    person = page.url
    page.goto(group)
    page.get_by_role("region", name="What is set").get_by_role("link").first.click()
    return ["/teach", group, person, page.url, f"{group}/settings", f"{group}/assignments/new"]


def test_every_page_of_groups_passes_axe_and_fits_a_small_screen(
    browser: Browser, server: Server, console: Console
) -> None:
    with people(browser, server, console) as pages:
        code = make_group(pages)
        join(pages["learner"], code)
        set_a_scenario(pages["trainer"])
        found, wide = {}, []
        walks = {
            "trainer": pages_of_a_lead(pages["trainer"]),
            "learner": ["/today", "/groups", "/who-sees-what", "/join", f"/join/{code}"],
            "admin": ["/admin/workplaces"],
        }
        pages["admin"].get_by_role("link", name="All workplaces").click()
        pages["admin"].get_by_role("link", name="Harbor IT").click()
        walks["admin"].append(pages["admin"].url)
        for who, urls in walks.items():
            page = pages[who]
            for url in urls:
                page.goto(url)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    for width in (1280, 390):
                        page.set_viewport_size({"width": width, "height": 900})
                        found[f"{url} {scheme} {width}"] = findings(page)
                page.set_viewport_size({"width": 320, "height": 900})
                if page.evaluate("document.documentElement.scrollWidth") > 320:
                    wide.append(url)
        assert {place: faults for place, faults in found.items() if faults} == {}
        assert wide == []
