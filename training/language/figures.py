"""Figures of a packed model for checking other readers of its file.

`python -m training.language.figures --model model.bin --out figures.json`
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from .packed import PackedModel
from .symbols import EDGE

LINES = (
    "Dear Mrs. Thompson, thank you for the lovely flowers.",
    "Chapter 7: Introduction to Statistics",
    "CALL THE PLUMBER ON FRIDAY!",
    "it’s 12:45 – don't be late",
    "anna.weber@example.org",
    "XK7-4491b",
    "F(x) = 3x^2 + 4",
    "O'Brien's cafe",
    "'quoted' words, “twice”",
    "Zqxjv",
    "€ 25.00",
    "incomprehensibilities and misunderstandings",
    "a",
    "",
)
#: Of a model that knows accents, besides.
ACCENTED_LINES = (
    "Größe und Länge der Straße",
    "GRÖSSE, STRAßE, ÄPFEL",
    "Élève où? « L'été »",
    "¿Qué año es? ¡Señor!",
)


def figures(model: PackedModel) -> dict[str, object]:
    """Natural log probability of every symbol of some lines, their ends, and the sums of rows."""
    lines = []
    texts = [*LINES, *(ACCENTED_LINES if model.alphabet.index("é") else ())]
    for text in texts:
        state = model.start()
        costs, sums = [], []
        for symbol in [*model.alphabet.encode(text), EDGE]:
            row = model.row(state)
            costs.append(round(float(np.log(row[symbol])), 5))
            sums.append(round(float(row.sum()), 5))
            state = model.next(state, symbol)
        lines.append({"text": text, "logProbabilities": costs, "rowSums": sums})
    return {"characters": model.alphabet.characters, "lines": lines}


def main() -> None:
    """Parses the arguments and writes the figures."""
    parser = argparse.ArgumentParser(prog="training.language.figures", description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    result = figures(PackedModel(arguments.model.read_bytes()))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
