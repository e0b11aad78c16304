"""Points, commas, dashes and quotes as a pen makes them.

Laboratories labelled what was dictated, whether a point was written or not, and few writers wrote
one by itself; so words get marks of our own, whose truth is certain.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.ink.alphabet import ASCENDER, character_reach
from training.ink.strokes import Stroke, bounds
from training.ink.words import Word

MARKS = frozenset(".,-–")
_UNITS = 33.0
"""An x-height in the units of `mark`."""
_AFTER, _AFTER_SHARES = (".", ",", "'", '"'), (0.56, 0.2, 0.14, 0.1)


def mark(rng: np.random.Generator, character: str) -> list[Stroke]:
    """The stroke of one of `MARKS` or an apostrophe, in the units of a character about 60 high."""
    if character == ".":
        # From a touch that hardly moves to a small tick.
        reach = float(np.exp(rng.uniform(np.log(0.5), np.log(5.0))))
        turn = rng.uniform(-np.pi, np.pi)
        steps = np.linspace(0, 1, int(rng.integers(2, 5)))[:, None]
        path = steps * reach * np.array([np.cos(turn), np.sin(turn)])
    elif character in ",'":
        length, lean = rng.uniform(8, 20), rng.uniform(-0.1, 0.6)
        steps = np.linspace(0, 1, 6)[:, None]
        bow = rng.uniform(-0.05, 0.2) * length * np.sin(np.pi * steps)
        path = np.concatenate([bow - lean * length * steps, length * steps], axis=1)
    else:
        length, slope = rng.uniform(14, 34), rng.normal(0, 0.08)
        steps = np.linspace(0, 1, 6)[:, None]
        bow = rng.normal(0, 0.04) * length * np.sin(np.pi * steps)
        path = np.concatenate([length * steps, slope * length * steps + bow], axis=1)
    return [path.astype(np.float32)]


def with_marks(rng: np.random.Generator, words: list[Word]) -> list[Word]:
    """Placed words with a point or comma after the last and now and then after another, or in
    quotes; words that end in a tail, or before a narrow gap, stay as they are."""
    marked = list(words)
    places = {len(words) - 1} if rng.random() < 0.7 else set()
    if rng.random() < 0.6:
        places.add(int(rng.integers(len(words))))
    for number in places:
        word = words[number]
        left, _, right, _ = bounds(word.strokes)
        foot = _foot(word, right)
        room = 1.2 * word.x_height
        if number + 1 < len(words):
            room = bounds(words[number + 1].strokes)[0] - right
        if foot is None or not word.text[-1].isalnum() or room < 0.5 * word.x_height:
            continue
        sign = str(rng.choice(_AFTER, p=_AFTER_SHARES))
        x = right + float(rng.uniform(0.05, 0.4)) * min(room, word.x_height)
        strokes = [*word.strokes, *_set(rng, sign, word.x_height, x, foot)]
        text = word.text + sign
        before = left - bounds(words[number - 1].strokes)[2] if number else room
        if sign in "'\"" and before > 0.5 * word.x_height:
            x = left - float(rng.uniform(0.15, 0.4)) * min(before, word.x_height)
            strokes, text = [*_set(rng, sign, word.x_height, x, foot), *strokes], sign + text
        marked[number] = replace(word, text=text, strokes=strokes)
    return marked


def _foot(word: Word, right: float) -> float | None:
    """Where the last letter stands; nothing where it, or one beside it, has a tail."""
    if any(character_reach(c)[1] > 0 for c in word.text[-2:]):
        return None
    points = np.concatenate(word.strokes)
    return float(points[points[:, 0] > right - 0.8 * word.x_height][:, 1].max())


def _set(
    rng: np.random.Generator, sign: str, x_height: float, x: float, foot: float
) -> list[Stroke]:
    """A mark's strokes with its left edge at `x`, in its place over or on the foot of the line."""
    unit = np.float32(x_height / _UNITS)
    if sign in ".,":
        low = 0.0 if sign == "." else -0.15
        drop = float(rng.normal(-0.06, 0.07) + low) * x_height
        return _moved(mark(rng, sign), unit, x, foot + drop)
    top = foot - float(rng.uniform(0.85, 1.1)) * ASCENDER * x_height
    strokes: list[Stroke] = []
    for _ in sign if sign == "'" else "''":
        strokes += _moved(mark(rng, "'"), unit, x, top)
        x += float(rng.uniform(0.12, 0.3)) * x_height
    return strokes


def _moved(strokes: list[Stroke], unit: np.float32, x: float, y: float) -> list[Stroke]:
    left, top, *_ = bounds(strokes)
    return [(stroke - np.float32([left, top])) * unit + np.float32([x, y]) for stroke in strokes]
