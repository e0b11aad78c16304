"""Scenes of what a detector misses most, for training alone: see training/README.md.

Dense writing on steep slopes, tables of lone characters, neat hand-print beside print, large print,
low light, few large words, numbers, lists, walls of notes, worn paper, forms, columns, widely spaced
words, and no text at all. Validation scenes and `python -m training.scenes` have none of these added.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, develop, random_warp, rotated_corners
from training.scenes.camera import noise as grain
from training.scenes.everyday_scenes import EverydayScenes
from training.scenes.few_words import FewWords
from training.scenes.form_scenes import FormScenes
from training.scenes.hands import HandPool
from training.scenes.placement import collect, lay
from training.scenes.scene import Scene
from training.scenes.sheets import Sheet, paper
from training.scenes.surroundings import Surroundings
from training.scenes.written_pages import PageWriter

Rng = np.random.Generator
STEEPEST = 34.0
"""Degrees"""
NEAT = 0.6
"""Share of hands that are neat letters of fonts"""


class HardScenes:
    """Hard scenes of one pool's maker; its hands are kept apart from the usual ones."""

    def __init__(self, pool: HandPool, surroundings: Surroundings, zoom: float) -> None:
        self.pool = HandPool(pool.maker, hands=24, neat=NEAT)
        self.writer = PageWriter(self.pool)
        self.surroundings = surroundings
        self.zoom = zoom
        self.few_words = FewWords(self.pool, surroundings)
        self.everyday = EverydayScenes(self.pool, surroundings, zoom)
        self.forms = FormScenes(self.pool, self.everyday.figures, surroundings, zoom)
        self.kinds: list[tuple[float, Callable[[Rng, int, int], Scene]]] = [
            (0.05, self._steep),
            (0.04, self._table),
            (0.06, self._beside_print),
            (0.05, self._large_print),
            (0.17, self.few_words.sample),
            (0.12, self.everyday.numbers),
            (0.07, self.everyday.listed),
            (0.09, self.everyday.wall),
            (0.06, self.everyday.worn),
            (0.07, self.everyday.nothing),
            (0.11, self.forms.form),
            (0.08, self.forms.columns),
            (0.03, self.forms.spaced),
        ]

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """One scene."""
        weights = np.array([w for w, _ in self.kinds])
        kind = self.kinds[int(rng.choice(len(weights), p=weights / weights.sum()))][1]
        return kind(rng, width, height)

    def _steep(self, rng: Rng, width: int, height: int) -> Scene:
        """A page of small dense writing, turned a lot."""
        height_px = self._size(rng, 9, 30)
        w, h = int(width * rng.uniform(0.7, 1.5)), int(height * rng.uniform(0.7, 1.5))
        pitch = height_px * rng.uniform(0.9, 1.3)
        sheet = Sheet(paper(rng, w, h, pitch))
        area = (w * rng.uniform(0.01, 0.12), h * 0.02, w * rng.uniform(0.85, 0.99), float(h))
        self.writer.write(rng, sheet, area, height_px, pitch, 60, False)
        angle = float(rng.choice([-1, 1]) * rng.uniform(8, STEEPEST))
        return self._photograph(rng, sheet, width, height, angle)

    def _table(self, rng: Rng, width: int, height: int) -> Scene:
        """Lone characters and short words in ruled cells, print above for some."""
        height_px = self._size(rng, 9, 34)
        w, h = int(width * rng.uniform(0.6, 1.3)), int(height * rng.uniform(0.6, 1.3))
        sheet = Sheet(paper(rng, w, h, height_px * rng.uniform(1, 2), clean=chance(rng, 0.5)))
        x0, x1 = w * rng.uniform(0.02, 0.12), w * rng.uniform(0.85, 0.98)
        y = h * rng.uniform(0.01, 0.1)
        if chance(rng, 0.4):
            lines = int(rng.integers(1, 4))
            y = self.writer.print(
                rng, sheet, (x0, y, x1, h), height_px * rng.uniform(0.5, 1.0), lines
            )
        longest = int(rng.choice([1, 2, 4, 99]))
        self.writer.table(rng, sheet, (x0, y, x1, float(h)), height_px, longest)
        return self._photograph(rng, sheet, width, height, self._turn(rng))

    def _beside_print(self, rng: Rng, width: int, height: int) -> Scene:
        """Blocks of neat writing and of print by turns, of like size."""
        height_px = self._size(rng, 11, 60)
        w, h = int(width * rng.uniform(0.7, 1.2)), int(height * rng.uniform(0.7, 1.2))
        sheet = Sheet(paper(rng, w, h, height_px * 1.3, clean=chance(rng, 0.5)))
        y = h * rng.uniform(0.01, 0.1)
        while y < h - height_px:
            area = (w * rng.uniform(0.02, 0.3), y, w * 0.97, float(h))
            size = height_px * rng.uniform(0.7, 1.2)
            lines = int(rng.integers(1, 4))
            before = y
            if chance(rng, 0.4):
                y = self.writer.print(rng, sheet, area, size, lines)
            else:
                pitch = size * rng.uniform(0.95, 1.5)
                y = self.writer.write(rng, sheet, area, size, pitch, lines, False)
            y = max(y, before + size) + height_px * rng.uniform(0, 0.6)
        return self._photograph(rng, sheet, width, height, self._turn(rng))

    def _large_print(self, rng: Rng, width: int, height: int) -> Scene:
        """A cover, poster or sign of few large printed words, a written note for some."""
        w, h = int(width * rng.uniform(0.7, 1.3)), int(height * rng.uniform(0.7, 1.3))
        sheet = Sheet(np.empty((h, w, 3), np.float32))
        tone = rng.uniform(150, 255, 3) if chance(rng, 0.7) else rng.uniform(0, 110, 3)
        sheet.image[:] = tone
        light = tone.mean() > 130
        y = h * rng.uniform(0, 0.1)
        while y < h * 0.9:
            size = float(np.clip(h * rng.uniform(0.08, 0.4), 24 * self.zoom, 160 * self.zoom))
            area = (w * 0.03, y, w * 0.99, float(h))
            before = y
            if chance(rng, 0.75):
                colour = rng.uniform(0, 90, 3) if light else rng.uniform(180, 255, 3)
                y = self.writer.print(rng, sheet, area, size, 1, colour)
            else:
                y = self.writer.write(rng, sheet, area, size * 0.7, size, 1, not light)
            y = max(y, before + 0.7 * size)
        return self._photograph(rng, sheet, width, height, self._turn(rng))

    def _photograph(self, rng: Rng, sheet: Sheet, width: int, height: int, angle: float) -> Scene:
        """A sheet lying on something, or filling the picture; in low light for a third."""
        h, w = sheet.image.shape[:2]
        warp: Warp
        if chance(rng, 0.3):
            corners = rotated_corners((width / 2, height / 2), w, h, angle)
            warp = random_warp(rng, (w, h), corners, 0.02, 0.0)
            page = np.clip(sheet.image, 0, 255).astype(np.uint8)
            image = warp.image(page, width, height, cv2.BORDER_REPLICATE)
        else:
            image = self.surroundings.sample(rng, width, height)
            image, warp = lay(rng, image, sheet, angle, 0.07, 0.03)
        image = develop(rng, image, float(rng.uniform(0.2, 1.3)))
        if chance(rng, 0.3):
            image = darkened(rng, image)
        return collect(image, [(sheet, warp)], width, height)

    def _size(self, rng: Rng, least: float, most: float) -> float:
        return self.zoom * float(np.exp(rng.uniform(np.log(least), np.log(most))))

    def _turn(self, rng: Rng) -> float:
        return float(rng.normal(0, 5)) if chance(rng, 0.7) else float(rng.uniform(-32, 32))


def darkened(rng: Rng, image: np.ndarray) -> np.ndarray:
    """The picture in a third to three quarters of its light, with the sensor's noise; uint8."""
    x = image.astype(np.float32) * rng.uniform(0.3, 0.75) + rng.uniform(0, 12)
    x += rng.uniform(0.5, 4) * grain(rng, x.shape)
    return np.clip(x, 0, 255).astype(np.uint8)
