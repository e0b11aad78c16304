"""Lays sheets into pictures and carries their words' outlines along."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, random_warp, rotated_corners
from training.scenes.hands import HANDWRITING
from training.scenes.scene import Scene, visible_share
from training.scenes.sheets import SetWord, Sheet

Rng = np.random.Generator
ILLEGIBLE = "###"
"""Text of lines that nobody could be asked to find, as in the ICDAR robust reading sets"""
SMALLEST_PX = 5.0
SMALLEST_LINE_PX = 7.0
"""Tops of tall letters to bottoms of tails; smaller writing is seen but not read"""
LEAST_CONTRAST = 12.0
"""Grey levels between ink and ground of writing at least `PLAIN_LINE_PX` tall"""
PLAIN_LINE_PX = 24.0
"""Smaller writing needs more contrast, up to twice as much"""
LONGEST_HEIGHTS = 8.0
TALLEST_LINES = 1.8
"""A box is at most so many times as tall as the line is: long words on slopes are cut"""


def lay(
    rng: Rng,
    image: np.ndarray,
    sheet: Sheet,
    angle: float,
    tilt: float,
    curl: float,
    anywhere: bool = False,
) -> tuple[np.ndarray, Warp]:
    """Puts a sheet into the picture with its shadow; gives the picture and the warp."""
    height, width = image.shape[:2]
    h, w = sheet.image.shape[:2]
    if anywhere:
        centre = (
            float(rng.uniform(0.15, 0.85)) * width,
            float(rng.uniform(0.15, 0.85)) * height,
        )
    else:
        sx, sy = abs(w - width) / 2 + 0.06 * width, abs(h - height) / 2 + 0.06 * height
        centre = (width / 2 + rng.uniform(-1, 1) * sx, height / 2 + rng.uniform(-1, 1) * sy)
    warp = random_warp(
        rng,
        (w, h),
        rotated_corners(centre, w, h, angle),
        tilt,
        curl if chance(rng, 0.5) else 0.0,
    )
    page = warp.image(
        np.clip(sheet.image, 0, 255).astype(np.uint8), width, height, cv2.BORDER_REPLICATE
    )
    seen = warp.image(np.full((h, w), 255, np.uint8), width, height)
    base = image.astype(np.float32)
    if chance(rng, 0.6):
        moved = np.roll(seen, (int(rng.integers(-3, 7)), int(rng.integers(-5, 6))), (0, 1))
        soft = cv2.GaussianBlur(moved, (0, 0), float(rng.uniform(1.5, 7)))
        base *= 1 - rng.uniform(0.2, 0.6) * (soft.astype(np.float32) / 255)[..., None]
    alpha = (seen.astype(np.float32) / 255)[..., None]
    return (base + (page - base) * alpha).astype(np.uint8), warp


def collect(
    image: np.ndarray,
    laid: list[tuple[Sheet, Warp]],
    width: int,
    height: int,
    over: np.ndarray | None = None,
) -> Scene:
    """Carries the words' outlines into the picture: boxes, lines, regions to ignore.

    Later sheets lie over earlier ones, and what the mask `over` (uint8 [height, width]) marks over
    all. Hidden words are left out; half hidden, faint and tiny ones are regions to ignore, and
    lines mostly of such words have the text `ILLEGIBLE`.
    """
    boxes, labels, ignore = [], [], []
    lines: list[tuple[np.ndarray, str]] = []
    cover = np.zeros((height, width), np.uint8) if over is None else over.copy()
    grey = cv2.blur(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), (3, 3))
    for sheet, warp in reversed(laid):
        groups: dict[int, _Line] = {}
        for word, outline in zip(sheet.words, _outlines(sheet, warp), strict=True):
            whole = np.concatenate([outline.min(0), outline.max(0)])
            share = visible_share(whole[None], width, height)[0]
            if share <= 0.02:
                continue
            left, top, right, bottom = (int(v) for v in whole)
            x0, y0 = min(max(0, left), width - 1), min(max(0, top), height - 1)
            x1, y1 = min(max(x0, right) + 1, width), min(max(y0, bottom) + 1, height)
            hidden = cv2.countNonZero(cover[y0:y1, x0:x1]) / ((x1 - x0) * (y1 - y0))
            if hidden > 0.85:
                continue
            ends = _ends(word, warp)
            finer = min(2.0, max(1.0, PLAIN_LINE_PX / ends.line_height))
            legible = (
                hidden < 0.15
                and ends.line_height >= SMALLEST_LINE_PX
                and _contrast(grey[y0:y1, x0:x1]) >= LEAST_CONTRAST * finer
            )
            parts = _parts(outline, ends)
            seen = np.clip(parts, 0, [width, height, width, height])
            shares = visible_share(parts, width, height)
            for box, s in zip(seen, shares, strict=True):
                if s < 0.05:
                    continue
                small = box[3] - box[1] < SMALLEST_PX or box[2] - box[0] < 2
                if small or s < 0.45 or not legible:
                    ignore.append(box)
                else:
                    boxes.append(box)
                    labels.append(word.label)
            if word.label == HANDWRITING and share > 0.5:
                line = groups.setdefault(word.line, _Line([], [], 0.0, 0.0))
                line.add(np.clip(whole, 0, [width, height, width, height]), word.text, legible)
        lines += [line.box_and_text() for line in groups.values()]
        if sheet is not laid[0][0]:
            h, w = sheet.image.shape[:2]
            cover |= warp.image(np.full((h, w), 255, np.uint8), width, height)
    return Scene(
        image,
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(labels, np.int64),
        np.array(ignore, np.float32).reshape(-1, 4),
        lines,
    )


@dataclass
class _Line:
    """A written line while its words are gathered."""

    boxes: list[np.ndarray]
    texts: list[str]
    width: float
    illegible_width: float

    def add(self, box: np.ndarray, text: str, legible: bool) -> None:
        self.boxes.append(box)
        self.texts.append(text)
        self.width += float(box[2] - box[0])
        self.illegible_width += 0.0 if legible else float(box[2] - box[0])

    def box_and_text(self) -> tuple[np.ndarray, str]:
        a = np.array(self.boxes)
        illegible = self.illegible_width > 0.3 * self.width
        text = ILLEGIBLE if illegible else " ".join(self.texts)
        return np.concatenate([a[:, :2].min(0), a[:, 2:].max(0)]), text


@dataclass(frozen=True)
class _Ends:
    """How a word stands in the picture: its length, slope (radians) and its line's height, px."""

    length: float
    slope: float
    line_height: float


