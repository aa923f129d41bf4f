"""Which names a template takes from its context, with all it extends and includes: read from its syntax tree.

Jinja’s own `meta.find_undeclared_variables` looks at one file, and takes what a file imports at its top for unknown in
its blocks. So the tree is walked here, with the names that are known at each place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import Environment, nodes

Names = frozenset[str]
NONE: Names = frozenset()


def names_used(env: Environment, template: str) -> Names:
    """Names that `template` needs from outside, but for what the environment knows anyway."""
    page = Page.of(env, template)
    return page.needs([*page.ahead, *page.tree.body], NONE) - env.globals.keys() - {"self", "super"}


def tree_of(env: Environment, template: str) -> nodes.Template:
    assert env.loader
    return env.parse(env.loader.get_source(env, template)[0])


@dataclass
class Page:
    """A template and those it extends. `tree` is the last one’s; `blocks` are the first of each name.

    `ahead` is what the others do outside their blocks, which comes before all else. `top` are the names that any of
    them sets or imports there: every block knows them.
    """

    env: Environment
    tree: nodes.Template
    blocks: dict[str, nodes.Block] = field(default_factory=dict)
    ahead: list[nodes.Node] = field(default_factory=list)
    top: Names = NONE

    @classmethod
    def of(cls, env: Environment, template: str) -> "Page":
        page = cls(env, tree_of(env, template))
        while True:
            page.top |= names_set(page.tree.body)
            for block in page.tree.find_all(nodes.Block):
                page.blocks.setdefault(block.name, block)
            parent = next(page.tree.find_all(nodes.Extends), None)
            if parent is None:
                return page
            own = [one for one in page.tree.body if not isinstance(one, nodes.Block | nodes.Output)]
            page.ahead = [*page.ahead, *own]
            page.tree = tree_of(env, parent.template.value)

    def needs(self, body: Iterable[nodes.Node], known: Names) -> Names:
        """Of one run of nodes, each of which knows what those before it set."""
        found = NONE
        for node in body:
            found |= self._needs(node, known)
            known |= names_set([node])
        return found

    def _needs(self, node: nodes.Node, known: Names) -> Names:
        match node:
            case nodes.Name(ctx="load"):
                return frozenset({node.name}) - known
            case nodes.Include():
                return self._needs(node.template, known) | self._included(node.template) - known
        runs = [(list(run), known | more) for run, more in self._runs(node)]
        return NONE.union(*(self.needs(run, names) for run, names in runs))

    def _runs(self, node: nodes.Node) -> Iterator[tuple[Iterable[nodes.Node], set[str] | Names]]:
        """The runs of nodes inside a node, each with the names that are known there and not around it."""
        match node:
            case nodes.Block():
                yield self.blocks[node.name].body, self.top
            case nodes.For():
                yield [node.iter], NONE
                tests = [node.test] if node.test else []
                yield [*tests, *node.body], names_stored(node.target) | {"loop"}
                yield node.else_, NONE
            case nodes.With():
                yield node.values, NONE
                yield node.body, NONE.union(*map(names_stored, node.targets))
            case nodes.Macro():
                yield node.defaults, NONE
                yield node.body, {one.name for one in node.args} | {node.name, "caller", "varargs", "kwargs"}
            case nodes.If():
                yield [node.test], NONE
                yield from ((run, NONE) for run in (node.body, node.elif_, node.else_))
            case _:
                yield node.iter_child_nodes(), NONE

    def _included(self, name: nodes.Expr) -> Names:
        found = (names_used(self.env, one) for one in templates_named(self.env, name))
        return NONE.union(*found)


def templates_named(env: Environment, name: nodes.Expr) -> list[str]:
    """One for a name that is written out; where its middle is worked out, all that fit around it."""
    if isinstance(name, nodes.Const):
        return [name.value]
    assert isinstance(name, nodes.Concat)
    first, *_, last = name.nodes
    assert isinstance(first, nodes.Const)
    assert isinstance(last, nodes.Const)
    return [one for one in env.list_templates() if one.startswith(first.value) and one.endswith(last.value)]


def names_set(body: Iterable[nodes.Node]) -> Names:
    """What is known after these nodes, and was not before: set, imported, or defined, in branches too."""
    return frozenset(name for node in body for name in _set_by(node))


def _set_by(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Assign() | nodes.AssignBlock():
            yield from names_stored(node.target)
        case nodes.FromImport():
            yield from (one if isinstance(one, str) else one[1] for one in node.names)
        case nodes.Import():
            yield node.target
        case nodes.Macro():
            yield node.name
        case nodes.If():
            yield from names_set([*node.body, *node.elif_, *node.else_])


def names_stored(node: nodes.Node) -> Names:
    here = [node] if isinstance(node, nodes.Name) else []
    return frozenset(one.name for one in [*here, *node.find_all(nodes.Name)] if one.ctx != "load")
