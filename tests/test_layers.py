"""The layering of the package, held as data: who may import whom, and who may touch the world.

The tiers are drawn in docs/design.md. A module imports from lower tiers and from its own folder, and from no
neighbour. Every check is tried on planted violations too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "auditor"

TIERS: Sequence[Sequence[str]] = (
    ("base",),
    ("records",),
    ("settings", "readers", "packs", "render"),
    ("language",),
    ("analysis",),
    ("judging",),
    ("toolkit",),
    ("engine",),
    ("runs", "authoring", "annotating"),
    ("comparing", "reviewing", "editing", "examining", "archiving", "api", "rows"),
    ("cli",),
    ("__main__",),
)
"""Folders and modules from the ground up; those of one tier do not know each other."""

LIBRARIES: Mapping[str, Sequence[str]] = {
    "spacy": ("language", "analysis", "judging.cases", "authoring", "reviewing.lengths"),
    "onnxruntime": ("language.tagger.network",),
    "tokenizers": ("language.tagger",),
    "numpy": ("language.tagger", "language.pipes"),
    "thinc": ("language.pipes.arithmetic",),
    "fasttext": ("language.tongue.model",),
    "re2": ("packs.patterns", "language.match", "language.layout", "reviewing.patterns", "settings.files"),
    "yaml": ("base.plainyaml", "readers.text.frontmatter"),
    "jinja2": ("render.page",),
    "markupsafe": ("render.page",),
    "rich": ("render", "cli"),
    "xlsxwriter": ("render.summary.workbook",),
    "tabulate": ("render.summary.table", "cli.policies", "cli.authoring"),
    "typer": ("cli",),
    "watchfiles": ("editing.watching",),
    "packaging": ("examining.program",),
    "pygls": ("editing.server",),
    "lsprotocol": ("editing",),
    "trafilatura": ("readers.web.webpage",),
    "pypdfium2": ("readers.documents.printed", "readers.documents.layer"),
    "lxml": ("readers.web.page",),
    "textacy": ("reviewing.library",),
    "pandas": ("rows",),
    "ray": ("archiving.engines.cluster",),
    "pyarrow": ("readers.collections.columnar", "archiving.parquet", "archiving.plans"),
    "duckdb": ("archiving.questions.database",),
    "socket": (),
    "urllib": (),
    "http": (),
    "requests": (),
}
"""Libraries, and the only modules or packages that may import them."""

FILES = (
    "base.files",
    "base.crashlog",
    "base.cache",
    "base.fingerprints",
    "readers",
    "runs.drafts",
    "archiving.engines",
    "archiving.folder",
    "archiving.journal",
    "cli",
    "language.pipeline",
)
"""Who may open files; of these, the last reads none but the language model's."""

GUARDS = ("cli.options", "cli.streams", "cli.start", "cli.again")
"""Who may touch the standard streams."""

OPENING = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkstemp"}

QUICK = 2
"""The highest tier that the command line imports before it is asked for anything that needs more."""

CONSTANTS = (
    "any_of",
    "auto",
    "compile",
    "dataclass",
    "escape",
    "field",
    "fromkeys",
    "frozenset",
    "getattr",
    "items",
    "join",
    "list",
    "split",
    "tuple",
    "_kind",
)
"""Functions that an import may call, since they make constants of constants; records it may make too."""

COMMANDS = ("Typer", "command", "taking")
"""What the command line may call as well, and nobody else."""

LOADING = ("Language", "Matcher", "PhraseMatcher", "DependencyMatcher", "Console")
"""Classes that are no records."""

Sources = Mapping[str, str]
"""Module name, without `auditor.`, and its source."""


@pytest.fixture(scope="module")
def package() -> Sources:
    """Every module of the package but its façade, `auditor/__init__.py`, which imports lazily."""
    sources = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if name != "__init__":
            sources[name] = path.read_text(encoding="utf-8")
    return sources


# ---------------------------------------------------------------- reading imports


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


