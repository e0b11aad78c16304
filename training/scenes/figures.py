"""Numbers as people write them down, and writers' figures to compose them of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from training.ink.ink_line import InkLine
from training.ink.stroke_line import render_words
from training.ink.strokes import Stroke, StrokePack
from training.ink.words import compose

Rng = np.random.Generator
MARKS = ".-+,:/$%"
LEAST_FIGURES = 7
"""Different figures a writer must have written to be asked for numbers"""


def number(rng: Rng) -> str:
    """A number as it stands alone, in a list or in a cell of a table: `7`, `- 1999`, `.250`, `$3`."""
    kind = rng.random()
    digits = int(rng.choice([1, 2, 3, 4, 5], p=[0.3, 0.3, 0.2, 0.15, 0.05]))
    whole = str(int(rng.integers(0, 10**digits)))
    if kind < 0.5:
        return whole
    if kind < 0.72:
        places = int(rng.integers(1, 4))
        text = f"{whole}.{int(rng.integers(0, 10**places)):0{places}d}"
        return text[1:] if whole == "0" and rng.random() < 0.5 else text
    if kind < 0.82:
        return f"{rng.choice(['-', '+'])}{whole}"
    if kind < 0.88:
        return f"${whole}"
    if kind < 0.94:
        return f"{whole}%"
    return f"{int(rng.integers(1, 25))}{rng.choice([':', '/'])}{int(rng.integers(0, 60)):02d}"


@dataclass(frozen=True)
class FigureWriter:
    """One writer's figures and marks: sample numbers by character."""

    pack: StrokePack
    shapes: dict[str, list[int]]

    def write(self, pen: Rng, rng: Rng, text: str, x_height: float) -> InkLine | None:
        """A number in this writer's figures, drawn as `pen` says (its seed is the hand's); None
        where no figure is left of it."""
        if not any(c.isdigit() for c in text):
            return None

        def shape_of(character: str) -> list[Stroke]:
            return self.pack.sample(int(rng.choice(self.shapes[character]))).strokes

        spacing = float(rng.uniform(0.08, 0.35))
        word = compose(rng, text, shape_of, spacing, float(rng.uniform(0.6, 1.0)))
        return render_words(pen, [word], x_height)


class Figures:
    """The figures of one split's writers, of whom there may be none."""

    def __init__(self, strokes: Path, split: Literal["train", "validation"]) -> None:
        pack = StrokePack(strokes / "unipen-char-train.npz", split)
        self.writers: list[FigureWriter] = []
        for numbers in pack.by_writer().values():
            shapes: dict[str, list[int]] = {}
            for sample in numbers:
                label = pack.labels[sample]
                if label.isdigit() or (label and label in MARKS):
                    shapes.setdefault(label, []).append(int(sample))
            if sum(label.isdigit() for label in shapes) >= LEAST_FIGURES:
                self.writers.append(FigureWriter(pack, shapes))

    def writer(self, rng: Rng) -> FigureWriter:
        """One of the writers."""
        return self.writers[int(rng.integers(0, len(self.writers)))]
