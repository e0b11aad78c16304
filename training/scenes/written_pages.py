"""Fills sheets with handwriting and print: pages, forms, blocks of lines."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from training.scenes.camera import chance
from training.scenes.drawings import draw
from training.scenes.hands import HANDWRITING, PRINT, HandPool
from training.scenes.sheets import Sheet, paper, pen_colour, scribble, set_text

Rng = np.random.Generator


class PageWriter:
    """Writes with the hands and presses of a pool."""

    def __init__(self, pool: HandPool) -> None:
        self.pool = pool

    def print(
        self,
        rng: Rng,
        sheet: Sheet,
        area: tuple[float, float, float, float],
        height_px: float,
        lines: int,
        colour: np.ndarray | None = None,
    ) -> float:
        press = self.pool.sample(rng, PRINT, height_px)
        ink = np.full(3, rng.uniform(0, 90)) if colour is None else colour
        return set_text(
            rng,
            sheet,
            press,
            area,
            height_px=height_px,
            pitch=height_px * rng.uniform(1.0, 1.6),
            lines=lines,
            colour=ink,
            cover=float(rng.uniform(0.8, 1)),
            align=str(rng.choice(["left", "left", "centre"])),
        )

    def write(
        self,
        rng: Rng,
        sheet: Sheet,
        area: tuple[float, float, float, float],
        height_px: float,
        pitch: float,
        lines: int,
        dark: bool,
        words_per_line: int = 99,
    ) -> float:
        hand = self.pool.sample(rng, HANDWRITING, height_px)
        colour, cover = pen_colour(rng, dark)
        if chance(rng, 0.25):
            scribble(rng, sheet.image, colour, height_px, int(rng.integers(1, 7)))
        if chance(rng, 0.12):
            draw(rng, sheet.image, colour, height_px, int(rng.integers(1, 3)))
        # Sometimes the ink changes within a page, seldom the writer; the slope stays.
        y = area[1]
        slope = float(rng.normal(0, 0.02))
        while lines > 0 and y < area[3] - height_px:
            part = lines if chance(rng, 0.75) else int(rng.integers(1, lines + 1))
            before = y
            y = (
                set_text(
                    rng,
                    sheet,
                    hand,
                    (area[0], y, area[2], area[3]),
                    height_px=height_px,
                    pitch=pitch,
                    lines=part,
                    colour=colour,
                    cover=cover,
                    align="left" if chance(rng, 0.85) else "centre",
                    words_per_line=words_per_line,
                    slope=slope + rng.normal(0, 0.1) * pitch / max(1.0, area[2] - area[0]),
                )
                - 1.6 * height_px / 2.35
            )
            lines -= part
            if y <= before:
                break
            if chance(rng, 0.5):
                y += pitch * rng.uniform(0, 1.5)
            if chance(rng, 0.4):
                colour, cover = pen_colour(rng, dark)
            if chance(rng, 0.3):
                hand = self.pool.sample(rng, HANDWRITING, height_px)
        return y

    def page(self, rng: Rng, width: int, height: int, height_px: float, *, clean: bool) -> Sheet:
        """A page full or partly full of handwriting, maybe under print."""
        pitch = height_px * float(rng.uniform(0.95, 2.0))
        sheet = Sheet(paper(rng, width, height, pitch, clean))
        x0, x1 = width * rng.uniform(0.01, 0.15), width * rng.uniform(0.82, 0.99)
        y = height * float(rng.uniform(0, 0.12))
        if chance(rng, 0.12):
            self.write(
                rng,
                sheet,
                (width * rng.uniform(0.4, 0.7), y * 0.3, width, y + height_px * 2),
                height_px,
                pitch,
                1,
                False,
                2,
            )
            y += height_px
        form = rng.random()
        if form < 0.28:
            y = self.print(
                rng,
                sheet,
                (x0, y, x1, height),
                height_px * rng.uniform(0.4, 1.0),
                int(rng.integers(1, 4)),
            )
        elif form < 0.38:
            # A form: printed labels with entries beside them.
            small = height_px * rng.uniform(0.5, 1.0)
            while y < height - 2 * height_px:
                middle = x0 + (x1 - x0) * rng.uniform(0.2, 0.45)
                press = self.pool.sample(rng, PRINT, small)
                set_text(
                    rng,
                    sheet,
                    press,
                    (x0, y, middle, height),
                    height_px=small,
                    pitch=pitch,
                    lines=1,
                    colour=np.full(3, 30.0),
                    cover=0.9,
                    words_per_line=3,
                )
                if chance(rng, 0.7):
                    cv2.line(
                        sheet.image,
                        (round(middle), round(y + height_px * 0.8)),
                        (round(x1), round(y + height_px * 0.8)),
                        (60.0, 60.0, 60.0),
                        1,
                    )
                if chance(rng, 0.8):
                    self.write(rng, sheet, (middle, y, x1, height), height_px, pitch, 1, False)
                y += max(pitch, small * 1.3)
            return sheet
        if form < 0.43:
            self.table(rng, sheet, (x0, y, x1, float(height)), height_px)
            return sheet
        lines = 60 if chance(rng, 0.6) else int(rng.integers(1, 14))
        y = self.write(rng, sheet, (x0, y, x1, height), height_px, pitch, lines, False)
        if y < height - 5 * height_px and chance(rng, 0.2):
            self.print(
                rng,
                sheet,
                (x0, y + height_px, x1, height),
                height_px * rng.uniform(0.4, 0.9),
                int(rng.integers(1, 8)),
            )
        return sheet

    def table(
        self,
        rng: Rng,
        sheet: Sheet,
        area: tuple[float, float, float, float],
        height_px: float,
        longest: int = 99,
    ) -> None:
        """Ruled columns and rows with a word or two in most cells, headings perhaps printed. Words
        have at most `longest` characters where the hand has such."""
        x0, y0, x1, y1 = area
        columns = int(rng.integers(2, 6))
        edges = np.linspace(x0, x1, columns + 1)
        row = height_px * float(rng.uniform(1.15, 2.0))
        ink = (float(rng.uniform(40, 190)),) * 3
        printed = chance(rng, 0.4)
        hand, (colour, cover) = (
            self.pool.sample(rng, HANDWRITING, height_px),
            pen_colour(rng, False),
        )
        hand = hand.short_words(longest)
        tops = np.arange(y0, y1 - row, row)
        for i, top in enumerate(tops):
            cv2.line(sheet.image, (round(x0), round(top)), (round(x1), round(top)), ink, 1)
            for left, right in itertools.pairwise(edges):
                # Cells whose words nearly touch the next cell's could as well be one line.
                cell = (left + 0.4 * height_px, top, right - 1.2 * height_px, top + 2 * row)
                if printed and i == 0:
                    self.print(rng, sheet, cell, 0.7 * height_px, 1)
                elif chance(rng, 0.75):
                    set_text(
                        rng,
                        sheet,
                        hand,
                        cell,
                        height_px=height_px,
                        pitch=row,
                        lines=1,
                        colour=colour,
                        cover=cover,
                        words_per_line=int(rng.integers(1, 4)),
                    )
        if len(tops):
            for x in edges:
                line = (round(x), round(tops[0])), (round(x), round(tops[-1]))
                cv2.line(sheet.image, *line, ink, 1)
