import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.markdown import (
    _MARKDOWN,
    _visible,
    block_tokens,
    is_safe_image,
    is_safe_link,
    plain_text,
    raw_html_lines,
    render_block,
    render_inline,
    unsafe_links,
)

pytestmark = pytest.mark.soak

EXAMPLES = 3000 if "SOAK" in os.environ else 40
MARKDOWN = st.text(alphabet="ab *_`[]()<>!#&;\\\"'-+:/.\n", max_size=120)


def test_rendering() -> None:
    assert render_block("One *two*\n\n- three") == "<p>One <em>two</em></p>\n<ul>\n<li>three</li>\n</ul>"
    assert render_inline("**a** & `b`") == "<strong>a</strong> &amp; <code>b</code>"
    assert render_inline("[a](/b 'c')") == '<a href="/b" title="c">a</a>'


def test_raw_html_is_text() -> None:
    assert render_block("<script>x</script> <b>") == "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;</p>"


def test_link_reference_definitions_are_off() -> None:
    assert render_block("[own]: /u\n\n[own]") == "<p>[own]: /u</p>\n<p>[own]</p>"


SAFE = [
    "/a",
    "a/b",
    "#c",
    "?d",
    "../e",
    "http://f.example",
    "https://g.example/h?i=j:k",
    "mailto:a@b.example",
    "a/b:c",
]
UNSAFE = [
    "//evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:image/png;base64,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://a",
    "https:evil.example",
    "http://",
    "java\nscript:x",
    "\x01javascript:x",
    " //evil",
    "a:b",
]


@pytest.mark.parametrize("url", SAFE)
def test_safe_links(url: str) -> None:
    assert is_safe_link(url)
    assert "<a href=" in render_inline(f"[x]({url})")


@pytest.mark.parametrize("url", UNSAFE)
def test_unsafe_links(url: str) -> None:
    assert not is_safe_link(url.strip())
    for written in (f"[x]({url})", f"[x](<{url}>)", f"<{url}>", f"![x]({url})"):
        assert "href" not in render_inline(written)
        assert "src" not in render_inline(written)


def test_a_backslash_never_reaches_the_page_as_one() -> None:
    assert not is_safe_link("/\\evil.example")
    assert "\\" not in render_inline("[x](/\\evil.example) [x](<\\\\evil.example>)")


@pytest.mark.parametrize(
    ("url", "safe"), [("/a.png", True), ("a.png", True), ("https://a.example/b.png", False)]
)
def test_images_come_from_this_site(url: str, safe: bool) -> None:
    assert is_safe_image(url) is safe
    shown = render_inline(f"![what it *shows*]({url})")
    assert shown == (f'<img src="{url}" alt="what it shows" />' if safe else "what it shows")


def test_unsafe_links_are_found_with_their_lines() -> None:
    text = "x [a](javascript:x)\ny ![b](http://x)\n\n- <ftp://z> [c](/ok)\n  [d](//e)"
    assert sorted(unsafe_links(text)) == [(0, "javascript:x"), (1, "http://x"), (3, "ftp://z"), (4, "//e")]


HTML = [
    ("a\n\nb <b>\nc <i>", [2, 3]),
    ("a\n<!-- b\nc -->", [1]),
    ("<div>\nb\n\nc </div>", [0, 3]),
    ("- a\n  - b\n    <br>", [2]),
    ("> <?php ?>", [0]),
    ("`a\n<b>` <c>", [1]),
    ("![a\n![b\n<c>](/d)](/e)", [2]),
    ("# <b>", [0]),
    ("```\n<b>\n```\n\n    <b>\n\n`<b>` &lt;b> <http://a> <a@b.c> 1<2 \\<b>", []),
]


@pytest.mark.parametrize(("text", "lines"), HTML)
def test_raw_html_is_found_where_it_is(text: str, lines: list[int]) -> None:
    assert raw_html_lines(text) == lines


PLAIN = [
    ("**a** &amp; [b](/c) `d`\n*e*", "a & b d e"),
    ("![f *g*](/h) <i>", "f g <i>"),
    ("a\\\nb  \nc", "a b c"),
    ("[x](javascript:y)", "[x](javascript:y)"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize("part", ["![", "[", "> ", "- ", "*a", "<", "]("])
def test_deep_nesting_does_no_harm(part: str) -> None:
    text = part * 2000 + "](x)" * 2000
    assert render_block(text)
    assert raw_html_lines(text) == []
    assert block_tokens(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(MARKDOWN)
def test_anything_is_rendered_without_a_tag_of_its_own(text: str) -> None:
    lines = text.split("\n")
    assert all(line < len(lines) and "<" in lines[line] for line in raw_html_lines(text))
    shown = render_block(text)
    assert "<script" not in shown
    assert "\n" not in plain_text(text)


@settings(max_examples=10 * EXAMPLES, deadline=None)
@given(st.text(alphabet="ab \t!#$%'\"()+,-./:;=>?@^{|}~“é\u00a0\u2028*_`[]<&\\", max_size=30))
def test_a_line_without_markup_is_what_the_parser_makes_of_it(text: str) -> None:
    assert render_inline(text) == str(_MARKDOWN.renderInline(text))
    (inline,) = _MARKDOWN.parseInline(text)
    assert plain_text(text) == "".join(_visible(inline.children or ())).strip()
