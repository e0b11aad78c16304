"""Words of strokes: set on a baseline, side by side, or told apart in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from training.ink.alphabet import character_reach, reach
from training.ink.strokes import Stroke, bounds

# Text samples are scaled so that tall strokes are about 40 units; a slope makes the box taller.
_TALLEST_LINE_X_HEIGHT = 25.0


@dataclass
class Word:
    """A word's strokes with the baseline at y = 0 and the left edge at x = 0, and its x-height."""

    text: str
    strokes: list[Stroke]
    x_height: float
    space_before: bool = True


def set_on_baseline(text: str, strokes: list[Stroke], x_height: float | None = None) -> Word:
    """Moves a sample to the origin, its baseline estimated from which letters its text holds.

    Args:
        x_height: the writer's x-height where known; else it follows from the sample's height.
    """
    left, top, right, bottom = bounds(strokes)
    above, below = reach(text)
    height = above + below
    estimate = (bottom - top) / height if height > 0.9 else 33.0
    size = x_height or float(np.clip(estimate, 10.0, 90.0))
    if height > 0.9:
        share = (bottom - top) / height
        baseline = bottom - below * share
    else:
        baseline = (top + bottom) / 2 + (above - below) / 2 * size
    origin = np.array([left, baseline], np.float32)
    return Word(text, [stroke - origin for stroke in strokes], size)


def set_character(
    rng: np.random.Generator, character: str, shape: list[Stroke], regular: float
) -> tuple[list[Stroke], float]:
    """Scales a lone character to its place on the line (x-height 33 units), baseline at 0."""
    left, top, right, bottom = bounds(shape)
    above, below = character_reach(character)
    wanted = (above + below) * 33.0
    drawn = max(bottom - top, 1.0)
    scale = 1.0 if max(drawn, right - left) < 6 else float(np.clip(wanted / drawn, 0.25, 2.0))
    if character in "-–—=~_":
        scale = float(np.clip(22.0 / max(right - left, 1.0), 0.25, 2.0))
    scale = scale**regular * float(np.exp(rng.normal(0, 0.06)))
    middle = (above - below) / 2 * 33.0 + rng.normal(0, 1.5)
    origin = np.float32([left, (top + bottom) / 2])
    offset = np.float32([0, -middle])
    placed = [(stroke - origin) * np.float32(scale) + offset for stroke in shape]
    return placed, (right - left) * scale


def compose(
    rng: np.random.Generator,
    text: str,
    shape_of: Callable[[str], list[Stroke]],
    spacing: float,
    regular: float,
) -> Word:
    """One word of lone characters set side by side, `spacing` x-heights apart; `regular` says how
    far each is scaled to its usual size (0: not at all, 1: exactly)."""
    strokes: list[Stroke] = []
    right = 0.0
    for character in text:
        placed, width = set_character(rng, character, shape_of(character), regular)
        strokes.extend(stroke + np.float32([right, 0]) for stroke in placed)
        right += width + 33.0 * max(0.02, spacing + rng.normal(0, 0.05))
    return Word(text, strokes, 33.0)


def place(rng: np.random.Generator, words: list[Word]) -> list[Word]:
    """Sets words side by side with a writer's varying gaps, and evens their sizes a little."""
    if not words:
        return words
    size = float(np.median([word.x_height for word in words]))
    gap = size * float(np.exp(rng.normal(np.log(0.85), 0.35)))
    placed: list[Word] = []
    right = 0.0
    for word in words:
        even = (size / word.x_height) ** rng.uniform(0.3, 0.9) * np.exp(rng.normal(0, 0.03))
        even = float(np.clip(even, 0.6, 1.6))
        drop = float(rng.normal(0, 0.06) * size)
        if placed:
            right += gap * float(np.exp(rng.normal(0, 0.2))) if word.space_before else size * 0.15
        offset = np.float32([right, drop])
        strokes = [stroke * np.float32(even) + offset for stroke in word.strokes]
        right = max(float(stroke[:, 0].max()) for stroke in strokes)
        placed.append(Word(word.text, strokes, size, word.space_before))
    return placed


def split_at_gaps(text: str, strokes: list[Stroke]) -> list[Word]:
    """Gives a line's strokes to its words by the widest horizontal gaps.

    Where there are fewer gaps than spaces, the whole line is one `Word`.
    """
    line = set_on_baseline(text, strokes)
    line.x_height = min(line.x_height, _TALLEST_LINE_X_HEIGHT)
    parts = text.split()
    if len(parts) <= 1:
        return [line]
    order = sorted(line.strokes, key=lambda stroke: float(stroke[:, 0].min()))
    gaps: list[tuple[float, float]] = []
    reached = float(order[0][:, 0].max())
    for stroke in order[1:]:
        start = float(stroke[:, 0].min())
        if start > reached:
            gaps.append((start - reached, (start + reached) / 2))
        reached = max(reached, float(stroke[:, 0].max()))
    widest = sorted(gaps, reverse=True)[: len(parts) - 1]
    if len(widest) < len(parts) - 1 or widest[-1][0] < 0.2 * line.x_height:
        return [line]
    cuts = np.array(sorted(position for _, position in widest))
    owners = [int(np.searchsorted(cuts, stroke[:, 0].mean())) for stroke in line.strokes]
    if len(set(owners)) < len(parts):
        return [line]
    return [
        Word(part, [s for s, o in zip(line.strokes, owners, strict=True) if o == i], line.x_height)
        for i, part in enumerate(parts)
    ]


def line_text(words: list[Word]) -> str:
    """The words' text with single spaces, but none before what sits tight."""
    text = ""
    for number, word in enumerate(words):
        text += (" " if number and word.space_before else "") + word.text
    return text
