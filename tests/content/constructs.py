"""Files of any size from one construct over and over: what Markdown, YAML and the two formats let an author write."""

from collections.abc import Callable
from itertools import count, islice

Make = Callable[[int], str]


def repeated(piece: str) -> Make:
    """About `size` letters of the piece; `{n}` in it is a number that never comes twice."""

    def make(size: int) -> str:
        parts, length = [], 0
        for number in count():
            parts.append(piece.replace("{n}", str(number)))
            length += len(parts[-1])
            if length >= size:
                return "".join(parts)
        raise AssertionError

    return make


def nested(open_: str, close: str = "") -> Make:
    def make(size: int) -> str:
        deep = max(1, size // (len(open_) + len(close)))
        return open_ * deep + "x" + close * deep + "\n"

    return make


def joined(*pieces: Make) -> Make:
    return lambda size: "".join(piece(size // len(pieces)) for piece in pieces)


INLINE = [
    "![]()", "![a](/b.png)", "![a][b]", "![", "!", "[a](b)", "[a](<b>)", '[a](b "c")', "[a](b", "[a](b 'c",
    "[a](<b", "[a][b]", "[a]: b ", "[^{n}]", "[^{n}]: note ", "[", "]", "](", "[[", "[]", "[]()", "[a](",
    "*a*", "*a ", "a* ", "**a**", "**a ", "a** ", "***a", "*a **b ", "*a_b", "_a_ ", "__a ", "_*", "*_*",
    "* a *", "`a` ", "`a", "``a` ", "` `` ", "\\", "\\*", "\\`", "&", "&amp;", "&#1;", "&a", "&#x", "<", "<a",
    "<a>", "</a>", "<!--", "<!-- a -->", "<?", "<![CDATA[", "<a href='", "<a b=c ", "<a b>", "<!A ",
    "<http://a>", "<a@b.c>", "<a:", "http://a.b ", "a@b.c ", "a", "é", "🪑", "a ", "a. ", "a  ", "\t", " ",
    "\u2028", "\u00a0", "(", "((", ")", "'", '"', "“a” ", "~~a", "|", "$", ":", "::", "-", "- ", "+", "=",
    "1. ", ">", "> ", "#", "{", "{{", "a\\\n", "a  \n", "a\n", "*a\n", "[a\n", "`a\n", "<a\n", "![a\n", "&\n",
]  # fmt: skip
"""Pieces of a line, over and over without anything between."""

BLOCKS = [
    "a\n\n", "\n", "- a\n", "- a\n\n", "* a\n", "-\n", "+ a\n- b\n", "1. a\n", "{n}. a\n", "1) a\n2. b\n",
    "> a\n", "> a\n\n", ">\n", "> - a\n", "- > a\n", "- a\n  - b\n", "- a\n\n  b\n", "    a\n", "\ta\n",
    "```\na\n```\n", "```\n", "~~~\n", "```a\n", "---\n\n", "***\n", "- - -\n", "===\n", "a\n===\n\n",
    "a\n---\n\n", "# a\n", "## a\n", "## s{n}: A\n", "### a\n", "####### a\n", "[a]: /b\n", "[a{n}]: /b 'c\n",
    "[a]:\n", "| a | b |\n", "| - | - |\n", "|\n", "<b>\n", "<b>\n\n", "<div>\n", "<!--\n", "<!-- a -->\n",
    "<?\n", "<pre>\n", "</p>\n\n", "<script>\n", ":::\n", "::: a\n", "::: a\n:::\n", "::: check c{n}\n",
    "::: phrases\n- a\n:::\n",
    "::: check c{n}\nQ?\n\n- [a] A\n  - best\n  - why: b\n- [b] B\n  - why: c\n:::\n",
    "::: moment\n**Ines**: “a”\n:::\n", "::: take weak A\n**You**: a\n:::\n", ":::: a\n", "**Ines**: a\n\n",
    "**Ines** (b): a\n", "- [a{n}] b\n", "- [a{n}] b\n  - c: d\n", "- a: b\n", "- a: b\n  c\n",
    "![a](/b.png)\n\n", "[a](b)\n\n", "*a*\n\n", "a  \nb\n\n", "a\\\n", "* *\n", "- a\n b\n", "-\ta\n",
    "  a\n",
]  # fmt: skip
"""Lines and groups of lines."""

NESTED = [
    nested("> "), nested("- "), nested("1. "), nested("["), nested("[", "](a)"), nested("![", "](a)"),
    nested("*", "*"), nested("**a ", "**"), nested("(", ")"), nested("<"), nested("> - "), nested("`"),
    nested("[a](", ")"), nested("  "),
]  # fmt: skip


def indented(opening: str) -> Make:
    """Each line one step deeper than the one before."""

    def make(size: int) -> str:
        lines, length = [], 0
        for depth in count():
            lines.append("  " * depth + opening + "\n")
            length += len(lines[-1])
            if length >= size:
                return "".join(lines)
        raise AssertionError

    return make


NESTED += [indented("- a"), indented("> a"), indented("1. a"), indented("a")]


def staircase(size: int) -> str:
    """Lines of spaces, each longer than the one before."""
    return "\n".join(" " * n + "a" for n in islice(count(), int((2 * size) ** 0.5))) + "\n"


def backticks(size: int) -> str:
    """A run of backticks of every length."""
    return " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))) + "\n"


NESTED += [staircase, backticks]

YAML = [
    "k{n}: a\n", "k: a\n", "k{n}:\n", "k{n}: [a, b]\n", "k{n}: {a: b}\n", "k{n}:\n  a: b\n", "- a\n",
    "  - a\n", "? a\n", "? [a]\n: b\n", "# a\n", "k{n}: |\n  a\n", "k{n}: >\n  a\n\n", "k{n}: 'a\n",
    'k{n}: "a\n', 'k{n}: "\\u0041"\n', "k{n}: &a b\n", "k{n}: *a\n", "k{n}: !!str a\n", "<<: {a: b}\n",
    "k{n}: 1\n", "k{n}: 2026-01-01\n", "k{n}: a b c\n", "%A\n", "...\n", "\n", "  \n", "k{n}: a: b\n",
    "sources: [a]\n", "title: A\n",
]  # fmt: skip

FLOW = [
    "[",
    "{",
    "[a, ",
    "{a: ",
    "a, ",
    "a{n}: b, ",
    "'a', ",
    '"a" ',
    "[a], ",
    "? ",
    "- ",
    "&a ",
    "*a ",
    "!a ",
    "'",
    '"',
    "''",
    "|",
    "a ",
    "a",
]
"""Pieces of one value."""

DEEP = [
    indented("a:"),
    indented("- a"),
    indented("- a:"),
    nested("["),
    nested("[", "]"),
    nested("{a: ", "}"),
    nested("- "),
    nested("? "),
]


CHAIRS = "customer organization colleagues self"


def scenario(
    size: int, *, to: str = "s{next}", extra: str = "", heading: str = "s{n}: A", chairs: str = CHAIRS
) -> str:
    """Scenes with two choices each, one after the other."""
    effects = "".join(f"  - {name} +1: A.\n" for name in chairs.split())
    rest = f"{effects}{extra}  - now: A.\n  - debrief: A.\n"
    parts, length, number = [], 0, 0
    while length < size:
        target = to.format(n=number, next=number + 1)
        choices = "".join(f'- [{name}{number}] "A." -> {target}\n{rest}' for name in "ab")
        parts.append(f"## {heading.format(n=number)}\n\n**Dana**: A.\n\n{choices}\n")
        length += len(parts[-1])
        number += 1
    return "".join(parts) + f"## ending s{number}: Done\n\nA.\n"


SCENES: dict[str, Make] = {
    "sound": scenario,
    "one target": lambda size: scenario(size, to="s1"),
    "unknown targets": lambda size: scenario(size, to="t{n}"),
    "unknown chairs": lambda size: scenario(size, chairs=CHAIRS.replace("cust", "cost")),
    "the same scene": lambda size: scenario(size, heading="s: A"),
    "flags": lambda size: scenario(size, extra="  - sets: f{n}\n"),
    "conditions": lambda size: scenario(
        size, extra="  - when: " + " and ".join(f"f{n}" for n in range(40)) + "\n"
    ),
    "unknown fields": lambda size: scenario(size, extra="  - debref: A.\n"),
    "many choices": lambda size: (
        "## s: A\n\n" + "".join(f'- [c{n}] "A." -> s{n}\n' for n in range(size // 22))
    ),
    "many routes": lambda size: "## s: A\n\n" + "".join(f"- if f{n} -> s{n}\n" for n in range(size // 18)),
    "many headings": lambda size: "".join(f"## s{n}: A\n\n" for n in range(size // 12)),
    "many endings": lambda size: "".join(f"## ending s{n}: A\n\nA.\n\n" for n in range(size // 24)),
}
