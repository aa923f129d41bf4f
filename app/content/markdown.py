"""The one Markdown of the house: CommonMark without raw HTML and without link reference definitions.

All text is checked and rendered by these parsers, so that what is checked is what is shown. Lessons find their
containers with one more (`format/outline.py`), which renders nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, html_inline, image
from markdown_it.token import Token

DEEPEST = 40
DEEPEST_IMAGE = 3
_MARKUP = re.compile(r"[\n\r\0\\`*_\[\]<&]")  # without one of these, a line is what it looks like
_SCHEME = re.compile(r"[^/?#]*?:")
_ALLOWED = re.compile(r"https?://[^/?#]|mailto:[^/?#]", re.IGNORECASE)


def is_safe_link(url: str) -> bool:
    """http, https, mailto or a place on this site; never another site by `//`."""
    if url.startswith("//") or "\\" in url or not url.isprintable():
        return False
    return _ALLOWED.match(url) is not None or _SCHEME.match(url) is None


def is_safe_image(url: str) -> bool:
    """Images come from this site only."""
    return is_safe_link(url) and _SCHEME.match(url) is None


def _noting_its_place(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A token that says on which line of its block it begins."""

    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        matched = rule(state, silent)
        if matched and not silent:
            state.tokens[-1].meta = {"line": state.src.count("\n", 0, start)}
        return matched

    return noting


def _shallow_image(state: StateInline, silent: bool) -> bool:
    """An image in an image's description in an image's … would otherwise go as deep as Python's stack."""
    depth = state.env.get("image_depth", 0)
    if depth >= DEEPEST_IMAGE:
        return False
    state.env["image_depth"] = depth + 1
    try:
        return image(state, silent)
    finally:
        state.env["image_depth"] = depth


class _Renderer(RendererHTML):
    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        if not is_safe_image(str(tokens[idx].attrs["src"])):
            return escapeHtml(self.renderInlineAsText(tokens[idx].children, options, env))
        return super().image(tokens, idx, options, env)


def _parser(*, html: bool = False, safe: Callable[[str], bool] = is_safe_link) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html, "maxNesting": DEEPEST}, renderer_cls=_Renderer)
    parser.disable("reference")
    parser.inline.ruler.at("image", _noting_its_place(_shallow_image))
    parser.inline.ruler.at("html_inline", _noting_its_place(html_inline))
    parser.validateLink = safe  # type: ignore[assignment, method-assign]
    return parser


_MARKDOWN = _parser()
_BLOCKS = _parser().disable("inline")
_WITH_HTML = _parser(html=True).disable("inline")
_ALL_LINKS = _parser(safe=lambda _: True)


def block_tokens(text: str) -> list[Token]:
    """The blocks of a body with their lines (`map`, from 0); the text in them is left as it was written."""
    return _BLOCKS.parse(text)


def render_block(text: str) -> str:
    """Paragraphs, lists and quotes as HTML."""
    return str(_MARKDOWN.render(text)).strip()


def render_inline(text: str) -> str:
    """One line as HTML, without a paragraph around it."""
    if _MARKUP.search(text) is None:  # half of all lines; spares a parse
        return escapeHtml(text)
    return str(_MARKDOWN.renderInline(text))


def plain_text(text: str) -> str:
    """One line as it is read: markup removed, entities decoded, line ends as spaces."""
    if _MARKUP.search(text) is None:
        return text.strip()
    inline = _MARKDOWN.parseInline(text)
    return "".join(_visible(inline[0].children or ())).strip()


def _visible(tokens: Any) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _visible(token.children or ())
        else:
            yield token.content


def raw_html_lines(text: str) -> list[int]:
    """The lines (from 0) that hold raw HTML: found with a parser that would let it through."""
    lines: set[int] = set()
    if "<" not in text:  # nearly always; spares a parse
        return []
    for token in _WITH_HTML.parse(text):
        if token.map and token.type == "html_block":
            lines.add(token.map[0])
        elif token.map and token.type == "inline" and "<" in token.content:
            children = _WITH_HTML.inline.parse(token.content, _WITH_HTML, {}, [])
            lines |= {token.map[0] + line for line, _ in _found(children, "html_inline")}
    return sorted(lines)


def unsafe_links(text: str) -> list[tuple[int, str]]:
    """Links and images (line from 0, address) that would lead where no link of ours may lead."""
    unsafe: list[tuple[int, str]] = []
    if "](" not in text and "<" not in text:  # nearly always; spares a parse
        return unsafe
    for token in _ALL_LINKS.parse(text):
        if token.type == "inline" and token.map:
            unsafe += [(token.map[0] + line, url) for line, url in _unsafe(token.children or [])]
    return unsafe


def _unsafe(children: list[Token]) -> Iterator[tuple[int, str]]:
    line = 0
    for child in children:
        line += child.type in ("softbreak", "hardbreak")
        if child.type == "link_open" and not is_safe_link(str(child.attrs["href"])):
            yield line, str(child.attrs["href"])
    for line, token in _found(children, "image"):
        if not is_safe_image(str(token.attrs["src"])):
            yield line, str(token.attrs["src"])


def _found(tokens: list[Token], kind: str, above: int = 0) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        line = above + token.meta.get("line", 0)
        if token.type == kind:
            yield line, token
        if token.children:
            yield from _found(token.children, kind, line)
