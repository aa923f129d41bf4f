"""Every page is given what its template uses, all of it and no more, in a frozen dataclass with types."""

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import pytest
from jinja2 import DictLoader, Environment, nodes

from app.main import templates  # brings in every slice, and so every context
from app.web.context import Context, Shared
from tests.web.template_names import names_used, tree_of

ENV = templates()
SHARED = {one.name for one in fields(Shared)}
LAYOUTS = {"base.html"}


def contexts(base: type[Context] = Context) -> Iterator[type[Context]]:
    """Those with a template of their own; others are there to be built upon."""
    for one in base.__subclasses__():
        if "template" in vars(one):
            yield one
        yield from contexts(one)


CONTEXTS = sorted(contexts(), key=lambda one: one.template)
TEMPLATES = [one for one in ENV.list_templates() if one.endswith(".html")]
COMPONENTS = [one for one in TEMPLATES if one.startswith("components/")]
PAGES = {one for one in TEMPLATES if "/_" not in one and one[0] != "_"} - LAYOUTS - set(COMPONENTS)


def names_of(context: type[Context]) -> set[str]:
    return {one.name for one in fields(context)}


def test_every_page_has_one_context() -> None:
    templates = [one.template for one in CONTEXTS]
    assert len(templates) == len(set(templates))
    assert set(templates) >= PAGES
    assert {one for context in CONTEXTS for one in (context.template, context.partial)} <= {*TEMPLATES, ""}


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda one: one.template)
def test_a_template_uses_what_its_context_has_and_all_of_it(context: type[Context]) -> None:
    assert names_used(ENV, context.template) - SHARED == names_of(context) - SHARED
    if context.partial:
        assert names_used(ENV, context.partial) <= names_of(context) | SHARED


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda one: one.template)
def test_a_context_is_frozen_and_says_what_is_in_it(context: type[Context]) -> None:
    assert is_dataclass(context)
    assert context.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert not names_of(context) & SHARED
    hints = get_type_hints(context)
    vague = [one.name for one in fields(context) if _is_vague(hints[one.name])]
    assert not vague


def _is_vague(hint: object) -> bool:
    return hint in {Any, object, dict} or "Any" in str(hint)


def test_what_all_pages_share_is_used() -> None:
    used = frozenset().union(*(names_used(ENV, one) for one in TEMPLATES))
    assert used >= SHARED


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_knows_only_what_it_is_told(component: str) -> None:
    assert names_used(ENV, component) == set()


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_imported_with_a_context(template: str) -> None:
    """A macro that reads the page’s names could not be held against anything."""
    imports = tree_of(ENV, template).find_all((nodes.FromImport, nodes.Import))
    assert not any(one.with_context for one in imports)


SMALL = {
    "base": "{{ a }}{% block main %}{{ unseen }}{% endblock %}",
    "page": '{% extends "base" %}{% from "tools" import tool %}{% set b = c %}'
    "{% block main %}{{ tool(b) }}{% for d in e if d.f == g %}{{ loop.index }}{{ d }}"
    '{% include "part" %}{% endfor %}{{ d }}{% endblock %}',
    "part": "{% set h = d %}{{ h }}{{ i }}",
    "after": '{% include "part" %}{{ h }}',
    "tools": "{% macro tool(x, y=1) %}{{ x }}{{ y }}{{ range(3) }}{% endmacro %}",
    "branches": "{% if j %}{% set k = 1 %}{% elif l %}{{ m }}{% else %}{{ n }}{% endif %}{{ k }}",
    "with": "{% with o = p %}{{ o }}{% endwith %}{{ o }}",
    "parts/x.html": "{{ q }}",
    "parts/y.html": "{{ r }}",
    "worked out": '{% include "parts/" ~ s.t ~ ".html" %}',
}


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("page", "acdegi"),
        ("base", ["a", "unseen"]),
        ("part", "di"),
        ("after", "dhi"),
        ("tools", ""),
        ("branches", "jlmn"),
        ("with", "op"),
        ("worked out", "qrs"),
    ],
)
def test_names_are_found_where_they_are_not_known(template: str, names: Collection[str]) -> None:
    env = Environment(loader=DictLoader(SMALL), autoescape=True)
    assert names_used(env, template) == set(names)
