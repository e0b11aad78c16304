"""The training's modules import one another in one direction."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """Names that a file imports anywhere, those inside of functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def graph() -> dict[str, set[str]]:
    folders = [folder for folder in ROOT.iterdir() if (folder / "__init__.py").exists()]
    paths = [*ROOT.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.py"))]
    names = {module_name(path): path for path in paths}
    return {name: (imported(path) & names.keys()) - {name} for name, path in names.items()}


def test_no_module_imports_itself_by_way_of_others() -> None:
    modules = graph()
    assert "training.detector.evaluate" in modules["training.detector.train"]
    TopologicalSorter(modules).prepare()


def test_commands_are_imported_by_nobody() -> None:
    for name, targets in graph().items():
        assert not [target for target in targets if target.endswith("__main__")], name
