"""Somebody with a mouse and no script: reads a page, follows its links, sends its forms, and each press counts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from httpx2 import Response
from starlette.testclient import TestClient

VOID = {"input", "br", "img", "meta", "link", "hr"}


@dataclass
class Target:
    """A link, or a button with the form that it sends; `words` is all that a screen reader says of it."""

    url: str
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    words: str = ""


class Page(HTMLParser):
    """All that can be pressed in a page’s own part, in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[Target] = []
        self.words = ""
        self._form: Target | None = None
        self._open: Target | None = None
        self._select = ""
        main = html[html.index("<main") : html.index("</main>")]
        self.feed(main)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self._begin(Target(given["href"]))
        elif tag == "form":
            self._form = Target(given["action"], given.get("method", "get"))
        elif self._form is not None and tag == "button":
            self._begin(
                Target(self._form.url, self._form.method, self._form.fields, given.get("aria-label", ""))
            )
        elif self._form is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        if tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self._form.fields:
                self._form.fields[self._select] = given.get("value", "")
        elif tag in {"input", "textarea"} and "name" in given and _is_sent(given):
            self._form.fields[given["name"]] = given.get("value", "")

    def _begin(self, target: Target) -> None:
        self.targets.append(target)
        self._open = target

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "button"}:
            self._open = None
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        self.words = " ".join(f"{self.words} {data}".split())
        if self._open is not None:
            self._open.words = " ".join(f"{self._open.words} {data}".split())

    def starting(self, words: str) -> list[Target]:
        return [one for one in self.targets if one.words.startswith(words)]


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in {"checkbox", "radio", "file"} or "checked" in given


@dataclass
class Hand:
    """`clicks` since it came to the page where it began; typing is none."""

    browser: TestClient
    page: Page
    reply: Response
    clicks: int = 0

    @classmethod
    def at(cls, browser: TestClient, url: str) -> "Hand":
        reply = browser.get(url)
        assert reply.status_code == 200, url
        return cls(browser, Page(reply.text), reply)

    def click(self, words: str) -> "Hand":
        """What begins with these words: the first of it."""
        found = self.page.starting(words)
        assert found, (words, [one.words for one in self.page.targets])
        return self.press(found[0])

    def press(self, target: Target) -> "Hand":
        self.clicks += 1
        if target.url.startswith("mailto:"):
            return self
        url = target.url.partition("#")[0]
        if target.method == "post":
            self.reply = self.browser.post(url, data=target.fields)
        else:
            self.reply = self.browser.get(url, params=target.fields or None)
        while self.reply.status_code == 303:
            self.reply = self.browser.get(self.reply.headers["location"])
        assert self.reply.status_code == 200, (target, self.reply.text)
        if self.reply.headers["content-type"].startswith("text/html"):
            self.page = Page(self.reply.text)
        return self
