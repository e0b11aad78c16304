"""Draws placed words of pen strokes as one line."""

from __future__ import annotations

import numpy as np

from training.ink import pen as pens
from training.ink.ink_line import Box, InkLine, tight
from training.ink.strokes import Stroke, bounds
from training.ink.words import Word, line_text


def _warp(rng: np.random.Generator, points: np.ndarray, size: float, dense: bool) -> np.ndarray:
    """Slant, stretch, a waving baseline and elastic bends, in the strokes' own units."""
    x, y = points[:, 0], points[:, 1]
    slant = float(rng.normal(0, 0.18))
    stretch = float(np.exp(rng.normal(0, 0.16))) * (rng.uniform(0.65, 0.9) if dense else 1.0)
    new_x, new_y = x * stretch - slant * y, y.copy()
    for amplitude, length in ((0.10, 9.0), (0.045, 2.2), (0.03, 1.0)):
        strength = abs(rng.normal(0, amplitude)) * size
        wave = 2 * np.pi / (length * size * np.exp(rng.normal(0, 0.3)))
        tilt = rng.normal(0, 0.3)
        new_y = new_y + strength * np.sin(wave * (x + tilt * y) + rng.uniform(0, 6.28))
        if length < 5:
            new_x = new_x + strength * np.sin(wave * (y + tilt * x) + rng.uniform(0, 6.28))
    if rng.random() < 0.35:
        new_y = new_y * (1 + rng.normal(0, 0.12) * np.sin(x / (6 * size) + rng.uniform(0, 6.28)))
    return np.stack([new_x, new_y], axis=1).astype(np.float32)


def render_words(
    rng: np.random.Generator,
    words: list[Word],
    x_height_px: float,
    *,
    as_written: bool = False,
    dense: bool = False,
    pen: pens.Pen | None = None,
) -> InkLine:
    """Warps placed words together and draws them with one pen, picked unless it is given.

    `as_written` leaves out the warp and takes an ordinary pen; `dense` narrows the writing.
    """
    size = words[0].x_height
    short = len(words) <= 2 and len(words[0].text) > 1
    drawing_in_air = not as_written and short and rng.random() < 0.15
    pieces: list[Stroke] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        strokes = word.strokes
        if drawing_in_air and len(strokes) > 1:
            strokes = pens.join_in_the_air(rng, strokes)
        pieces.extend(strokes)
        owners.extend([number] * len(strokes))
    lengths = np.cumsum([len(piece) for piece in pieces])[:-1]
    points = np.concatenate(pieces)
    points = points if as_written else _warp(rng, points, size, dense)
    points = points * np.float32(x_height_px / size)
    tool = pen or (pens.Pen.ordinary(rng) if as_written else pens.Pen.pick(rng))
    if drawing_in_air:
        tool = pens.Pen(max(tool.width, 0.1), tool.pressure, tool.softness)
    edge = max(1.0, tool.width * x_height_px) * (0.5 + tool.softness) + 1
    points -= points.min(axis=0) - np.float32(edge)
    right, bottom = points.max(axis=0) + edge
    strokes = np.split(points, lengths)
    mask = pens.draw(rng, strokes, (int(bottom) + 1, int(right) + 1), tool, x_height_px)
    boxes: list[Box] = []
    for number, word in enumerate(words):
        own = [s for s, owner in zip(strokes, owners, strict=True) if owner == number]
        left, top, far, low = bounds(own)
        radius = edge - 1
        left, top = max(0.0, left - radius), max(0.0, top - radius)
        far, low = min(mask.shape[1], far + radius), min(mask.shape[0], low + radius)
        boxes.append((word.text, left, top, far - left, low - top))
    return tight(InkLine(mask, line_text(words), boxes, x_height_px))