def _outlines(sheet: Sheet, warp: Warp) -> list[np.ndarray]:
    """The words' outlines in the picture."""
    if not sheet.words:
        return []
    counts = [len(w.hull) for w in sheet.words]
    points = warp.points(np.concatenate([w.hull for w in sheet.words]))
    return np.split(points, np.cumsum(counts)[:-1])


def _ends(word: SetWord, warp: Warp) -> _Ends:
    (x0, y0), (x1, y1) = word.hull.min(0), word.hull.max(0)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    half = word.height / 2
    left, right, above, below = warp.points(
        np.array([[x0, y], [x1, y], [x, y - half], [x, y + half]])
    )
    along, up = right - left, below - above
    slope = float(np.arctan2(along[1], max(1e-6, along[0])))
    return _Ends(float(np.hypot(*along)), slope, float(np.hypot(*up)))


def _contrast(grey: np.ndarray) -> float:
    """Grey levels between the darkest and the lightest twentieth of some of a crop's rows."""
    step = max(1, len(grey) // 12)
    levels = np.sort(grey[::step], axis=None)
    last = len(levels) - 1
    return float(levels[round(0.95 * last)]) - float(levels[round(0.05 * last)])


def _parts(outline: np.ndarray, ends: _Ends) -> np.ndarray:
    """The box of an outline [K, 2], cut into equal parts along x where it is very long or, on a
    slope, would be much taller than its line: [N, 4]."""
    low, high = outline.min(0), outline.max(0)
    size = np.maximum(high - low, 1)
    if size[1] < SMALLEST_PX:
        return np.concatenate([low, high])[None]
    sine, cosine = abs(np.sin(ends.slope)), np.cos(ends.slope)
    longest = ends.line_height * (TALLEST_LINES - cosine) / max(sine, 1e-3)
    n = int(np.ceil(max(size[0] / (LONGEST_HEIGHTS * size[1]), ends.length / longest)))
    if n <= 1:
        return np.concatenate([low, high])[None]
    following = np.roll(outline, -1, 0)
    steps = np.linspace(0, 1, 9)[:, None, None]
    rim = (outline + (following - outline) * steps).reshape(-1, 2)
    edges = np.linspace(low[0], high[0], n + 1)
    parts = []
    for x0, x1 in itertools.pairwise(edges):
        y = rim[(rim[:, 0] >= x0 - 0.5) & (rim[:, 0] <= x1 + 0.5), 1]
        parts.append([x0, y.min(), x1, y.max()] if len(y) else [x0, low[1], x1, high[1]])
    return np.array(parts)
