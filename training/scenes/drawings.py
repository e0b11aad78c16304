"""Pen drawings that are no text: figures, diagrams, graphs, doodles, crossed-out patches."""

from __future__ import annotations

import cv2
import numpy as np

Rng = np.random.Generator


class Pencil:
    """Draws with one ink onto float32 [h, w, 3]; strokes tremble a little, as a hand does."""

    def __init__(self, rng: Rng, image: np.ndarray, colour: np.ndarray, thick: int) -> None:
        self.rng, self.image, self.thick = rng, image, thick
        self.ink = tuple(float(c) for c in colour)

    def path(self, points: np.ndarray, closed: bool = False) -> None:
        """A line through points [N, 2]."""
        moved = points + self.rng.normal(0, 0.35 * self.thick, points.shape)
        cv2.polylines(
            self.image,
            [np.round(moved).astype(np.int32)],
            closed,
            self.ink,
            self.thick,
            cv2.LINE_AA,
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        t = np.linspace(0, 1, 4)[:, None]
        self.path(np.array([x0, y0]) * (1 - t) + np.array([x1, y1]) * t)

    def oval(self, x: float, y: float, a: float, b: float, turn: float = 1.0) -> None:
        """An ellipse about (x, y), or `turn` of one."""
        start = self.rng.uniform(0, 2 * np.pi)
        t = start + np.linspace(0, 2 * np.pi * turn, 24)
        self.path(np.stack([x + a * np.cos(t), y + b * np.sin(t)], 1))

    def box(self, x: float, y: float, a: float, b: float) -> None:
        self.path(np.array([[x, y], [x + a, y], [x + a, y + b], [x, y + b]]), closed=True)


def _figure(pen: Pencil, x: float, y: float, size: float) -> None:
    """A person of sticks."""
    pen.oval(x, y - 0.35 * size, 0.13 * size, 0.14 * size)
    pen.line(x, y - 0.2 * size, x, y + 0.15 * size)
    for side in (-1, 1):
        swing = pen.rng.uniform(-0.2, 0.15)
        pen.line(x, y - 0.1 * size, x + side * 0.22 * size, y + swing * size)
        pen.line(x, y + 0.15 * size, x + side * 0.17 * size, y + 0.5 * size)


def _house(pen: Pencil, x: float, y: float, size: float) -> None:
    half = size / 2
    pen.box(x - half, y - 0.1 * size, size, 0.6 * size)
    pen.path(np.array([[x - half, y - 0.1 * size], [x, y - half], [x + half, y - 0.1 * size]]))
    pen.box(x - 0.1 * size, y + 0.15 * size, 0.2 * size, 0.35 * size)


def _face(pen: Pencil, x: float, y: float, size: float) -> None:
    pen.oval(x, y, half := size / 2, half * pen.rng.uniform(0.9, 1.15))
    for side in (-1, 1):
        pen.oval(x + side * 0.2 * size, y - 0.12 * size, 0.05 * size, 0.06 * size)
    t = np.linspace(0.2, np.pi - 0.2, 12)
    bend = pen.rng.uniform(-0.15, 0.25)
    pen.path(np.stack([x + 0.25 * size * np.cos(t), y + size * (0.15 + bend * np.sin(t))], 1))


def _flower(pen: Pencil, x: float, y: float, size: float) -> None:
    for angle in np.arange(pen.rng.integers(4, 9)) * 0.9:
        pen.oval(x + 0.2 * size * np.cos(angle), y + 0.2 * size * np.sin(angle), *[0.13 * size] * 2)
    pen.line(x, y + 0.2 * size, x + 0.1 * size, y + 0.7 * size)


def _graph(pen: Pencil, x: float, y: float, size: float) -> None:
    """Axes with ticks and a curve or bars."""
    pen.line(x - size, y + 0.6 * size, x + size, y + 0.6 * size)
    pen.line(x - 0.9 * size, y + 0.7 * size, x - 0.9 * size, y - 0.6 * size)
    if pen.rng.random() < 0.35:
        for i in range(int(pen.rng.integers(3, 7))):
            tall = pen.rng.uniform(0.15, 1.1) * size
            pen.box(x + (0.25 * i - 0.8) * size, y + 0.6 * size - tall, 0.16 * size, tall)
        return
    t = np.linspace(0, 1, 40)
    wave = np.sin(t * pen.rng.uniform(1, 16) + pen.rng.uniform(0, 6)) * pen.rng.uniform(0.1, 0.5)
    pen.path(np.stack([x + (1.8 * t - 0.9) * size, y + size * (wave - 0.4 * t)], 1))
    for i in range(int(pen.rng.integers(0, 8))):
        tick = x + (0.22 * i - 0.8) * size
        pen.line(tick, y + 0.57 * size, tick, y + 0.64 * size)


def _chart(pen: Pencil, x: float, y: float, size: float) -> None:
    """Empty boxes joined by arrows."""
    at = np.array([x, y])
    for _ in range(int(pen.rng.integers(2, 5))):
        a, b = pen.rng.uniform(0.5, 1.1, 2) * size * [1, 0.5]
        (pen.oval if pen.rng.random() < 0.35 else pen.box)(*at, a, b)
        step = pen.rng.uniform(1.2, 1.8, 2) * size * [1, pen.rng.choice([-0.6, 0, 0.6])]
        end = at + step
        pen.line(at[0] + a, at[1] + b / 2, end[0], end[1] + b / 2)
        for turn in (2.6, -2.6):
            angle = np.arctan2(step[1], step[0]) + turn
            tip = end + [0, b / 2]
            pen.line(*tip, *(tip + 0.15 * size * np.array([np.cos(angle), np.sin(angle)])))
        at = end


def _spiral(pen: Pencil, x: float, y: float, size: float) -> None:
    t = np.linspace(0, pen.rng.uniform(8, 30), 90)
    r = size * 0.5 * t / t[-1]
    pen.path(np.stack([x + r * np.cos(t), y + r * np.sin(t)], 1))


def _blot(pen: Pencil, x: float, y: float, size: float) -> None:
    """Ink scribbled over until nothing can be read."""
    n = int(pen.rng.integers(12, 50))
    t = np.arange(n)
    wide = size * pen.rng.uniform(0.4, 1.6)
    xs = x + wide * (t / n - 0.5) + pen.rng.normal(0, 0.12 * size, n)
    ys = y + 0.28 * size * np.where(t % 2, 1, -1) * pen.rng.uniform(0.6, 1.2, n)
    pen.path(np.stack([xs, ys], 1))


def _loops(pen: Pencil, x: float, y: float, size: float) -> None:
    """A row of loops, as a pen is tried out."""
    t = np.linspace(0, pen.rng.uniform(3, 9), 120) * 2 * np.pi
    drift = size * pen.rng.uniform(0.05, 0.12)
    r = size * pen.rng.uniform(0.1, 0.4)
    pen.path(np.stack([x + drift * t + 0.6 * r * np.cos(t), y + r * np.sin(t)], 1))


def _hatching(pen: Pencil, x: float, y: float, size: float) -> None:
    step, lean = size * pen.rng.uniform(0.06, 0.15), size * pen.rng.uniform(-0.5, 0.5)
    tall = size * pen.rng.uniform(0.3, 0.9)
    for i in range(int(pen.rng.integers(4, 14))):
        pen.line(x + i * step, y, x + i * step + lean, y + tall)


def _rays(pen: Pencil, x: float, y: float, size: float) -> None:
    """A sun, a wheel or a cross."""
    pen.oval(x, y, 0.25 * size, 0.25 * size)
    n = int(pen.rng.integers(3, 12))
    for angle in np.arange(n) * 2 * np.pi / n:
        c, s = np.cos(angle) * size, np.sin(angle) * size
        pen.line(x + 0.3 * c, y + 0.3 * s, x + 0.5 * c, y + 0.5 * s)


def _contour(pen: Pencil, x: float, y: float, size: float) -> None:
    """A closed wavy outline: a cloud, a lake, a leaf."""
    t = np.linspace(0, 2 * np.pi, 60)
    r = 0.5 + sum(
        pen.rng.normal(0, 0.12) * np.sin(k * t + pen.rng.uniform(0, 6)) for k in (2, 3, 5, 9)
    )
    pen.path(np.stack([x + size * r * np.cos(t), y + 0.7 * size * r * np.sin(t)], 1), closed=True)


_DRAWINGS = (
    _figure,
    _house,
    _face,
    _flower,
    _graph,
    _chart,
    _spiral,
    _blot,
    _loops,
    _hatching,
    _rays,
    _contour,
)


def draw(rng: Rng, image: np.ndarray, colour: np.ndarray, size: float, count: int) -> None:
    """Draws `count` drawings, each about `size` px or up to four times as large."""
    h, w = image.shape[:2]
    for _ in range(count):
        pen = Pencil(rng, image, colour, max(1, round(size * rng.uniform(0.02, 0.1))))
        kind = _DRAWINGS[int(rng.integers(0, len(_DRAWINGS)))]
        kind(pen, rng.uniform(0, w), rng.uniform(0, h), size * float(np.exp(rng.uniform(0, 1.4))))
