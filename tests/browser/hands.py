"""Two ways to use a page: with a mouse, and with nothing but a keyboard, which looks where the focus is."""

from datetime import date
from typing import Protocol

from playwright.sync_api import Locator, Page

SEEN = """one => {
  const style = getComputedStyle(one);
  const [box] = one.getClientRects();
  return one.matches(":focus-visible") && box.width > 1 && box.bottom > 0 && box.top < innerHeight
    && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


class Hands(Protocol):
    def reach(self, target: Locator) -> None: ...
    def press(self, target: Locator) -> None: ...
    def write(self, target: Locator, words: str) -> None: ...
    def choose(self, target: Locator, option: str) -> None: ...
    def pick_day(self, target: Locator, day: date) -> None: ...
    def tick(self, target: Locator) -> None: ...
    def after_a_fault(self, page: Page) -> None: ...


class Mouse:
    def reach(self, target: Locator) -> None:
        """It is there already."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, words: str) -> None:
        target.fill(words)

    def choose(self, target: Locator, option: str) -> None:
        target.select_option(label=option)

    def pick_day(self, target: Locator, day: date) -> None:
        target.fill(day.isoformat())

    def tick(self, target: Locator) -> None:
        target.check()

    def after_a_fault(self, page: Page) -> None:
        """Wherever a mouse is, it is nowhere in particular."""


class Keyboard:
    """Fails where something cannot be reached, or where nobody could see that it was."""

    def press(self, target: Locator) -> None:
        self.reach(target)
        target.page.keyboard.press("Enter")

    def write(self, target: Locator, words: str) -> None:
        self.reach(target)
        target.page.keyboard.press("Control+a")
        target.page.keyboard.type(words)

    def choose(self, target: Locator, option: str) -> None:
        """Typing the first letters of an option chooses it."""
        self.reach(target)
        target.page.keyboard.type(option)
        chosen = target.evaluate("one => one.selectedOptions[0].label")
        assert chosen == option, (chosen, option)

    def pick_day(self, target: Locator, day: date) -> None:
        """Month, day and year, as an American browser asks for them."""
        self.reach(target)
        target.page.keyboard.type(f"{day:%m%d%Y}")
        assert target.input_value() == day.isoformat()

    def tick(self, target: Locator) -> None:
        self.reach(target)
        target.page.keyboard.press("Space")
        assert target.is_checked()

    def after_a_fault(self, page: Page) -> None:
        """The summary has the focus; its link leads into the field."""
        assert page.evaluate("document.activeElement.id") == "faults"
        link = page.locator("#faults a").first
        field = (link.get_attribute("href") or "").removeprefix("#")
        self.press(link)
        assert page.evaluate("document.activeElement.id") == field

    def reach(self, target: Locator) -> None:
        page = target.page
        target.wait_for()
        if page.evaluate("document.activeElement === document.body"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == "Skip to content"
            page.keyboard.press("Enter")
        for _ in range(120):
            if target.evaluate("one => one === document.activeElement"):
                assert target.evaluate(SEEN), f"the focus cannot be seen: {target}"
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"never reached by keyboard: {target}")
