"""Fixed validation sets: unseen writers' words and lines, unseen fonts, and the harsh variants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from training.ink.line import LineSource
from training.ink.photograph import CLEAN, HARSH, Conditions, photograph
from training.ink.stroke_line import render_words
from training.ink.strokes import UNRELIABLE_CASE, Stroke, StrokePack, laboratory
from training.ink.words import Word, set_on_baseline, split_at_gaps
from training.reader.batches import Folders

SetName = Literal[
    "unipen-words", "unipen-lines", "fonts-unseen", "unipen-words-harsh", "unipen-lines-harsh",
    "unipen-characters",
]  # fmt: skip
SETS: tuple[SetName, ...] = (
    "unipen-words", "unipen-lines", "fonts-unseen", "unipen-words-harsh", "unipen-lines-harsh",
    "unipen-characters",
)  # fmt: skip

_FILES = {
    "words": "unipen-word-train.npz",
    "lines": "unipen-line-train.npz",
    "characters": "unipen-char-train.npz",
}


@dataclass(frozen=True)
class Example:
    """One validation crop: grey picture, its text, and whether it is scored case-folded."""

    gray: np.ndarray
    text: str
    fold_case: bool


def chosen(name: SetName, strokes_dir: Path, count: int) -> tuple[StrokePack, np.ndarray]:
    """A set's strokes, and which of them are its examples, those of a smaller count first."""
    kind = name.split("-")[1]
    pack = StrokePack(strokes_dir / _FILES[kind], "validation")
    usable = pack.indices[pack.sample_rows[pack.indices] == 1]
    if kind == "lines":
        usable = np.array([n for n in usable if 2 <= len(pack.labels[n]) <= 100])
    order = np.random.default_rng(20_26).permutation(usable)
    return pack, pack.of_one_row(order[: count + count // 8 + 8])[:count]


def writers(name: SetName, strokes_dir: Path, count: int) -> list[str]:
    """Who wrote the first `count` examples of a set; nobody where it is set in fonts."""
    if name == "fonts-unseen":
        return []
    pack, numbers = chosen(name, strokes_dir, count)
    return [pack.sample(int(number)).writer for number in numbers]


def _written(name: SetName, strokes_dir: Path, count: int, conditions: Conditions) -> list[Example]:
    kind = name.split("-")[1]
    pack, numbers = chosen(name, strokes_dir, count)
    examples = []
    for number in numbers:
        rng = np.random.default_rng([7, int(number)])
        sample = pack.sample(int(number))
        place = split_at_gaps if kind == "lines" else _whole
        line = render_words(rng, place(sample.text, sample.strokes), 30.0, as_written=True)
        gray = photograph(rng, line.mask, line.x_height_px, conditions)
        examples.append(Example(gray, sample.text, laboratory(sample.writer) in UNRELIABLE_CASE))
    return examples


def _whole(text: str, strokes: list[Stroke]) -> list[Word]:
    return [set_on_baseline(text, strokes)]


def _set_in_fonts(folders: Folders, count: int) -> list[Example]:
    source = LineSource(None, folders.fonts, folders.text, "validation")
    examples = []
    for number in range(count):
        rng = np.random.default_rng([11, number])
        line = source.sample(rng, height_px=64.0)
        examples.append(
            Example(photograph(rng, line.mask, line.x_height_px, CLEAN), line.text, False)
        )
    return examples


def examples(name: SetName, folders: Folders, count: int) -> list[Example]:
    """The first `count` examples of a set; the same ones whenever the same data is there.

    Raises:
        ValueError: when the set's data folder is missing.
    """
    if name == "fonts-unseen":
        if folders.fonts is None:
            raise ValueError(f"{name} needs a folder of fonts")
        return _set_in_fonts(folders, count)
    if folders.strokes is None:
        raise ValueError(f"{name} needs a folder of strokes")
    return _written(name, folders.strokes, count, HARSH if name.endswith("harsh") else CLEAN)


def available(folders: Folders) -> list[SetName]:
    """The sets whose data is there."""
    return [
        name
        for name in SETS
        if (folders.fonts if name == "fonts-unseen" else folders.strokes) is not None
    ]
