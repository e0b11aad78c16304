"""Handwriting in the world: pages, notes, boards, sheets held to a camera; print beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, develop, random_warp, rotated_corners
from training.scenes.drawings import draw
from training.scenes.hands import HandMaker, HandPool
from training.scenes.hard_scenes import HardScenes
from training.scenes.placement import collect, lay
from training.scenes.print_fonts import PrintFonts
from training.scenes.printed import printed_sheet
from training.scenes.scene import Scene
from training.scenes.sheets import Sheet, board, paper, pen_colour, scribble
from training.scenes.surroundings import Surroundings, add_fingers
from training.scenes.written_pages import PageWriter

Rng = np.random.Generator


class HandwritingSource:
    """Scenes of handwriting (class 0) and print (class 1), boxes around words.

    `strokes` holds the UNIPEN packs, `fonts` handwriting fonts (one of both is needed), `text`
    sentences for the fonts, `print_fonts` printing faces beside the system's. `zoom` enlarges all
    writing, for pictures larger than a detector's live input; the share `hard` are HardScenes.
    """

    def __init__(
        self,
        strokes: Path | None,
        fonts: Path | None,
        text: Path | None,
        print_fonts: Path | None = None,
        *,
        split: Literal["train", "validation"] = "train",
        zoom: float = 1.0,
        hard: float = 0.0,
    ) -> None:
        self.zoom = zoom
        self.hard = hard
        self.pool = HandPool(HandMaker(strokes, fonts, text, PrintFonts(print_fonts), split))
        self.writer = PageWriter(self.pool)
        self.surroundings = Surroundings()
        self.hard_scenes = HardScenes(self.pool, self.surroundings, zoom)
        self.kinds: list[tuple[float, Callable[[Rng, int, int], Scene]]] = [
            (0.24, self._scan),
            (0.26, self._desk),
            (0.1, self._notes),
            (0.13, self._board),
            (0.12, self._held),
            (0.1, self._printed),
            (0.05, self._clutter),
        ]

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """One scene."""
        if self.hard > 0 and chance(rng, self.hard):
            return self.hard_scenes.sample(rng, width, height)
        weights = np.array([w for w, _ in self.kinds])
        kind = self.kinds[int(rng.choice(len(weights), p=weights / weights.sum()))][1]
        return kind(rng, width, height)

    # Scenes

    def _scan(self, rng: Rng, width: int, height: int) -> Scene:
        """A page that fills the picture, nearly straight."""
        height_px = self.zoom * float(np.exp(rng.uniform(np.log(11), np.log(52))))
        sheet = self.writer.page(rng, width, height, height_px, clean=chance(rng, 0.75))
        if chance(rng, 0.5):
            warp = random_warp(
                rng,
                (width, height),
                rotated_corners((width / 2, height / 2), width, height, float(rng.normal(0, 1.5))),
                0.004,
                0.0,
            )
            sheet_image = warp.image(sheet.image, width, height, cv2.BORDER_REPLICATE)
        else:
            warp = Warp(np.eye(3), (width, height))
            sheet_image = sheet.image
        if chance(rng, 0.5):
            grey = sheet_image.mean(2, keepdims=True)
            sheet_image = np.repeat(grey, 3, 2)
        image = np.clip(sheet_image, 0, 255).astype(np.uint8)
        image = develop(rng, image, float(rng.choice([0, 0.15, 0.4])))
        return collect(image, [(sheet, warp)], width, height)

    def _desk(self, rng: Rng, width: int, height: int) -> Scene:
        """A page lying on something, seen from above at an angle."""
        height_px = self.zoom * float(np.exp(rng.uniform(np.log(8), np.log(60))))
        image = self.surroundings.sample(rng, width, height)
        w, h = int(width * rng.uniform(0.5, 1.5)), int(height * rng.uniform(0.5, 1.5))
        sheet = self.writer.page(rng, w, h, height_px, clean=False)
        image, warp = lay(rng, image, sheet, self._turn(rng, 9), 0.08, 0.03)
        over = None
        if chance(rng, 0.2):
            over = add_fingers(rng, image, str(rng.choice(list("lrb"))))
        image = develop(rng, image, float(rng.uniform(0.5, 1.3)))
        return collect(image, [(sheet, warp)], width, height, over)

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
                self.writer.print(rng, sheet, area, height_px, lines)
            else:
                self.writer.write(
                    rng, sheet, area, height_px, height_px * rng.uniform(0.9, 1.5), lines, False
                )
            image, warp = lay(rng, image, sheet, self._turn(rng, 10), 0.06, 0.02, anywhere=True)
            laid.append((sheet, warp))
        return collect(develop(rng, image, float(rng.uniform(0.4, 1.2))), laid, width, height)

    def _board(self, rng: Rng, width: int, height: int) -> Scene:
        """A whiteboard or blackboard, frame and wall perhaps in view."""
        ground, dark = board(rng, width, height)
        sheet = Sheet(ground)
        height_px = self.zoom * float(np.exp(rng.uniform(np.log(12), np.log(130))))
        colour, _ = pen_colour(rng, dark)
        scribble(rng, sheet.image, colour, height_px, int(rng.integers(0, 8)))
        draw(rng, sheet.image, colour, height_px, int(rng.integers(0, 4)))
        for _ in range(int(rng.integers(1, 4))):
            x0, y0 = width * rng.uniform(0.01, 0.6), height * rng.uniform(0.01, 0.6)
            if any(w.hull[:, 0].max() > x0 and w.hull[:, 1].max() > y0 for w in sheet.words):
                continue
            self.writer.write(
                rng,
                sheet,
                (x0, y0, width * 0.99, height * 0.99),
                height_px,
                height_px * rng.uniform(1.0, 1.8),
                int(rng.integers(1, 9)),
                dark,
            )
            height_px *= float(rng.uniform(0.6, 1.0))
        if chance(rng, 0.4):
            image = self.surroundings.sample(rng, width, height)
            image, warp = lay(rng, image, sheet, float(rng.normal(0, 4)), 0.08, 0.0)
        else:
            warp = random_warp(
                rng,
                (width, height),
                rotated_corners((width / 2, height / 2), width, height, float(rng.normal(0, 4))),
                0.07,
                0.0,
            )
            image = np.clip(
                warp.image(sheet.image, width, height, cv2.BORDER_REPLICATE), 0, 255
            ).astype(np.uint8)
        return collect(
            develop(rng, image, float(rng.uniform(0.3, 1.2))), [(sheet, warp)], width, height
        )

    def _held(self, rng: Rng, width: int, height: int) -> Scene:
        """One to eight large lines on a sheet held to the camera, a room behind."""
        image = cv2.GaussianBlur(
            self.surroundings.sample(rng, width, height), (0, 0), float(rng.uniform(0.5, 5))
        )
        w, h = int(width * rng.uniform(0.5, 1.1)), int(height * rng.uniform(0.45, 1.1))
        lines = int(rng.integers(1, 9))
        height_px = float(
            np.clip(h / (lines + 0.5) * rng.uniform(0.45, 0.95), 10 * self.zoom, 200 * self.zoom)
        )
        sheet = Sheet(paper(rng, w, h, height_px * rng.uniform(0.5, 1.3)))
        self.writer.write(
            rng,
            sheet,
            (w * 0.05, h * 0.04, w * 0.97, h * 0.98),
            height_px,
            height_px * rng.uniform(0.95, 1.3),
            lines,
            False,
        )
        image, warp = lay(rng, image, sheet, self._turn(rng, 7), 0.09, 0.05)
        over = None
        if chance(rng, 0.7):
            over = add_fingers(rng, image, str(rng.choice(list("lrb"))))
        image = develop(rng, image, float(rng.uniform(0.5, 1.4)))
        return collect(image, [(sheet, warp)], width, height, over)

    def _printed(self, rng: Rng, width: int, height: int) -> Scene:
        """A book page, a poster or a screen: print only."""
        w, h = int(width * rng.uniform(0.6, 1.3)), int(height * rng.uniform(0.6, 1.3))
        size = self.zoom * float(np.exp(rng.uniform(np.log(8), np.log(24))))
        sheet = printed_sheet(rng, self.writer, w, h, size)
        if chance(rng, 0.25):
            # A page or a screen that fills the picture.
            image = np.zeros((height, width, 3), np.uint8)
            corners = rotated_corners((width / 2, height / 2), width, height, rng.normal(0, 2))
            warp = random_warp(rng, (w, h), corners, 0.02, 0.0)
            page = np.clip(sheet.image, 0, 255).astype(np.uint8)
            image = warp.image(page, width, height, cv2.BORDER_REPLICATE)
        else:
            image = self.surroundings.sample(rng, width, height)
            image, warp = lay(rng, image, sheet, self._turn(rng, 5), 0.07, 0.03)
        return collect(
            develop(rng, image, float(rng.uniform(0.2, 1.2))), [(sheet, warp)], width, height
        )

    def _clutter(self, rng: Rng, width: int, height: int) -> Scene:
        """No text at all: things, blank, scribbled or drawn-on paper."""
        image = self.surroundings.sample(rng, width, height)
        if chance(rng, 0.7):
            w, h = (int(v * rng.uniform(0.4, 1.1)) for v in (width, height))
            sheet = Sheet(paper(rng, w, h, float(rng.uniform(10, 50))))
            colour = pen_colour(rng, False)[0]
            size = float(np.exp(rng.uniform(np.log(12), np.log(50)))) * self.zoom
            scribble(rng, sheet.image, colour, size, int(rng.integers(0, 12)))
            draw(rng, sheet.image, colour, size, int(rng.integers(0, 8)))
            image, _ = lay(rng, image, sheet, self._turn(rng, 15), 0.1, 0.03, True)
        return collect(develop(rng, image, float(rng.uniform(0.3, 1.3))), [], width, height)

    def _turn(self, rng: Rng, usual: float) -> float:
        """Degrees that a sheet is turned by: mostly little, for some up to 32 either way."""
        return float(rng.normal(0, usual)) if chance(rng, 0.75) else float(rng.uniform(-32, 32))
