"""The house can be lived in: small rooms, small files, no circles, and a map that names only what is there."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import app

APP = Path(app.__file__).parent
ROOT = APP.parent
FILES = sorted(APP.rglob("*.py"))
MAP = (APP / "README.md").read_text("utf-8")
MOST_FILES, MOST_LINES, LARGEST_SHARE = 25, 250, 5
MOST_FOR_A_CHAIR, MOST_FOR_A_CHANGE = 14, 6
WORLDLY = {
    *("models", "queries", "actions", "versions", "personal_data", "pages", "access", "routes"),
    *("db", "web", "commands", "backup", "demo", "migrations"),
    *("main", "cli", "jobs", "slices", "site_notices", "ulid", "spoken_code", "settings"),
}
"""Files and folders that may ask for the time and draw lots, as the map has it."""
CHANCE, MOMENTS = {"secrets", "random", "time", "uuid"}, {"now", "utcnow", "today", "urandom", "time_ns"}
OF_OTHERS = {"pool_pre_ping", "ZoneInfoNotFoundError"}
"""Names of libraries, which our docstrings speak of and our code does not use."""


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_no_folder_has_too_many_files() -> None:
    files = Counter(file.parent.relative_to(APP).as_posix() for file in FILES)
    assert {folder: count for folder, count in files.items() if count > MOST_FILES} == {}


def test_no_file_is_too_long() -> None:
    assert {file.relative_to(APP).as_posix(): lines(file) for file in FILES if lines(file) > MOST_LINES} == {}


def test_no_package_is_more_than_a_fifth_of_the_house() -> None:
    sizes: Counter[str] = Counter()
    for file in FILES:
        sizes[file.relative_to(APP).parts[0]] += lines(file)
    assert {name: size for name, size in sizes.items() if size * LARGEST_SHARE > sizes.total()} == {}


@pytest.fixture(scope="module")
def imports() -> Mapping[str, frozenset[str]]:
    """Each module of the house, and the modules it imports."""
    graph = grimp.build_graph("app", cache_dir=None)
    return {module: frozenset(graph.find_modules_directly_imported_by(module)) for module in graph.modules}


def rooms(imports: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Mapping[str, set[str]]]]:
    """Every package, and which of its modules and packages import which others of them."""
    within: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for module, imported in imports.items():
        for other in imported:
            one, two = module.split("."), other.split(".")
            shared = next(
                (n for n, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), None
            )
            if shared is not None:
                within[".".join(one[:shared])][one[shared]].add(two[shared])
    yield from within.items()


def circle(graph: Mapping[str, set[str] | frozenset[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_comes_back_to_itself(imports: Mapping[str, frozenset[str]]) -> None:
    assert circle(imports) == []


def test_no_package_comes_back_to_itself(imports: Mapping[str, frozenset[str]]) -> None:
    """At every level: neither slices, nor rooms and modules side by side in one of them."""
    assert {package: found for package, graph in rooms(imports) if (found := circle(graph))} == {}


def test_a_circle_would_be_seen() -> None:
    there_and_back = {"app.a.x": frozenset({"app.b.y"}), "app.b.z": frozenset({"app.a.w"})}
    assert circle(there_and_back) == []
    assert {package: circle(graph) for package, graph in rooms(there_and_back)}["app"] != []
    assert circle({"a": frozenset({"b"}), "b": frozenset({"a"})}) != []


def worldly(tree: ast.AST) -> Iterator[str]:
    """What of this code asks for the time or draws lots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in CHANCE)
        elif isinstance(node, ast.ImportFrom) and node.module in CHANCE:
            yield node.module
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MOMENTS
        ):
            yield node.func.attr


def test_pure_files_are_given_clock_and_chance() -> None:
    pure = [file for file in FILES if not WORLDLY & {*file.relative_to(APP).with_suffix("").parts}]
    assert len(pure) > 100
    found = {
        file.relative_to(APP).as_posix(): [*worldly(ast.parse(file.read_text("utf-8")))] for file in pure
    }
    assert {file: asked for file, asked in found.items() if asked} == {}


@pytest.mark.parametrize(
    "code",
    ["import secrets", "from random import Random", "datetime.now(UTC)", "date.today()", "os.urandom(4)"],
)
def test_a_clock_or_a_lot_would_be_seen(code: str) -> None:
    assert [*worldly(ast.parse(code))]


def changes() -> dict[str, list[str]]:
    """Each of the newcomer’s changes, and the files it opens."""
    section = MAP.split("## Ten changes")[1].split("\n## ")[0]
    found = {}
    for part in section.split("\n### ")[1:]:
        title, _, body = part.partition("\n")
        found[title] = [path for line in body.splitlines() if line.startswith("- ") for path in named(line)]
    return found


def named(text: str) -> list[str]:
    """What stands in backticks and looks like a file or folder of the repository."""
    return [word for word in re.findall(r"`([^`\s]+)`", text) if "/" in word or word.endswith((".py", ".md"))]


def test_the_map_names_only_what_is_there() -> None:
    paths = {word for word in named(MAP) if not word.startswith("/")}
    assert len(paths) > 50
    assert sorted(word for word in paths if not (ROOT / word).exists() and not (APP / word).exists()) == []


def test_a_change_opens_few_files() -> None:
    assert len(changes()) == 10
    for title, files in changes().items():
        most = MOST_FOR_A_CHAIR if "chair" in title else MOST_FOR_A_CHANGE
        assert 1 <= len(files) <= most, title
        assert len(files) == len(set(files)), title


def test_every_room_is_on_the_map() -> None:
    there = {path.name for path in APP.iterdir() if (path / "__init__.py").exists()}
    assert there - set(re.findall(r"`(\w+)`", MAP)) == set()


def words_of(tree: ast.AST, told: Collection[ast.AST]) -> Iterator[str]:
    """Whatever has a name in the code, and what stands in its strings; `told` are its docstrings."""
    for node in ast.walk(tree):
        for _, value in ast.iter_fields(node):
            if isinstance(value, str) and node not in told:
                yield from re.findall(r"\w+", value)


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Those of attributes, too: any string that stands alone."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.value


def is_in_its_folder(name: str) -> bool:
    """`reading.actions`, where there is a folder `reading`: it holds a module of that name, or imports the thing."""
    first, _, rest = name.partition(".")
    folders = [path for path in (APP, *APP.rglob(first)) if path.name == first and path.is_dir()]
    return not (rest and folders) or any(
        (folder / rest).is_dir()
        or (folder / f"{rest}.py").exists()
        or re.search(rf"\b{rest}\b", (folder / "__init__.py").read_text("utf-8"))
        for folder in folders
    )


def test_docstrings_name_only_what_is_there() -> None:
    """Single and dotted names in backticks: an argument, a column, a function, a module, of any file of the house."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in FILES}
    told = {file: list(docstrings(tree)) for file, tree in trees.items()}
    known = {word for file, tree in trees.items() for word in words_of(tree, told[file])}
    known |= {part for path in APP.rglob("*") for part in (path.name, path.stem)}
    known |= {
        word for path in (ROOT / "pyproject.toml",) for word in re.findall(r"\w+", path.read_text("utf-8"))
    }
    found = {
        f"{file.relative_to(ROOT)}:{doc.lineno} {name}"
        for file, docs in told.items()
        for doc in docs
        for name in re.findall(r"`([A-Za-z_][\w.]*)`", str(doc.value))
        if not known.issuperset(name.split(".")) or not is_in_its_folder(name)
    }
    assert {one for one in found if one.split()[1] not in OF_OTHERS} == set()
