"""Forms with print beside ink, columns of writing side by side, and pages of widely spaced words."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, develop, random_warp, rotated_corners
from training.scenes.drawings import draw
from training.scenes.hands import HANDWRITING, PRINT, Hand, HandPool
from training.scenes.placement import collect, lay
from training.scenes.scene import Scene
from training.scenes.sheets import Sheet, board, paper, pen_colour, scribble, set_text
from training.scenes.surroundings import Surroundings

Rng = np.random.Generator
Area = tuple[float, float, float, float]


class FormScenes:
    """Scenes whose lines end where a cell, a column or a label begins."""

    def __init__(
        self, pool: HandPool, figures: HandPool, surroundings: Surroundings, zoom: float
    ) -> None:
        self.pool, self.figures = pool, figures
        self.surroundings = surroundings
        self.zoom = zoom

    # Forms

    def form(self, rng: Rng, width: int, height: int) -> Scene:
        """Cells or rows with a printed label over or beside a written entry of like size."""
        height_px = self._size(rng, 10, 48)
        w, h = int(width * rng.uniform(0.7, 1.2)), int(height * rng.uniform(0.7, 1.2))
        sheet = Sheet(paper(rng, w, h, height_px * 1.5, clean=chance(rng, 0.8)))
        x0, x1 = w * rng.uniform(0.01, 0.08), w * rng.uniform(0.9, 0.99)
        label_px = height_px * float(rng.uniform(0.45, 1.05))
        over = chance(rng, 0.5)
        row = height_px * float(rng.uniform(1.1, 1.9)) + (label_px if over else 0)
        frame = str(rng.choice(["cells", "underlines", "dots", "none"], p=[0.45, 0.25, 0.1, 0.2]))
        tone = (float(rng.uniform(10, 150)),) * 3
        hand = self.pool.sample(rng, HANDWRITING, height_px)
        figures = self.figures.sample(rng, HANDWRITING, height_px)
        press = self.pool.sample(rng, PRINT, label_px)
        colour, cover = pen_colour(rng, False)
        y = h * float(rng.uniform(0, 0.1))
        if chance(rng, 0.5):
            area = (x0, y, x1, float(h))
            y = self._print(rng, sheet, press, area, 1.3 * label_px, 99) + 0.3 * height_px
        while y < h - row:
            most = max(1, min(5, int((x1 - x0) / (5 * height_px))))
            cuts = np.sort(rng.uniform(0.6, 1.6, int(rng.integers(1, most + 1)))).cumsum()
            edges = np.concatenate([[x0], x0 + (x1 - x0) * cuts / cuts[-1]])
            for left, right in itertools.pairwise(edges):
                self._frame(sheet, frame, (left, y, right, y + row), tone)
                begin, top = left + 0.25 * label_px, y
                if chance(rng, 0.85):
                    count = int(rng.integers(1, 4))
                    area = (begin, y, right, y + 3 * row)
                    before = len(sheet.words)
                    self._print(rng, sheet, press, area, label_px, count)
                    labels = [word.hull.max(0) for word in sheet.words[before:]]
                    if over:
                        top = y + label_px
                    elif labels:
                        begin = float(labels[-1][0]) + height_px * float(rng.uniform(0.3, 2.5))
                        top = y + 1.6 * (label_px - height_px) / 2.35
                if not chance(rng, 0.8):
                    continue
                chosen = figures if chance(rng, 0.45) else hand
                self._write(
                    rng,
                    sheet,
                    chosen,
                    (begin, top, right, top + 2.5 * height_px),
                    height_px,
                    int(rng.choice([1, 1, 2, 3])),
                    colour,
                    cover,
                )
            y += row
        return self._photograph(rng, sheet, width, height)

    def _frame(self, sheet: Sheet, frame: str, cell: Area, tone: tuple[float, ...]) -> None:
        """Draws the rules of one cell."""
        x0, y0, x1, y1 = (round(v) for v in cell)
        if frame == "cells":
            cv2.rectangle(sheet.image, (x0, y0), (x1, y1), tone, 1)
        elif frame == "underlines":
            cv2.line(sheet.image, (x0 + 4, y1), (x1 - 6, y1), tone, 1)
        elif frame == "dots":
            for x in range(x0 + 4, x1 - 6, 4):
                cv2.circle(sheet.image, (x, y1), 0, tone, 1)

    # Columns

    def columns(self, rng: Rng, width: int, height: int) -> Scene:
        """Lists in columns beside each other on paper or a board, a line between them for some."""
        height_px = self._size(rng, 10, 44)
        if chance(rng, 0.5):
            ground, dark = board(rng, width, height)
        else:
            w, h = int(width * rng.uniform(0.7, 1.2)), int(height * rng.uniform(0.7, 1.2))
            ground, dark = paper(rng, w, h, height_px * rng.uniform(1, 2)), False
        sheet = Sheet(ground)
        h, w = sheet.image.shape[:2]
        colour, cover = pen_colour(rng, dark)
        gap = height_px * float(rng.uniform(0.6, 3.5))
        most = max(2, min(4, int(w / (4 * height_px + gap))))
        cuts = rng.uniform(0.6, 1.4, int(rng.integers(2, most + 1))).cumsum()
        edges = np.concatenate([[0.0], w * cuts / cuts[-1]])
        pitch = height_px * float(rng.uniform(1.0, 1.9))
        top = h * float(rng.uniform(0, 0.2))
        between = rng.random()
        for i, (left, right) in enumerate(itertools.pairwise(edges)):
            hand = self.pool.sample(rng, HANDWRITING, height_px)
            if chance(rng, 0.2):
                hand = self.figures.sample(rng, HANDWRITING, height_px)
            if chance(rng, 0.4):
                colour, cover = pen_colour(rng, dark)
            y = top if chance(rng, 0.5) else top + pitch * float(rng.uniform(-0.5, 2))
            words = int(rng.choice([1, 2, 3, 99]))
            while y < h - height_px:
                area = (left + 0.5 * gap, y, right - 0.5 * gap, y + 2.5 * height_px)
                if chance(rng, 0.85):
                    count = int(rng.integers(1, words + 1)) if words < 99 else 99
                    self._write(rng, sheet, hand, area, height_px, count, colour, cover)
                y += pitch
            if i > 0 and between < 0.35:
                tone = tuple(float(c) for c in colour)
                lean = round(rng.normal(0, 0.1) * gap)
                ends = (round(left) + lean, round(top)), (round(left) - lean, h)
                thick = max(1, round(height_px * rng.uniform(0.03, 0.1)))
                cv2.line(sheet.image, *ends, tone, thick, cv2.LINE_AA)
        if chance(rng, 0.3):
            scribble(rng, sheet.image, colour, height_px, int(rng.integers(1, 6)))
            draw(rng, sheet.image, colour, height_px, int(rng.integers(0, 3)))
        return self._photograph(rng, sheet, width, height)

    # Wide gaps

    def spaced(self, rng: Rng, width: int, height: int) -> Scene:
        """A page whose words stand one to three heights apart, rows as wide apart or wider."""
        height_px = self._size(rng, 10, 40)
        w, h = int(width * rng.uniform(0.7, 1.2)), int(height * rng.uniform(0.7, 1.2))
        sheet = Sheet(paper(rng, w, h, height_px * rng.uniform(1, 2)))
        hand = self.pool.sample(rng, HANDWRITING, height_px)
        colour, cover = pen_colour(rng, False)
        spread = height_px * float(rng.uniform(0.8, 2.4))
        pitch = max(height_px * 1.1, spread) * float(rng.uniform(1.0, 1.6))
        y = h * float(rng.uniform(0, 0.1))
        while y < h - height_px:
            line, x = sheet.lines, w * float(rng.uniform(0.02, 0.1))
            end = w * (1 - 0.35 * float(rng.random()))
            while x < end:
                area = (x, y, w * 0.99, y + 2.5 * height_px)
                before = len(sheet.words)
                self._write(rng, sheet, hand, area, height_px, 1, colour, cover)
                if len(sheet.words) == before:
                    break
                word = sheet.words[-1]
                word.line = line
                x = float(word.hull[:, 0].max()) + spread * float(np.exp(rng.normal(0, 0.25)))
            sheet.lines = line + 1
            y += pitch
        return self._photograph(rng, sheet, width, height)

    # Shared

    def _write(
        self,
        rng: Rng,
        sheet: Sheet,
        hand: Hand,
        area: Area,
        height_px: float,
        words: int,
        colour: np.ndarray,
        cover: float,
    ) -> None:
        set_text(
            rng,
            sheet,
            hand,
            area,
            height_px=height_px,
            pitch=height_px,
            lines=1,
            colour=colour,
            cover=cover,
            words_per_line=words,
        )

    def _print(
        self, rng: Rng, sheet: Sheet, press: Hand, area: Area, height_px: float, words: int
    ) -> float:
        return set_text(
            rng,
            sheet,
            press,
            area,
            height_px=height_px,
            pitch=height_px,
            lines=1,
            colour=np.full(3, rng.uniform(0, 110)),
            cover=0.95,
            words_per_line=words,
        )

    def _photograph(self, rng: Rng, sheet: Sheet, width: int, height: int) -> Scene:
        """A sheet that fills the picture, or lies on something."""
        h, w = sheet.image.shape[:2]
        warp: Warp
        if (h, w) == (height, width) or chance(rng, 0.35):
            centre = width / 2, height / 2
            corners = rotated_corners(centre, width, height, float(rng.normal(0, 2.5)))
            warp = random_warp(rng, (w, h), corners, 0.03, 0.0)
            flat = np.clip(sheet.image, 0, 255).astype(np.uint8)
            image = warp.image(flat, width, height, cv2.BORDER_REPLICATE)
        else:
            image = self.surroundings.sample(rng, width, height)
            image, warp = lay(rng, image, sheet, float(rng.normal(0, 4)), 0.06, 0.02)
        image = develop(rng, image, float(rng.uniform(0.1, 1.2)))
        return collect(image, [(sheet, warp)], width, height)

    def _size(self, rng: Rng, least: float, most: float) -> float:
        return self.zoom * float(np.exp(rng.uniform(np.log(least), np.log(most))))
