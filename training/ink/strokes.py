"""Reads the packed UNIPEN pen strokes and splits them by writer.

The pack's format is that of its README: three `.npz` files (words, lines, characters) whose strokes
are a first point and int8 steps. A sample's strokes are given back as float32 `[points, 2]` arrays,
x to the right and y down.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

Split = Literal["train", "validation"]
Stroke = np.ndarray

# Laboratories whose labels do not tell capitals from small letters reliably.
UNRELIABLE_CASE = frozenset({"cee", "hpb", "cec", "phi"})
# Written with a coarse tablet: staircases instead of curves.
COARSE_TABLET = frozenset({"apa", "app"})

# Typed their labels with blanks around marks ("it works , I'll") that the ink does not have.
_BLANKS_AROUND_MARKS = frozenset({"cec", "sta", "hpb", "hpp"})
_BLANK_BEFORE = re.compile(r" +([.,;:!?)]|'s\b)")
_BLANK_AFTER = re.compile(r"\( +")
# Typed a line's digits one by one ("2 8 7 8 2", "1 5: 3 0"); their words show the same numbers whole.
_BLANKS_IN_NUMBERS = frozenset({"hpb", "hpp"})
_TEN_DIGITS = "0 1 2 3 4 5 6 7 8 9"
_TIME = re.compile(r"(?<=\d): (\d) (\d)(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=[^\d]\d) (?=\d(?!\d))")
_AROUND_MARK = re.compile(r"(?<=\d) ?([-/]) ?(?=\d)")

VALIDATION_SHARE = 0.12


def laboratory(writer: str) -> str:
    """The laboratory's three letters in a `laboratory/number` writer name."""
    return writer.split("/", 1)[0]


def is_validation_writer(writer: str) -> bool:
    """Whether a writer is of the validation split: by a hash of the name, so in all files."""
    digest = hashlib.sha256(writer.encode("ascii")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < VALIDATION_SHARE


def tidy_label(label: str, writer: str) -> str:
    """The text as the ink shows it: without blanks that were only typed, around marks, in numbers.

    Rows of all ten digits are left alone: some are written apart and some together.
    """
    label = " ".join(label.split())
    if laboratory(writer) in _BLANKS_AROUND_MARKS:
        label = _BLANK_AFTER.sub("(", _BLANK_BEFORE.sub(r"\1", label))
    if laboratory(writer) in _BLANKS_IN_NUMBERS and label != _TEN_DIGITS:
        label = _TIME.sub(r":\1\2", label)
        label = _BETWEEN_DIGITS.sub("", f" {label}")[1:]
        label = _AROUND_MARK.sub(r"\1", label)
    return label


@dataclass(frozen=True)
class Sample:
    """One written sample: its text, its writer, and its strokes."""

    text: str
    writer: str
    strokes: list[Stroke]


class StrokePack:
    """One file of the pack, held compactly; samples are unpacked when asked for.

    Args:
        path: a `unipen-*.npz` file.
        split: keeps the writers of that split only; `None` keeps everybody.
    """

    def __init__(self, path: Path, split: Split | None) -> None:
        with np.load(path) as pack:
            raw_labels = pack["label"].item().decode("ascii").split("\n")
            self.writers = pack["writer"].item().decode("ascii").split("\n")
            self.sample_writer = pack["sample_writer"]
            self.sample_rows = pack["sample_rows"]
            strokes = pack["sample_strokes"].astype(np.int64)
            self._stroke_start = pack["stroke_start"]
            points = pack["stroke_points"].astype(np.int64)
            self._delta = pack["delta"]
        self._first_stroke = np.concatenate([[0], np.cumsum(strokes)])
        self._first_delta = np.concatenate([[0], np.cumsum(points - 1)])
        if len(raw_labels) != len(self.sample_writer):
            raise ValueError(f"{path}: {len(raw_labels)} labels, {len(self.sample_writer)} samples")
        self.labels = [
            tidy_label(label, self.writers[owner])
            for label, owner in zip(raw_labels, self.sample_writer, strict=True)
        ]
        if self._first_delta[-1] != len(self._delta):
            raise ValueError(f"{path}: strokes ask for more points than there are")
        wanted = np.array(
            [
                split is None or is_validation_writer(w) == (split == "validation")
                for w in self.writers
            ]
        )
        self.indices = np.flatnonzero(wanted[self.sample_writer])
        """Sample numbers of the split, in the file's order."""

    def of_one_row(self, numbers: np.ndarray) -> np.ndarray:
        """Those of some samples that stand in one row, by the pack's estimate and by their ink."""
        flat = numbers[self.sample_rows[numbers] == 1]
        kept = [
            n for n in flat if not (self._goes_back(n) and starts_anew(self.sample(n).strokes))
        ]
        return np.array(kept, flat.dtype)

    def _goes_back(self, index: int) -> bool:
        """Whether a stroke of several words starts well to the left of where one started before."""
        if " " not in self.labels[index]:
            return False
        start = self._stroke_start[self._first_stroke[index] : self._first_stroke[index + 1], 0]
        back = np.maximum.accumulate(start) - start
        return bool(back.max() > 0.1 * np.ptp(start))

    def writer_of(self, index: int) -> str:
        """The writer of a sample."""
        return self.writers[self.sample_writer[index]]

    def by_writer(self) -> dict[str, np.ndarray]:
        """Sample numbers of the split for each writer that has any."""
        owners = self.sample_writer[self.indices]
        return {
            self.writers[writer]: self.indices[owners == writer] for writer in np.unique(owners)
        }

    def sample(self, index: int) -> Sample:
        """Unpacks one sample."""
        strokes: list[Stroke] = []
        for number in range(self._first_stroke[index], self._first_stroke[index + 1]):
            steps = self._delta[self._first_delta[number] : self._first_delta[number + 1]]
            points = np.empty((len(steps) + 1, 2), np.float32)
            points[0] = self._stroke_start[number]
            points[1:] = np.cumsum(steps, axis=0, dtype=np.int32) + self._stroke_start[number]
            strokes.append(points)
        return Sample(self.labels[index], self.writer_of(index), strokes)


def starts_anew(strokes: list[Stroke]) -> bool:
    """Whether the writing goes on in another row: far back to the left, and all of it lower."""
    left, _, right, _ = bounds(strokes)
    reached = strokes[0][:, 0].max()
    for number in range(1, len(strokes)):
        if number >= 3 and reached - strokes[number][0, 0] > 0.3 * (right - left):
            above, below = np.concatenate(strokes[:number]), np.concatenate(strokes[number:])
            lower = np.quantile(below[:, 1], 0.15) > np.quantile(above[:, 1], 0.85)
            if len(strokes) - number >= 3 and lower:
                return True
        reached = max(reached, strokes[number][:, 0].max())
    return False


def bounds(strokes: list[Stroke]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of some strokes."""
    points = np.concatenate(strokes)
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)
