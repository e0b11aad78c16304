"""Command line: `python -m training.text --out DIR [--language fra]` builds the text folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from .corpus import build
from .languages import LANGUAGES
from .local_corpus import build as build_local


def main() -> None:
    """Parses the arguments and builds the corpora."""
    parser = argparse.ArgumentParser(prog="training.text", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the text files")
    parser.add_argument(
        "--cache", type=Path, help="folder for fetched packages (default: OUT/../packages)"
    )
    parser.add_argument("--language", choices=["eng", *LANGUAGES], default="eng")
    parser.add_argument(
        "--scanned", type=Path, help="archives of real lines, whose French transcripts are read"
    )
    arguments = parser.parse_args()
    cache = arguments.cache or arguments.out.parent / "packages"
    if arguments.language == "eng":
        build(arguments.out, cache)
    else:
        build_local(LANGUAGES[arguments.language], arguments.out, cache, arguments.scanned)


main()
