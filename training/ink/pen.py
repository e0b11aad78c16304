"""Draws pen strokes: width, pressure and the joined strokes of writing in the air."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from training.ink.strokes import Stroke

_SHIFT = 4
_ONE = 1 << _SHIFT


@dataclass(frozen=True)
class Pen:
    """A pen: width in x-heights, how much pressure varies it, softness of its edge in widths."""

    width: float
    pressure: float
    softness: float

    @staticmethod
    def pick(rng: np.random.Generator) -> Pen:
        """Fine liner, ballpoint, felt pen or thick marker."""
        kind = rng.random()
        if kind < 0.55:
            width = rng.uniform(0.05, 0.13)
        elif kind < 0.9:
            width = rng.uniform(0.10, 0.22)
        else:
            width = rng.uniform(0.2, 0.34)
        pressure = float(rng.choice([0.0, rng.uniform(0, 0.5)]))
        return Pen(float(width), pressure, float(rng.uniform(0.0, 0.35)))

    @staticmethod
    def ordinary(rng: np.random.Generator) -> Pen:
        """A ballpoint or felt pen of even pressure."""
        return Pen(float(rng.uniform(0.07, 0.17)), 0.0, float(rng.uniform(0.0, 0.2)))


def join_in_the_air(rng: np.random.Generator, strokes: list[Stroke]) -> list[Stroke]:
    """One stroke out of many: the pen is never lifted, travel is straight or slightly bent."""
    bending = 0.15 * (rng.random() < 0.5)
    pieces = [strokes[0]]
    for before, after in zip(strokes, strokes[1:], strict=False):
        start, end = before[-1], after[0]
        steps = np.linspace(0, 1, 8, dtype=np.float32)[1:-1, None]
        travel = end - start
        bend = np.array([-travel[1], travel[0]], np.float32) * np.float32(rng.normal(0, bending))
        pieces.append(start + travel * steps + bend * 4 * steps * (1 - steps))
        pieces.append(after)
    return [np.concatenate(pieces)]


def draw(
    rng: np.random.Generator,
    strokes: list[Stroke],
    shape: tuple[int, int],
    pen: Pen,
    x_height_px: float,
) -> np.ndarray:
    """Strokes in pixels as a float32 coverage mask of `shape` (height, width)."""
    canvas = np.zeros(shape, np.uint8)
    width = max(1.0, pen.width * x_height_px)
    for stroke in strokes:
        points = np.round(stroke * _ONE).astype(np.int32)
        if len(points) == 1 or np.ptp(points, axis=0).max() < _ONE:
            radius = max(width * rng.uniform(0.5, 0.8), 0.7)
            center = (int(points[0, 0]), int(points[0, 1]))
            cv2.circle(canvas, center, int(radius * _ONE), 255, -1, cv2.LINE_AA, _SHIFT)
            continue
        if pen.pressure == 0 or len(points) < 6:
            cv2.polylines(canvas, [points], False, 255, max(1, round(width)), cv2.LINE_AA, _SHIFT)
            continue
        piece = max(3, len(points) // 5)
        swing = rng.uniform(0, 2 * np.pi)
        for first in range(0, len(points) - 1, piece):
            factor = 1 + pen.pressure * np.sin(swing + first * 0.35) * rng.uniform(0.6, 1)
            thickness = max(1, round(width * factor))
            part = points[first : first + piece + 1]
            cv2.polylines(canvas, [part], False, 255, thickness, cv2.LINE_AA, _SHIFT)
    mask = canvas.astype(np.float32)
    mask *= 1 / 255
    softness = pen.softness * width
    if softness > 0.45:
        mask = np.minimum(cv2.GaussianBlur(mask, (0, 0), softness), 1)
    return mask
