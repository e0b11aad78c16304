"""Test sets of one and the same lines, each set with one thing about the picture changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from training.ink.pen import Pen, join_in_the_air
from training.ink.photograph import CLEAN, HARSH, Conditions, photograph
from training.ink.stroke_line import render_words
from training.ink.strokes import UNRELIABLE_CASE, StrokePack, laboratory
from training.ink.words import Word, split_at_gaps
from training.reader.validation import Example, chosen

InputSetName = Literal[
    "input-plain", "input-binarised", "input-light-on-dark", "input-ruled", "input-marker",
    "input-slanted", "input-sloped", "input-joined", "input-intruded", "input-harsh", "input-long",
]  # fmt: skip

_USED_ELSEWHERE = 1000
"""The first lines of the validation writers are those of other sets, on which choices were made."""
_LONG = 45
_X_HEIGHT_PX = 30.0
_PLAIN = replace(CLEAN, light_on_dark=0.0, ruled=0.0)


@dataclass(frozen=True)
class _Input:
    """What a set changes: the strokes, the pen, the picture."""

    conditions: Conditions = _PLAIN
    move: Callable[[np.random.Generator, Word], Word] | None = None
    pen: Pen | None = None


def _sheared(rng: np.random.Generator, word: Word) -> Word:
    """Leaning by 20° to 30°, forwards or backwards."""
    lean = float(np.tan(np.deg2rad(rng.uniform(20, 30)))) * float(rng.choice([-1.0, 1.0]))
    return _moved(word, np.float32([[1, 0], [-lean, 1]]))


def _turned(rng: np.random.Generator, word: Word) -> Word:
    """A slope of 2° to 4°, as an imperfect rectification leaves it."""
    angle = np.deg2rad(rng.uniform(2, 4)) * rng.choice([-1.0, 1.0])
    cos, sin = np.cos(angle), np.sin(angle)
    return _moved(word, np.float32([[cos, sin], [-sin, cos]]))


def _moved(word: Word, matrix: np.ndarray) -> Word:
    return replace(word, strokes=[stroke @ matrix for stroke in word.strokes])


def _joined(rng: np.random.Generator, word: Word) -> Word:
    return replace(word, strokes=join_in_the_air(rng, word.strokes))


_INPUTS: dict[InputSetName, _Input] = {
    "input-plain": _Input(),
    "input-binarised": _Input(replace(_PLAIN, binarised=1.0)),
    "input-light-on-dark": _Input(replace(_PLAIN, light_on_dark=1.0)),
    "input-ruled": _Input(replace(_PLAIN, ruled=1.0)),
    "input-marker": _Input(pen=Pen(0.32, 0.0, 0.1)),
    "input-slanted": _Input(move=_sheared),
    "input-sloped": _Input(move=_turned),
    "input-joined": _Input(move=_joined),
    "input-intruded": _Input(replace(_PLAIN, intruded=1.0)),
    "input-harsh": _Input(HARSH),
    "input-long": _Input(),
}
INPUT_SETS: tuple[InputSetName, ...] = tuple(_INPUTS)


def input_examples(name: InputSetName, strokes: Path, count: int) -> list[Example]:
    """Up to `count` lines of validation writers that stand in no other set.

    The lines of all sets are the same but for `input-long`, which has those of 45 characters and
    more, and `input-joined`, which has no lines whose words cannot be told apart.
    """
    pack, numbers = chosen("unipen-lines", strokes, 1_000_000)
    fresh = numbers[_USED_ELSEWHERE:]
    if name == "input-long":
        fresh = np.array([n for n in fresh if len(pack.labels[n]) >= _LONG])
    what = _INPUTS[name]
    found: list[Example] = []
    for place, number in enumerate(fresh[:count]):
        sample = pack.sample(int(number))
        words = split_at_gaps(sample.text, sample.strokes)
        if name == "input-joined" and len(words) < len(sample.text.split()):
            continue
        if what.move is not None:
            # The same for all words of a line.
            words = [what.move(np.random.default_rng([29, int(number)]), word) for word in words]
        rng = np.random.default_rng([23, int(number)])
        line = render_words(rng, words, _X_HEIGHT_PX, as_written=True, pen=what.pen)
        neighbour = _mask(pack, int(fresh[place - 1])) if what.conditions.intruded else None
        gray = photograph(rng, line.mask, line.x_height_px, what.conditions, neighbour)
        found.append(Example(gray, sample.text, laboratory(sample.writer) in UNRELIABLE_CASE))
    return found


def _mask(pack: StrokePack, number: int) -> np.ndarray:
    """Another line's ink, to reach into a line's picture."""
    sample = pack.sample(number)
    words = split_at_gaps(sample.text, sample.strokes)
    return render_words(np.random.default_rng(number), words, _X_HEIGHT_PX, as_written=True).mask
