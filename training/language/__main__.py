"""Command line: builds, measures and writes the language model.

`python -m training.language --text DIR [--language fra] --out public/models/language-model`
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .build import Builder
from .card import write_model
from .measure import bits_per_character, held_out
from .mixture import MIXTURES
from .packed import PackedModel

_MEASURED = (
    "everyday", "phrases", "examples", "speeches", "sayings", "novels", "messages", "manual",
    "transcripts", "scripture", "items", "places", "names",
)  # fmt: skip


def _measure(data: bytes, folder: Path, texts: list[str]) -> dict[str, float]:
    model = PackedModel(data)
    measured = [name for name in _MEASURED if name in texts]
    return {name: bits_per_character(model, held_out(folder, name, 150)) for name in measured} | {
        "words": bits_per_character(model, held_out(folder, "words", 300))
    }


def main() -> None:
    """Parses the arguments, builds the model and, if asked, the table of sizes tried."""
    parser = argparse.ArgumentParser(prog="training.language", description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder made by training.text")
    parser.add_argument("--language", choices=list(MIXTURES), default="eng")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--order", type=int, default=7, help="length of the longest n-gram")
    parser.add_argument("--bytes", type=int, default=2_950_000, help="size of the file at most")
    parser.add_argument("--words", type=int, default=40_000, help="words of the trie")
    parser.add_argument(
        "--compare", action="store_true", help="also measure other sizes and orders"
    )
    parser.add_argument("--version", default="1", help="version in the manifest")
    arguments = parser.parse_args()

    tried = [(arguments.order, arguments.bytes, arguments.words)]
    if arguments.compare:
        order, size, words = tried[0]
        tried += [
            (order, size, 2), (order, size, 2 * words), (order - 1, size, words),
            (order, size // 2, words // 2), (order, size // 3, words // 4),
        ]  # fmt: skip
    builder = Builder(arguments.text, arguments.language, max(order for order, _, _ in tried))
    rows = []
    chosen = b""
    for setting in tried:
        data = builder.build(*setting)
        chosen = chosen or data
        bits = _measure(data, arguments.text, list(builder.mixture))
        rows.append((setting, len(data), bits))
        figures = " ".join(f"{name} {value:.3f}" for name, value in bits.items())
        print(f"order {setting[0]}, {len(data)} bytes, {setting[2]} words: {figures}", flush=True)
    write_model(arguments.out, arguments.language, chosen, rows, builder, arguments.version)


main()
