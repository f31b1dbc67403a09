"""Imports point one way: documents, the small modules of archportal, search, personas, usecases."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for folder in ("archportal", "search", "personas", "usecases")
    for path in (ROOT / folder).rglob("*.py")
)

# They put everything together, so they may import everything.
TOGETHER = {"archportal.urls", "archportal.settings", "archportal.views"}


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path):
    """Return the names of all modules that a file imports, in functions and under conditions as well."""
    package = path.parent.relative_to(ROOT).parts
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def within(name, *packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def forbidden(module):
    """Return the packages that a module must not import."""
    if within(module, "archportal.spec"):
        return ("django", "search", "personas", "usecases")
    if within(module, "archportal") and module not in TOGETHER:
        return ("search", "personas", "usecases")
    if within(module, "search"):
        return ("personas", "usecases")
    if within(module, "personas"):
        return ("usecases",)
    return ()


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_imports_point_upwards_only(path):
    packages = forbidden(module_name(path))

    assert [name for name in imports_of(path) if within(name, *packages)] == []


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if within(module_name(path), "archportal.spec")], ids=module_name
)
def test_the_documents_know_nothing_else_of_archportal(path):
    own = [name for name in imports_of(path) if within(name, "archportal")]

    assert [name for name in own if name != "archportal.spec" and not within(name, "archportal.spec")] == []


def test_what_an_app_is_made_of_is_not_put_together_elsewhere():
    below = [path for path in SOURCES if module_name(path) not in TOGETHER]

    assert [module_name(path) for path in below if imports_of(path) & TOGETHER] == []


def test_the_documents_run_where_there_is_no_django():
    program = "import sys; sys.modules['django'] = None; from archportal import spec; spec.UseCase(title='x')"

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0
