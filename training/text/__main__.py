"""Command line: `python -m training.text --out DIR` builds the text folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from .corpus import build


def main() -> None:
    """Parses the arguments and builds the corpora."""
    parser = argparse.ArgumentParser(prog="training.text", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the text files")
    parser.add_argument(
        "--cache", type=Path, help="folder for fetched packages (default: OUT/../packages)"
    )
    arguments = parser.parse_args()
    build(arguments.out, arguments.cache or arguments.out.parent / "packages")


main()
