"""Text files are UTF-8 wherever they are read, whatever the computer's language has as its default."""

import ast
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[1]
#: How many values methods of paths take before the encoding.
_BEFORE = {"open": 2, "read_text": 0, "write_text": 1}


def _without_encoding(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(k.arg == "encoding" for k in node.keywords):
            continue
        match node.func:
            case ast.Attribute(ast.Name("Image" | "tarfile" | "gzip"), "open"):
                continue
            case ast.Attribute(attr=name) if name in _BEFORE:
                before = _BEFORE[name]
            case ast.Name("open"):
                before = _BEFORE["open"] + 1
            case _:
                continue
        modes = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if len(node.args) <= before and not {"rb", "wb", "ab", "r+b"}.intersection(modes):
            yield node.lineno


def test_all_text_files_are_read_and_written_as_utf8() -> None:
    found = []
    for path in sorted(_ROOT.rglob("*.py")):
        if ".venv" not in path.parts:
            lines = _without_encoding(ast.parse(path.read_text("utf-8")))
            found += [f"{path.relative_to(_ROOT)}:{line}" for line in lines]
    assert found == []
