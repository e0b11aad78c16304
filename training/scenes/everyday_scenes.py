"""Lists, forms, numbers, walls of notes, worn paper, and pictures without any text."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from training.scenes import junk
from training.scenes.camera import Warp, chance, develop, random_warp, rotated_corners
from training.scenes.drawings import draw
from training.scenes.hands import HANDWRITING, Hand, HandPool
from training.scenes.placement import collect, lay
from training.scenes.scene import Scene, no_boxes
from training.scenes.sheets import Sheet, paper, pen_colour, scribble, set_text
from training.scenes.surroundings import Surroundings, wood
from training.scenes.written_pages import PageWriter

Rng = np.random.Generator


class EverydayScenes:
    """Scenes by the hands of a pool, and by hands that write numbers alone."""

    def __init__(self, pool: HandPool, surroundings: Surroundings, zoom: float) -> None:
        self.pool = pool
        self.figures = HandPool(pool.maker, hands=16, words=40, numbers=True)
        self.writer = PageWriter(pool)
        self.surroundings = surroundings
        self.zoom = zoom

    # Numbers

    def numbers(self, rng: Rng, width: int, height: int) -> Scene:
        """A number alone, a column of numbers, or a table of them, ruled or not."""
        height_px = self._size(rng, 10, 70)
        w, h = int(width * rng.uniform(0.6, 1.2)), int(height * rng.uniform(0.6, 1.2))
        pitch = height_px * float(rng.uniform(1.0, 2.2))
        sheet = Sheet(paper(rng, w, h, pitch, clean=chance(rng, 0.5)))
        kind = rng.random()
        if kind < 0.3:
            hand = self.figures.sample(rng, HANDWRITING, height_px)
            for _ in range(int(rng.integers(1, 5))):
                x, y = rng.uniform(0.05, 0.8) * w, rng.uniform(0.05, 0.8) * h
                area = (x, y, float(w), y + 2 * height_px)
                if not _is_taken(sheet, x, y, height_px):
                    self._row(rng, sheet, hand, area, height_px, 1)
        elif kind < 0.55:
            hand = self.figures.sample(rng, HANDWRITING, height_px)
            x = rng.uniform(0.05, 0.7) * w
            words = int(rng.choice([1, 1, 1, 2]))
            area = (x, h * rng.uniform(0.02, 0.2), float(w), float(h))
            self._row(rng, sheet, hand, area, height_px, words, lines=40, pitch=pitch)
        else:
            self._table(rng, sheet, height_px, pitch)
        return self._photograph(rng, sheet, width, height)

    def _table(self, rng: Rng, sheet: Sheet, height_px: float, pitch: float) -> None:
        """Cells of numbers and some words, rules around all, some or none of them."""
        h, w = sheet.image.shape[:2]
        x0, x1 = w * rng.uniform(0.01, 0.1), w * rng.uniform(0.88, 0.99)
        y0 = h * float(rng.uniform(0.01, 0.15))
        if chance(rng, 0.4):
            y0 = self.writer.print(rng, sheet, (x0, y0, x1, h), height_px * 0.7, 1)
        columns = int(rng.integers(2, 8))
        narrowest = 2.4 * height_px
        columns = max(1, min(columns, int((x1 - x0) / narrowest)))
        cuts = np.sort(rng.uniform(0.75, 1.25, columns)).cumsum()
        edges = np.concatenate([[x0], x0 + (x1 - x0) * cuts / cuts[-1]])
        tops = np.arange(y0, h - pitch, pitch)
        tone = (float(rng.uniform(20, 200)),) * 3
        thick = 1 if chance(rng, 0.7) else 2
        ruled = rng.random()
        if ruled < 0.7:
            for top in tops:
                cv2.line(sheet.image, (round(x0), round(top)), (round(x1), round(top)), tone, thick)
        if ruled < 0.5 and len(tops):
            for x in edges:
                ends = (round(x), round(tops[0])), (round(x), round(tops[-1]))
                cv2.line(sheet.image, *ends, tone, thick)
        hand = self.figures.sample(rng, HANDWRITING, height_px)
        words = self.pool.sample(rng, HANDWRITING, height_px).short_words(6)
        printed = chance(rng, 0.35)
        for top in tops[:-1]:
            for i, (left, right) in enumerate(itertools.pairwise(edges)):
                if not chance(rng, 0.85):
                    continue
                inset = height_px * float(rng.uniform(0.1, 0.5))
                area = (left + inset, top - 0.2 * height_px, right, top + 2 * pitch)
                if i == 0 and printed:
                    self.writer.print(rng, sheet, area, 0.7 * height_px, 1)
                else:
                    chosen = words if chance(rng, 0.15) else hand
                    self._row(rng, sheet, chosen, area, height_px, 1)

    def _row(
        self,
        rng: Rng,
        sheet: Sheet,
        hand: Hand,
        area: tuple[float, float, float, float],
        height_px: float,
        words: int,
        *,
        lines: int = 1,
        pitch: float = 1.0,
    ) -> None:
        colour, cover = pen_colour(rng, False)
        set_text(
            rng,
            sheet,
            hand,
            area,
            height_px=height_px,
            pitch=pitch,
            lines=lines,
            colour=colour,
            cover=cover,
            words_per_line=words,
        )

    # Lists and notes

    def listed(self, rng: Rng, width: int, height: int) -> Scene:
        """A list: ringed numbers, bullets or boxes to tick before the words, wide gaps, some words
        struck out."""
        height_px = self._size(rng, 10, 44)
        w, h = int(width * rng.uniform(0.6, 1.2)), int(height * rng.uniform(0.7, 1.2))
        pitch = height_px * float(rng.uniform(1.0, 2.0))
        sheet = Sheet(paper(rng, w, h, pitch))
        hand = self.pool.sample(rng, HANDWRITING, height_px)
        figures = self.figures.sample(rng, HANDWRITING, height_px).short_words(2)
        colour, _ = pen_colour(rng, False)
        mark = str(rng.choice(["ring", "bullet", "box", "none"], p=[0.4, 0.2, 0.15, 0.25]))
        x = w * rng.uniform(0.01, 0.2)
        begin = x + height_px * (rng.uniform(1.2, 2.4) if mark != "none" else 0)
        spread = float(rng.uniform(1, 6)) if chance(rng, 0.3) else 0.0
        y = h * float(rng.uniform(0, 0.1))
        while y < h - 2 * height_px:
            middle = y + 1.25 * height_px / 2
            pen = max(1, round(height_px * rng.uniform(0.04, 0.1)))
            tone = tuple(float(c) for c in colour)
            if mark == "ring":
                before = len(sheet.words)
                area = (x, y, begin + height_px, y + 2 * height_px)
                self._row(rng, sheet, figures, area, 0.8 * height_px, 1)
                if len(sheet.words) > before:
                    junk.ring(rng, sheet, before, colour)
            elif mark == "bullet":
                at = round(x + 0.3 * height_px), round(middle)
                cv2.circle(sheet.image, at, max(1, round(0.1 * height_px)), tone, -1, cv2.LINE_AA)
            elif mark == "box":
                side = round(0.5 * height_px)
                at = round(x), round(middle - side / 2)
                cv2.rectangle(sheet.image, at, (at[0] + side, at[1] + side), tone, pen)
            before, line, left = len(sheet.words), sheet.lines, begin
            for _ in range(int(rng.integers(1, 6))):
                area = (left, y, w * 0.99, y + 2 * height_px)
                count = 1 if spread else int(rng.integers(1, 6))
                self._row(rng, sheet, hand, area, height_px, count)
                if not spread or len(sheet.words) == before:
                    break
                left = float(sheet.words[-1].hull[:, 0].max()) + spread * height_px / 2
            for word in sheet.words[before:]:
                word.line = line
            sheet.lines = line + 1
            if len(sheet.words) > before and chance(rng, 0.15):
                junk.strike(rng, sheet, int(rng.integers(before, len(sheet.words))), colour)
            y += pitch
        return self._photograph(rng, sheet, width, height)

    def wall(self, rng: Rng, width: int, height: int) -> Scene:
        """Many small notes side by side, on a wall, a window or a board."""
        image = self.surroundings.sample(rng, width, height)
        tones = rng.uniform(120, 255, (int(rng.integers(1, 5)), 3))
        side = float(np.exp(rng.uniform(np.log(36), np.log(120)))) * self.zoom
        step = side * float(rng.uniform(1.02, 1.5))
        laid: list[tuple[Sheet, Warp]] = []
        big = Sheet(image.astype(np.float32))
        for y in np.arange(rng.uniform(-0.5, 0.3) * side, height, step):
            for x in np.arange(rng.uniform(-0.5, 0.3) * side, width, step):
                if not chance(rng, 0.85):
                    continue
                px = round(x + rng.normal(0, 0.04) * side)
                py = round(y + rng.normal(0, 0.04) * side)
                s = round(side)
                left, top = max(0, px), max(0, py)
                tone = tones[int(rng.integers(0, len(tones)))] * rng.uniform(0.92, 1.05)
                big.image[top : py + s, left : px + s] = np.clip(tone, 0, 255)
                lines = int(rng.integers(1, 5))
                height_px = max(9 * self.zoom, side / (lines + 0.6) * float(rng.uniform(0.5, 0.9)))
                hand = self.pool.sample(rng, HANDWRITING, height_px)
                inset = side * 0.06
                area = (px + inset, py + inset, px + side * 0.98, py + side * 0.98)
                words = int(rng.integers(1, 4))
                pitch = height_px * float(rng.uniform(0.9, 1.2))
                self._row(rng, big, hand, area, height_px, words, lines=lines, pitch=pitch)
        corners = rotated_corners((width / 2, height / 2), width, height, float(rng.normal(0, 3)))
        warp = random_warp(rng, (width, height), corners, 0.05, 0.0)
        flat = np.clip(big.image, 0, 255).astype(np.uint8)
        seen = warp.image(flat, width, height, cv2.BORDER_REPLICATE)
        laid.append((big, warp))
        return collect(develop(rng, seen, float(rng.uniform(0.2, 1.0))), laid, width, height)

    # Worn paper, and nothing

    def worn(self, rng: Rng, width: int, height: int) -> Scene:
        """A page with holes, specks, fine print patterns, and the writing of its back."""
        height_px = self._size(rng, 10, 44)
        w, h = int(width * rng.uniform(0.6, 1.2)), int(height * rng.uniform(0.6, 1.2))
        sheet = Sheet(paper(rng, w, h, height_px * rng.uniform(1, 2)))
        if chance(rng, 0.25):
            junk.guilloche(rng, sheet)
        if chance(rng, 0.5):
            back = Sheet(np.full((h, w, 3), 255, np.float32))
            pitch = height_px * rng.uniform(1, 1.8)
            area = (w * 0.03, 0.0, w * 0.97, float(h))
            self.writer.write(rng, back, area, height_px, pitch, 40, False)
            junk.bleed_through(rng, sheet, back)
        if chance(rng, 0.7):
            lines = int(rng.integers(1, 14))
            area = (w * rng.uniform(0.05, 0.2), h * rng.uniform(0, 0.4), w * 0.97, float(h))
            pitch = height_px * rng.uniform(1, 1.8)
            self.writer.write(rng, sheet, area, height_px, pitch, lines, False)
        if chance(rng, 0.5):
            junk.punch_holes(rng, sheet)
        junk.specks(rng, sheet, int(rng.integers(0, 25)))
        return self._photograph(rng, sheet, width, height)

    def nothing(self, rng: Rng, width: int, height: int) -> Scene:
        """No text: surroundings, keys, cables, screens, streets, wood, blank or drawn-on paper."""
        kind = int(rng.integers(0, 6))
        if kind == 0:
            image = junk.keyboard(rng, width, height)
        elif kind == 1:
            image = junk.screen(rng, width, height)
        elif kind == 2:
            image = junk.street(rng, width, height)
        elif kind == 3:
            image = wood(rng, width, height).astype(np.float32)
        else:
            image = self.surroundings.sample(rng, width, height).astype(np.float32)
        image = np.ascontiguousarray(image, np.float32)
        if chance(rng, 0.3):
            junk.cables(rng, image, int(rng.integers(1, 6)))
        image = np.clip(image, 0, 255).astype(np.uint8)
        if kind > 3 or chance(rng, 0.2):
            w, h = (int(v * rng.uniform(0.5, 1.2)) for v in (width, height))
            sheet = Sheet(paper(rng, w, h, float(rng.uniform(10, 50)) * self.zoom))
            if chance(rng, 0.2):
                junk.guilloche(rng, sheet)
            colour = pen_colour(rng, False)[0]
            size = self._size(rng, 12, 60)
            if chance(rng, 0.4):
                scribble(rng, sheet.image, colour, size, int(rng.integers(0, 6)))
                draw(rng, sheet.image, colour, size, int(rng.integers(0, 4)))
            if chance(rng, 0.35):
                junk.rulings(rng, sheet)
            if chance(rng, 0.5):
                junk.punch_holes(rng, sheet)
            junk.specks(rng, sheet, int(rng.integers(0, 30)))
            image, _ = lay(rng, image, sheet, float(rng.normal(0, 8)), 0.08, 0.03, chance(rng, 0.5))
        image = develop(rng, image, float(rng.uniform(0.2, 1.2)))
        return Scene(image, no_boxes(), np.zeros(0, np.int64))

    def _photograph(self, rng: Rng, sheet: Sheet, width: int, height: int) -> Scene:
        """A sheet that fills the picture, as a scan, or lies on something."""
        h, w = sheet.image.shape[:2]
        if chance(rng, 0.35):
            corners = rotated_corners(
                (width / 2, height / 2), width, height, float(rng.normal(0, 2))
            )
            warp = random_warp(rng, (w, h), corners, 0.01, 0.0)
            flat = np.clip(sheet.image, 0, 255).astype(np.uint8)
            image = warp.image(flat, width, height, cv2.BORDER_REPLICATE)
        else:
            image = self.surroundings.sample(rng, width, height)
            turn = float(rng.normal(0, 5)) if chance(rng, 0.85) else float(rng.uniform(-30, 30))
            image, warp = lay(rng, image, sheet, turn, 0.06, 0.02)
        image = develop(rng, image, float(rng.uniform(0.1, 1.2)))
        return collect(image, [(sheet, warp)], width, height)

    def _size(self, rng: Rng, least: float, most: float) -> float:
        return self.zoom * float(np.exp(rng.uniform(np.log(least), np.log(most))))


def _is_taken(sheet: Sheet, x: float, y: float, height_px: float) -> bool:
    """Whether a word stands near to where another is about to be written."""
    for word in sheet.words:
        low, high = word.hull.min(0) - height_px, word.hull.max(0) + height_px
        if low[1] - height_px < y < high[1] and low[0] - 4 * height_px < x < high[0]:
            return True
    return False