def imported(source: str, modules: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The modules of the package that `source` imports, and whether only when a function is called."""
    for node, inside in nodes(parsed(source), inside=False):
        for name in _names(node):
            if name.startswith("auditor."):
                inner = name.removeprefix("auditor.")
                yield inner if inner in modules else inner.rpartition(".")[0], inside


def libraries(source: str) -> set[str]:
    return {name.split(".")[0] for node in ast.walk(parsed(source)) for name in _names(node)} - {"auditor"}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative import"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def nodes(node: ast.AST, inside: bool) -> Iterator[tuple[ast.AST, bool]]:
    """All nodes below `node`, and whether each waits for a call of a function, or for a checker of types."""
    for child in ast.iter_child_nodes(node):
        later = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        later = later or (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING")
        yield child, later
        yield from nodes(child, later)


def belongs(module: str, to: Sequence[str]) -> bool:
    """Whether `module` is one of `to`, or in a package that is."""
    return any(module == name or module.startswith(f"{name}.") for name in to)


def tier(module: str) -> int:
    return next(number for number, names in enumerate(TIERS) if module.split(".")[0] in names)


# ---------------------------------------------------------------- the checks


def upward(sources: Sources) -> Iterator[str]:
    """Imports of a higher tier, or of a neighbour."""
    for module, source in sources.items():
        for other, _ in imported(source, list(sources)):
            home, away = module.split(".")[0], other.split(".")[0]
            if other and home != away and tier(other) >= tier(module):
                yield f"{module} imports {other}"


def cycles(sources: Sources) -> Iterator[str]:
    """Modules that import themselves by way of others."""
    graph = {m: {o for o, _ in imported(s, list(sources)) if o in sources} for m, s in sources.items()}
    for start in graph:
        reached: set[str] = set()
        left = list(graph[start])
        while left:
            module = left.pop()
            if module not in reached:
                reached.add(module)
                left += graph[module]
        if start in reached:
            yield f"{start} imports itself"


def foreign(sources: Sources) -> Iterator[str]:
    """Libraries where they are not permitted."""
    for module, source in sources.items():
        for library in sorted(libraries(source)):
            if library in LIBRARIES and not belongs(module, LIBRARIES[library]):
                yield f"{module} imports {library}"


def talkative(sources: Sources) -> Iterator[str]:
    """Printing, reading the command line, ending the process: the command line's alone."""
    for module, source in sources.items():
        if belongs(module, ("cli",)):
            continue
        for node in ast.walk(parsed(source)):
            words = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
            if words in {"print", "exit", "sys.exit", "sys.argv", "sys.stdout", "sys.stderr", "SystemExit"}:
                yield f"{module} uses {words}"


def unguarded(sources: Sources) -> Iterator[str]:
    """What writes to a standard stream of the process without `emit` and `tell`, which let nothing steer a terminal."""
    for module, source in sources.items():
        if not belongs(module, ("cli",)) or module in GUARDS:
            continue
        for node in ast.walk(parsed(source)):
            words = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
            if words in {"print", "sys.stdout", "sys.stderr"} or words.rpartition(".")[2] in {"echo", "secho", "print"}:
                yield f"{module} uses {words}"


def opening(sources: Sources) -> Iterator[str]:
    """Calls that open files, where they are not permitted."""
    for module, source in sources.items():
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.Call) and opens(node) and not belongs(module, FILES):
                yield f"{module} calls {called(node)}"


def early(sources: Sources) -> Iterator[str]:
    """Work that is done by an import: calls of anything but what makes constants."""
    for module, source in sources.items():
        permitted = CONSTANTS + (COMMANDS if belongs(module, ("cli",)) else ())
        for node in at_import(parsed(source)):
            if isinstance(node, ast.Call) and called(node) not in permitted and not is_record(called(node)):
                yield f"{module} calls {called(node)} when it is imported"
            elif isinstance(node, ast.For | ast.While | ast.With | ast.Try | ast.Global):
                yield f"{module} works when it is imported"


