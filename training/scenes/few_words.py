"""One to three words that fill the sheet, the board or the frame, or are written in the air."""

from __future__ import annotations

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, develop, random_warp, rotated_corners
from training.scenes.hands import HANDWRITING, Hand, HandPool
from training.scenes.placement import collect, lay
from training.scenes.scene import Scene
from training.scenes.sheets import SetWord, Sheet, board, ink_into, paper, pen_colour
from training.scenes.surroundings import Surroundings, add_fingers

Rng = np.random.Generator
Ground = str
"""`paper`, `board`, `black` (nothing behind the strokes) or `camera` (strokes over a picture)"""
GROUNDS = ("paper", "board", "black", "camera")
LOWEST_FRAME = 0.05
TALLEST_FRAME = 0.95


def set_large(
    rng: Rng,
    sheet: Sheet,
    hand: Hand,
    rows: list[int],
    height_px: float,
    dark: bool,
    inside: bool = False,
) -> None:
    """Sets rows of so many words about the middle of a sheet, the tallest word's ink `height_px`
    tall, less where a row would be wider than the sheet; `inside` keeps them off its edges."""
    h, w = sheet.image.shape[:2]
    chosen = [[hand.words[int(i)] for i in rng.integers(0, len(hand.words), n)] for n in rows]
    gap = hand.x_height * float(rng.uniform(0.5, 1.5))
    widths = [sum(word.mask.shape[1] for word in row) + gap * (len(row) - 1) for row in chosen]
    tallest = max(len(word.mask) for row in chosen for word in row)
    zoom = min(height_px / tallest, 0.98 * w / max(widths))
    pitch = tallest * zoom * float(rng.uniform(0.95, 1.3))
    colour, cover = pen_colour(rng, dark)
    grain = chance(rng, 0.2)
    y = h / 2 - pitch * (len(rows) - 1) / 2 + rng.normal(0, 0.04) * h
    for row, width in zip(chosen, widths, strict=True):
        x = (w - width * zoom) * float(np.clip(rng.normal(0.5, 0.25), 0, 1))
        tops = [word.top for word in row]
        bottoms = [word.top + len(word.mask) for word in row]
        half = zoom * (max(bottoms) - min(tops)) / 2
        middle = float(np.clip(y, half, max(half, h - half))) if inside else y
        base = middle - zoom * (min(tops) + max(bottoms)) / 2
        for word in row:
            size = max(1, round(word.mask.shape[1] * zoom)), max(1, round(len(word.mask) * zoom))
            px, py = round(x), round(base + word.top * zoom)
            x += size[0] + gap * zoom
            left, top = max(0, px), max(0, py)
            right, bottom = min(w, px + size[0]), min(h, py + size[1])
            if right <= left or bottom <= top:
                continue
            way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
            mask = cv2.resize(word.mask, size, interpolation=way)
            mask = mask[top - py : bottom - py, left - px : right - px]
            ink_into(rng, sheet.image[top:bottom, left:right], mask, colour, cover, grain)
            ratio = np.array([size[0] / word.mask.shape[1], size[1] / len(word.mask)])
            hull = word.hull * ratio + [px, py]
            sheet.words.append(
                SetWord(hull, HANDWRITING, sheet.lines, word.text, tallest * zoom)
            )
        sheet.lines += 1
        y += pitch


class FewWords:
    """Scenes of few large words by the hands of one pool."""

    def __init__(self, pool: HandPool, surroundings: Surroundings) -> None:
        self.pool, self.surroundings = pool, surroundings

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """One scene of any ground; words from a twentieth to all of the frame's height."""
        share = float(np.exp(rng.uniform(np.log(LOWEST_FRAME), np.log(TALLEST_FRAME))))
        rows = [[1], [1], [2], [3], [1, 1], [1, 2], [1, 1, 1]][int(rng.integers(0, 7))]
        if share * len(rows) > 1:
            rows = [1]
        return self.scene(rng, width, height, str(rng.choice(GROUNDS)), share, rows)

    def scene(
        self,
        rng: Rng,
        width: int,
        height: int,
        ground: Ground,
        share: float,
        rows: list[int],
        *,
        still: bool = False,
    ) -> Scene:
        """Words of `share` of the frame's height (less where they would be too wide); `still` ones
        stand straight and wholly in the frame."""
        height_px = share * height
        hand = self.pool.sample(rng, HANDWRITING, height_px)
        if ground == "paper":
            return self._on_paper(rng, width, height, hand, height_px, rows, still)
        if ground == "board":
            image, dark = board(rng, width, height)
        elif ground == "black":
            dark = True
            image = np.full((height, width, 3), rng.uniform(0, 25), np.float32)
        else:
            behind = self.surroundings.sample(rng, width, height)
            soft = cv2.GaussianBlur(behind, (0, 0), float(rng.uniform(1, 8)))
            image = soft.astype(np.float32)
            dark = chance(rng, 0.5)
            image = image * 0.6 if dark else 255 - 0.6 * (255 - image)
        sheet = Sheet(image)
        set_large(rng, sheet, hand, rows, height_px, dark, still)
        warp = _nearly_straight(rng, width, height, 0.02)
        flat = np.clip(sheet.image, 0, 255).astype(np.uint8)
        if ground == "black" or still:
            warp, seen = Warp(np.eye(3), (width, height)), flat
        else:
            seen = warp.image(flat, width, height, cv2.BORDER_REPLICATE)
        seen = develop(rng, seen, 0.0 if ground == "black" else float(rng.uniform(0.2, 1.1)))
        return collect(seen, [(sheet, warp)], width, height)

    def _on_paper(
        self,
        rng: Rng,
        width: int,
        height: int,
        hand: Hand,
        height_px: float,
        rows: list[int],
        still: bool,
    ) -> Scene:
        """A sheet that fills the picture or is held to the camera."""
        pitch = height_px * rng.uniform(0.3, 1.2) if chance(rng, 0.5) else rng.uniform(9, 40)
        over = None
        if still or chance(rng, 0.5):
            sheet = Sheet(paper(rng, width, height, max(8.0, pitch)))
            set_large(rng, sheet, hand, rows, height_px, False, still)
            if still:
                warp = Warp(np.eye(3), (width, height))
            else:
                warp = _nearly_straight(rng, width, height, 0.03)
            flat = np.clip(sheet.image, 0, 255).astype(np.uint8)
            image = warp.image(flat, width, height, cv2.BORDER_REPLICATE)
        else:
            w = round(width * rng.uniform(0.85, 1.25))
            h = round(height * max(rng.uniform(0.7, 1.2), height_px / height))
            sheet = Sheet(paper(rng, w, h, max(8.0, pitch)))
            set_large(rng, sheet, hand, rows, height_px, False)
            image = self.surroundings.sample(rng, width, height)
            image, warp = lay(rng, image, sheet, float(rng.normal(0, 4)), 0.05, 0.02)
            if chance(rng, 0.4):
                over = add_fingers(rng, image, str(rng.choice(list("lrb"))))
        image = develop(rng, image, float(rng.uniform(0.2, 1.2)))
        return collect(image, [(sheet, warp)], width, height, over)


def _nearly_straight(rng: Rng, width: int, height: int, tilt: float) -> Warp:
    """A warp of a sheet that fills the picture, turned by a few degrees."""
    centre = width / 2, height / 2
    corners = rotated_corners(centre, width, height, float(rng.normal(0, 3)))
    return random_warp(rng, (width, height), corners, tilt, 0.0)
