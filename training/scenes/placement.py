"""Lays sheets into pictures and carries their words' outlines along."""

from __future__ import annotations

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, random_warp, rotated_corners
from training.scenes.hands import HANDWRITING
from training.scenes.scene import Scene, visible_share
from training.scenes.sheets import Sheet

Rng = np.random.Generator
SMALLEST_PX = 5.0
LONGEST_HEIGHTS = 8.0


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


def uncovered(sheet: Sheet, own: Warp, over: Warp, size: tuple[int, int]) -> Sheet:
    """The sheet without words that another sheet of `size` now hides."""
    kept = []
    for word in sheet.words:
        where = cv2.perspectiveTransform(own.points(word.hull)[None], over.inverse)[0]
        inside = ((where > -4) & (where < np.array(size) + 4)).all(1)
        if not inside.any():
            kept.append(word)
    return Sheet(sheet.image, kept, sheet.lines)


def collect(image: np.ndarray, laid: list[tuple[Sheet, Warp]], width: int, height: int) -> Scene:
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
    return Scene(
        image,
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(labels, np.int64),
        np.array(ignore, np.float32).reshape(-1, 4),
        lines,
    )


def _parts(outline: np.ndarray) -> np.ndarray:
    """The box of an outline [K, 2], cut into equal parts along x where it is very long: [N, 4]."""
    low, high = outline.min(0), outline.max(0)
    size = np.maximum(high - low, 1)
    n = int(np.ceil(size[0] / (LONGEST_HEIGHTS * size[1])))
    if n <= 1 or size[1] < SMALLEST_PX:
        return np.concatenate([low, high])[None]
    edges = np.linspace(low[0], high[0], n + 1)
    return np.stack([edges[:-1], np.full(n, low[1]), edges[1:], np.full(n, high[1])], 1)
