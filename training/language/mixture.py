"""Which texts the model learns from, how much each counts, and how they are cut into lines."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np

from .symbols import encode_lines

#: How often each line of a file counts. Modern everyday text weighs more than books and manuals.
WEIGHTS = {
    "everyday": 0.3,
    "items": 1.0,
    "phrases": 4.0,
    "examples": 2.0,
    "speeches": 1.0,
    "sayings": 1.0,
    "titles": 2.0,
    "places": 2.0,
    "things": 1.0,
    "names": 3.0,
    "job-words": 2.0,
    "words": 1.0,
    "novels": 0.5,
    "technical": 0.4,
    "glosses": 0.5,
    "speeches-old": 0.3,
}
HELD_OUT_SHARE = 50  # every 50th line of each file is kept for measuring


def line_pieces(text: str, rng: Random) -> list[str]:
    """Cuts a long text at spaces into pieces as long as written lines; short ones stay whole."""
    if len(text) <= 40 and rng.random() < 0.8:
        return [text]
    pieces: list[str] = []
    words = text.split(" ")
    line, width = words[0], rng.randint(12, 75)
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            pieces.append(line)
            line, width = word, rng.randint(12, 75)
        else:
            line += " " + word
    return [*pieces, line]


def read_lines(folder: Path, name: str, held_out: bool) -> list[str]:
    """Lines of one text file, either the held-out ones or all others, cut to written lines."""
    lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
    chosen = [line for i, line in enumerate(lines) if (i % HELD_OUT_SHARE == 0) == held_out]
    rng = Random(name)
    return [piece for line in chosen for piece in line_pieces(line, rng)]


def training_symbols(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Symbols of all training text and the weight of each symbol's line (uint8, float32)."""
    symbols, weights = [], []
    for name, weight in WEIGHTS.items():
        encoded = encode_lines(read_lines(folder, name, held_out=False))
        symbols.append(encoded)
        weights.append(np.full(len(encoded), weight, np.float32))
    return np.concatenate(symbols), np.concatenate(weights)
