"""What the detector's commands have in common on their command lines."""

from __future__ import annotations

import argparse
from pathlib import Path


def data_folder(text: str) -> tuple[str, Path]:
    """`name=path` of a data folder that exists."""
    name, _, path = text.partition("=")
    if not path or not Path(path).exists():
        raise argparse.ArgumentTypeError(f"expected name=folder, got {text!r}")
    return name, Path(path)