def slow_start(sources: Sources) -> Iterator[str]:
    """What the command line imports before it needs it."""
    for module, source in sources.items():
        for other, inside in imported(source, list(sources)):
            if belongs(module, ("cli",)) and other and not inside and QUICK < tier(other) < tier(module):
                yield f"{module} imports {other} at once"


def called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def opens(call: ast.Call) -> bool:
    """Whether it is `open` or one of the like methods; a function of the same name as a method is not."""
    return called(call) in OPENING if isinstance(call.func, ast.Attribute) else called(call) == "open"


def is_record(name: str) -> bool:
    return name.lstrip("_")[:1].isupper() and name not in (*LOADING, *COMMANDS)


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are run by an import: not the bodies of functions, but their decorators and defaults."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in {
            "TYPE_CHECKING",
            "__name__ == '__main__'",
        }:
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            defaults = [d for d in (*child.args.defaults, *child.args.kw_defaults) if d]
            for part in (*getattr(child, "decorator_list", ()), *defaults):
                yield part
                yield from at_import(part)
            continue
        yield child
        yield from at_import(child)


CHECKS = (upward, cycles, foreign, talkative, unguarded, opening, early, slow_start)


def test_every_module_has_one_tier(package: Sources) -> None:
    listed = [name for names in TIERS for name in names]
    assert len(listed) == len(set(listed))
    assert {module.split(".")[0] for module in package} == set(listed)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_the_package_keeps_to_its_layers(check: object, package: Sources) -> None:
    assert callable(check)
    assert list(check(package)) == []


PLANTED = (
    (upward, "base.spans", "from auditor.records.sourcing import Source", "base.spans imports records.sourcing"),
    (upward, "readers.text.plain", "from auditor.packs import load", "readers.text.plain imports packs.load"),
    (
        upward,
        "render.summary.table",
        "def f():\n    import auditor.settings.settings",
        "render.summary.table imports settings.settings",
    ),
    (upward, "analysis.phrases.find", "import auditor.judging.policy", "analysis.phrases.find imports judging.policy"),
    (cycles, "packs.yamlpos", "from auditor.packs.load import load_packs", "packs.yamlpos imports itself"),
    (foreign, "judging.metrics", "from spacy.tokens import Doc", "judging.metrics imports spacy"),
    (foreign, "engine", "def f():\n    import urllib.request", "engine imports urllib"),
    (talkative, "engine", "def f():\n    print('done')", "engine uses print"),
    (talkative, "runs.runner", "import sys\ndef f():\n    sys.exit(1)", "runs.runner uses sys.exit"),
    (unguarded, "cli.check", "def f():\n    typer.echo('done')", "cli.check uses typer.echo"),
    (unguarded, "cli.rules", "def f(console):\n    console.print('done')", "cli.rules uses console.print"),
    (unguarded, "cli.main", "def f():\n    sys.stderr.write('done')", "cli.main uses sys.stderr"),
    (opening, "engine", "def f(path):\n    return path.read_text()", "engine calls read_text"),
    (opening, "render.markdown", "def f():\n    return open('x')", "render.markdown calls open"),
    (early, "language.parser", "import spacy\nNLP = spacy.load('x')", "language.parser calls load when it is imported"),
    (early, "records.rules", "class A:\n    b = sum(range(3))", "records.rules calls sum when it is imported"),
    (early, "records.rules", "def f(a=open('x')): pass", "records.rules calls open when it is imported"),
    (early, "records.rules", "for i in (1, 2):\n    pass", "records.rules works when it is imported"),
    (slow_start, "cli.check", "from auditor.engine import audit", "cli.check imports engine at once"),
)


@pytest.mark.parametrize(("check", "module", "source", "told"), PLANTED)
def test_a_planted_violation_is_caught(check: object, module: str, source: str, told: str, package: Sources) -> None:
    assert callable(check)
    assert module in package
    planted = {**package, module: f"{package[module]}\n{source}\n"}
    assert told in list(check(planted))
