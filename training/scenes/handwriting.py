"""Handwriting in the world: pages, notes, boards, sheets held to a camera; print beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from training.scenes.camera import chance, develop, noise, random_warp, rotated_corners, Warp
from training.scenes.hands import HANDWRITING, PRINT, HandMaker, HandPool
from training.scenes.openers import picture
from training.scenes.print_fonts import PrintFonts
from training.scenes.scene import Scene
from training.scenes.sheets import Sheet, board, paper, pen_colour, scribble, set_text
from training.scenes.surroundings import Surroundings, add_fingers
from training.scenes.textbook import visible_share

Rng = np.random.Generator
SMALLEST_PX = 5.0
LONGEST_HEIGHTS = 8.0


class HandwritingSource:
    """Scenes of handwriting (class 0) and print (class 1), boxes around words.

    `strokes` holds the UNIPEN packs, `fonts` handwriting fonts (one of both is needed), `text`
    sentences for the fonts, `print_fonts` printing faces beside the system's. `zoom` enlarges all
    writing, for pictures larger than a detector's live input.
    """

    def __init__(self, strokes: Path | None, fonts: Path | None, text: Path | None,
                 print_fonts: Path | None = None, *,
                 split: Literal["train", "validation"] = "train", zoom: float = 1.0) -> None:
        self.zoom = zoom
        self.pool = HandPool(HandMaker(strokes, fonts, text, PrintFonts(print_fonts), split))
        self.surroundings = Surroundings()
        self.kinds: list[tuple[float, Callable[[Rng, int, int], Scene]]] = [
            (0.27, self._scan), (0.27, self._desk), (0.1, self._notes), (0.13, self._board),
            (0.13, self._held), (0.07, self._printed), (0.03, self._clutter)]

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """One scene."""
        weights = np.array([w for w, _ in self.kinds])
        kind = self.kinds[int(rng.choice(len(weights), p=weights / weights.sum()))][1]
        return kind(rng, width, height)

    # Sheets

    def _print(self, rng: Rng, sheet: Sheet, area: tuple[float, float, float, float],
               height_px: float, lines: int, colour: np.ndarray | None = None) -> float:
        press = self.pool.sample(rng, PRINT, height_px)
        ink = np.full(3, rng.uniform(0, 90)) if colour is None else colour
        return set_text(rng, sheet, press, area, height_px=height_px,
                        pitch=height_px * rng.uniform(1.0, 1.6), lines=lines, colour=ink,
                        cover=float(rng.uniform(0.8, 1)),
                        align=str(rng.choice(["left", "left", "centre"])))

    def _write(self, rng: Rng, sheet: Sheet, area: tuple[float, float, float, float],
               height_px: float, pitch: float, lines: int, dark: bool,
               words_per_line: int = 99) -> float:
        hand = self.pool.sample(rng, HANDWRITING, height_px)
        colour, cover = pen_colour(rng, dark)
        if chance(rng, 0.25):
            scribble(rng, sheet.image, colour, height_px, int(rng.integers(1, 7)))
        # Sometimes the ink changes within a page, seldom the writer.
        y = area[1]
        while lines > 0 and y < area[3] - height_px:
            part = lines if chance(rng, 0.75) else int(rng.integers(1, lines + 1))
            before = y
            y = set_text(rng, sheet, hand, (area[0], y, area[2], area[3]), height_px=height_px,
                         pitch=pitch, lines=part, colour=colour, cover=cover,
                         align="left" if chance(rng, 0.85) else "centre",
                         words_per_line=words_per_line,
                         slope=float(rng.normal(0, 0.02))) - 1.6 * height_px / 2.35
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

    def _page(self, rng: Rng, width: int, height: int, height_px: float, *,
              clean: bool) -> Sheet:
        """A page full or partly full of handwriting, maybe under print."""
        pitch = height_px * float(rng.uniform(0.95, 2.0))
        sheet = Sheet(paper(rng, width, height, pitch, clean))
        x0, x1 = width * rng.uniform(0.01, 0.15), width * rng.uniform(0.82, 0.99)
        y = height * float(rng.uniform(0, 0.12))
        if chance(rng, 0.12):
            self._write(rng, sheet, (width * rng.uniform(0.4, 0.7), y * 0.3, width, y + height_px * 2),
                        height_px, pitch, 1, False, 2)
            y += height_px
        form = rng.random()
        if form < 0.28:
            y = self._print(rng, sheet, (x0, y, x1, height), height_px * rng.uniform(0.4, 1.0),
                            int(rng.integers(1, 4)))
        elif form < 0.38:
            # A form: printed labels with entries beside them.
            small = height_px * rng.uniform(0.5, 1.0)
            while y < height - 2 * height_px:
                middle = x0 + (x1 - x0) * rng.uniform(0.2, 0.45)
                press = self.pool.sample(rng, PRINT, small)
                set_text(rng, sheet, press, (x0, y, middle, height), height_px=small, pitch=pitch,
                         lines=1, colour=np.full(3, 30.0), cover=0.9, words_per_line=3)
                if chance(rng, 0.7):
                    cv2.line(sheet.image, (round(middle), round(y + height_px * 0.8)),
                             (round(x1), round(y + height_px * 0.8)), (60.0, 60.0, 60.0), 1)
                if chance(rng, 0.8):
                    self._write(rng, sheet, (middle, y, x1, height), height_px, pitch, 1, False)
                y += max(pitch, small * 1.3)
            return sheet
        lines = 60 if chance(rng, 0.6) else int(rng.integers(1, 14))
        y = self._write(rng, sheet, (x0, y, x1, height), height_px, pitch, lines, False)
        if y < height - 5 * height_px and chance(rng, 0.2):
            self._print(rng, sheet, (x0, y + height_px, x1, height), height_px * rng.uniform(0.4, 0.9),
                        int(rng.integers(1, 8)))
        return sheet

    # Scenes

    def _scan(self, rng: Rng, width: int, height: int) -> Scene:
        """A page that fills the picture, nearly straight."""
        height_px = self.zoom * float(np.exp(rng.uniform(np.log(11), np.log(52))))
        sheet = self._page(rng, width, height, height_px, clean=chance(rng, 0.75))
        if chance(rng, 0.5):
            warp = random_warp(rng, (width, height), rotated_corners(
                (width / 2, height / 2), width, height, float(rng.normal(0, 1.5))), 0.004, 0.0)
            sheet_image = warp.image(sheet.image, width, height, cv2.BORDER_REPLICATE)
        else:
            warp = Warp(np.eye(3), (width, height))
            sheet_image = sheet.image
        if chance(rng, 0.5):
            grey = sheet_image.mean(2, keepdims=True)
            sheet_image = np.repeat(grey, 3, 2)
        image = np.clip(sheet_image, 0, 255).astype(np.uint8)
        image = develop(rng, image, float(rng.choice([0, 0.15, 0.4])))
        return self._scene(image, [(sheet, warp)], width, height)

    def _desk(self, rng: Rng, width: int, height: int) -> Scene:
        """A page lying on something, seen from above at an angle."""
        height_px = self.zoom * float(np.exp(rng.uniform(np.log(8), np.log(60))))
        image = self.surroundings.sample(rng, width, height)
        w, h = int(width * rng.uniform(0.5, 1.5)), int(height * rng.uniform(0.5, 1.5))
        sheet = self._page(rng, w, h, height_px, clean=False)
        angle = float(rng.normal(0, 9)) if chance(rng, 0.8) else float(rng.uniform(-32, 32))
        image, warp = self._lay(rng, image, sheet, angle, 0.08, 0.03)
        if chance(rng, 0.2):
            add_fingers(rng, image, str(rng.choice(list("lrb"))))
        return self._scene(develop(rng, image, float(rng.uniform(0.5, 1.3))), [(sheet, warp)],
                           width, height)

    def _notes(self, rng: Rng, width: int, height: int) -> Scene:
        """Sticky notes, cards and labels, written or printed."""
        image = self.surroundings.sample(rng, width, height)
        laid = []
        for _ in range(int(rng.integers(1, 6))):
            side = min(width, height)
            w, h = (int(side * v) for v in rng.uniform(0.25, 0.7, 2))
            height_px = float(np.exp(rng.uniform(np.log(9 * self.zoom), np.log(max(14, h * 0.4)))))
            tone = np.array([rng.uniform(150, 255) for _ in range(3)])
            sheet = Sheet(np.empty((h, w, 3), np.float32))
            sheet.image[:] = tone
            area = (w * 0.06, h * 0.06, w * 0.96, h * 0.96)
            lines = int(rng.integers(1, 6))
            if chance(rng, 0.2):
                self._print(rng, sheet, area, height_px, lines)
            else:
                self._write(rng, sheet, area, height_px, height_px * rng.uniform(0.9, 1.5), lines,
                            False)
            image, warp = self._lay(rng, image, sheet, float(rng.normal(0, 10)), 0.06, 0.02,
                                    anywhere=True)
            # A note laid over another hides its words.
            laid = [(self._uncovered(s, t, warp, (w, h)), t) for s, t in laid] + [(sheet, warp)]
        return self._scene(develop(rng, image, float(rng.uniform(0.4, 1.2))), laid, width, height)

    def _board(self, rng: Rng, width: int, height: int) -> Scene:
        """A whiteboard or blackboard, frame and wall perhaps in view."""
        ground, dark = board(rng, width, height)
        sheet = Sheet(ground)
        height_px = self.zoom * float(np.exp(rng.uniform(np.log(12), np.log(130))))
        colour, _ = pen_colour(rng, dark)
        scribble(rng, sheet.image, colour, height_px, int(rng.integers(0, 10)))
        for _ in range(int(rng.integers(1, 4))):
            x0, y0 = width * rng.uniform(0.01, 0.6), height * rng.uniform(0.01, 0.6)
            if any(w.hull[:, 0].max() > x0 and w.hull[:, 1].max() > y0 for w in sheet.words):
                continue
            self._write(rng, sheet, (x0, y0, width * 0.99, height * 0.99), height_px,
                        height_px * rng.uniform(1.0, 1.8), int(rng.integers(1, 9)), dark)
            height_px *= float(rng.uniform(0.6, 1.0))
        if chance(rng, 0.4):
            image = self.surroundings.sample(rng, width, height)
            image, warp = self._lay(rng, image, sheet, float(rng.normal(0, 4)), 0.08, 0.0)
        else:
            warp = random_warp(rng, (width, height), rotated_corners(
                (width / 2, height / 2), width, height, float(rng.normal(0, 4))), 0.07, 0.0)
            image = np.clip(warp.image(sheet.image, width, height, cv2.BORDER_REPLICATE), 0,
                            255).astype(np.uint8)
        return self._scene(develop(rng, image, float(rng.uniform(0.3, 1.2))), [(sheet, warp)],
                           width, height)

    def _held(self, rng: Rng, width: int, height: int) -> Scene:
        """One to eight large lines on a sheet held to the camera, a room behind."""
        image = cv2.GaussianBlur(self.surroundings.sample(rng, width, height), (0, 0),
                                 float(rng.uniform(0.5, 5)))
        w, h = int(width * rng.uniform(0.5, 1.1)), int(height * rng.uniform(0.45, 1.1))
        lines = int(rng.integers(1, 9))
        height_px = float(np.clip(h / (lines + 0.5) * rng.uniform(0.45, 0.95), 10 * self.zoom,
                                  200 * self.zoom))
        sheet = Sheet(paper(rng, w, h, height_px * rng.uniform(0.5, 1.3)))
        self._write(rng, sheet, (w * 0.05, h * 0.04, w * 0.97, h * 0.98), height_px,
                    height_px * rng.uniform(0.95, 1.3), lines, False)
        image, warp = self._lay(rng, image, sheet, float(rng.normal(0, 7)), 0.09, 0.05)
        if chance(rng, 0.7):
            before = image.copy()
            mask = add_fingers(rng, image, str(rng.choice(list("lrb"))))
            boxes = self._scene(image, [(sheet, warp)], width, height).boxes
            if any(mask[int(y0):int(y1), int(x0):int(x1)].any() for x0, y0, x1, y1 in boxes):
                image = before
        return self._scene(develop(rng, image, float(rng.uniform(0.5, 1.4))), [(sheet, warp)],
                           width, height)

    def _printed(self, rng: Rng, width: int, height: int) -> Scene:
        """A book page, a poster or a screen: print only."""
        dark = chance(rng, 0.25)
        w, h = int(width * rng.uniform(0.6, 1.3)), int(height * rng.uniform(0.6, 1.3))
        sheet = Sheet(board(rng, w, h)[0] * 0 + rng.uniform(5, 60) if dark
                      else paper(rng, w, h, 30, clean=True))
        colour = rng.uniform(150, 255, 3) if dark else None
        y = h * 0.03
        size = self.zoom * float(np.exp(rng.uniform(np.log(8), np.log(24))))
        while y < h - 2 * size:
            kind = rng.random()
            if kind < 0.25:
                y = self._print(rng, sheet, (w * 0.06, y, w * 0.95, h), size * rng.uniform(1.2, 4),
                                1, colour)
            elif kind < 0.35:
                ph = int(min(h - y - 2, rng.uniform(0.1, 0.3) * h))
                if ph > 8:
                    pw = int(w * rng.uniform(0.3, 0.85))
                    sheet.image[int(y):int(y) + ph, w // 16:w // 16 + pw] = picture(rng, pw, ph)
                y += ph + size
            else:
                y = self._print(rng, sheet, (w * 0.06, y, w * 0.95, h), size,
                                int(rng.integers(2, 12)), colour)
            y += size * rng.uniform(0, 1)
        image = self.surroundings.sample(rng, width, height)
        image, warp = self._lay(rng, image, sheet, float(rng.normal(0, 5)), 0.07, 0.03)
        return self._scene(develop(rng, image, float(rng.uniform(0.2, 1.2))), [(sheet, warp)],
                           width, height)

    def _clutter(self, rng: Rng, width: int, height: int) -> Scene:
        """No text at all: things, blank or scribbled paper."""
        image = self.surroundings.sample(rng, width, height)
        if chance(rng, 0.6):
            sheet = Sheet(paper(rng, width // 2, height // 2, float(rng.uniform(10, 50))))
            scribble(rng, sheet.image, pen_colour(rng, False)[0], 25, int(rng.integers(0, 14)))
            image, _ = self._lay(rng, image, sheet, float(rng.normal(0, 15)), 0.1, 0.03, True)
        return self._scene(develop(rng, image, float(rng.uniform(0.3, 1.3))), [], width, height)

    # Laying and collecting

    def _lay(self, rng: Rng, image: np.ndarray, sheet: Sheet, angle: float, tilt: float,
             curl: float, anywhere: bool = False) -> tuple[np.ndarray, Warp]:
        """Puts a sheet into the picture with its shadow; gives the picture and the warp."""
        height, width = image.shape[:2]
        h, w = sheet.image.shape[:2]
        if anywhere:
            centre = (float(rng.uniform(0.15, 0.85)) * width, float(rng.uniform(0.15, 0.85)) * height)
        else:
            sx, sy = abs(w - width) / 2 + 0.06 * width, abs(h - height) / 2 + 0.06 * height
            centre = (width / 2 + rng.uniform(-1, 1) * sx, height / 2 + rng.uniform(-1, 1) * sy)
        warp = random_warp(rng, (w, h), rotated_corners(centre, w, h, angle), tilt,
                           curl if chance(rng, 0.5) else 0.0)
        page = warp.image(np.clip(sheet.image, 0, 255).astype(np.uint8), width, height,
                          cv2.BORDER_REPLICATE)
        seen = warp.image(np.full((h, w), 255, np.uint8), width, height)
        base = image.astype(np.float32)
        if chance(rng, 0.6):
            moved = np.roll(seen, (int(rng.integers(-3, 7)), int(rng.integers(-5, 6))), (0, 1))
            soft = cv2.GaussianBlur(moved, (0, 0), float(rng.uniform(1.5, 7)))
            base *= 1 - rng.uniform(0.2, 0.6) * (soft.astype(np.float32) / 255)[..., None]
        alpha = (seen.astype(np.float32) / 255)[..., None]
        return (base + (page - base) * alpha).astype(np.uint8), warp

    def _uncovered(self, sheet: Sheet, own: Warp, over: Warp, size: tuple[int, int]) -> Sheet:
        """The sheet without words that another sheet of `size` now hides."""
        kept = []
        for word in sheet.words:
            where = cv2.perspectiveTransform(own.points(word.hull)[None], over.inverse)[0]
            inside = ((where > -4) & (where < np.array(size) + 4)).all(1)
            if not inside.any():
                kept.append(word)
        return Sheet(sheet.image, kept, sheet.lines)

    def _scene(self, image: np.ndarray, laid: list[tuple[Sheet, Warp]], width: int,
               height: int) -> Scene:
        """Carries the words' outlines into the picture: boxes, lines, regions to ignore."""
        boxes, labels, ignore = [], [], []
        lines: list[tuple[np.ndarray, str]] = []
        for sheet, warp in laid:
            if not sheet.words:
                continue
            counts = [len(w.hull) for w in sheet.words]
            points = warp.points(np.concatenate([w.hull for w in sheet.words]))
            groups: dict[int, tuple[list[np.ndarray], list[str]]] = {}
            for word, p in zip(sheet.words, np.split(points, np.cumsum(counts)[:-1]), strict=True):
                whole = np.concatenate([p.min(0), p.max(0)])
                share = visible_share(whole[None], width, height)[0]
                if share <= 0.02:
                    continue
                parts = _parts(p)
                seen = np.clip(parts, 0, [width, height, width, height])
                shares = visible_share(parts, width, height)
                for box, s in zip(seen, shares, strict=True):
                    if s < 0.05:
                        continue
                    small = box[3] - box[1] < SMALLEST_PX or box[2] - box[0] < 2
                    if small or s < 0.45:
                        ignore.append(box)
                    else:
                        boxes.append(box)
                        labels.append(word.label)
                if word.label == HANDWRITING and share > 0.5:
                    group = groups.setdefault(word.line, ([], []))
                    group[0].append(np.clip(whole, 0, [width, height, width, height]))
                    group[1].append(word.text)
            for found, texts in groups.values():
                a = np.array(found)
                lines.append((np.concatenate([a[:, :2].min(0), a[:, 2:].max(0)]), " ".join(texts)))
        return Scene(image, np.array(boxes, np.float32).reshape(-1, 4),
                     np.array(labels, np.int64), np.array(ignore, np.float32).reshape(-1, 4), lines)


def _parts(outline: np.ndarray) -> np.ndarray:
    """The box of an outline [K, 2], cut into equal parts along x where it is very long: [N, 4]."""
    low, high = outline.min(0), outline.max(0)
    size = np.maximum(high - low, 1)
    n = int(np.ceil(size[0] / (LONGEST_HEIGHTS * size[1])))
    if n <= 1 or size[1] < SMALLEST_PX:
        return np.concatenate([low, high])[None]
    edges = np.linspace(low[0], high[0], n + 1)
    return np.stack([edges[:-1], np.full(n, low[1]), edges[1:], np.full(n, high[1])], 1)
