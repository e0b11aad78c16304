"""Sets a line in a handwriting font, each word bent a little differently."""

from __future__ import annotations

import cv2
import numpy as np

from training.ink.fonts import Face
from training.ink.ink_line import Box, InkLine, tight


def _bend_word(
    rng: np.random.Generator,
    mask: np.ndarray,
    baseline: float,
    slant: float,
    scale: tuple[float, float],
) -> tuple[np.ndarray, float]:
    """Slant, stretch and elastic bends of a font word's mask about its baseline."""
    height, width = mask.shape
    margin = int(0.12 * height) + 3
    reach_x = int(abs(slant) * height) + margin
    out_h, out_w = int(height * scale[1]) + 2 * margin, int(width * scale[0]) + 2 * reach_x
    base = baseline * scale[1] + margin
    y, x = np.ogrid[0:out_h, 0:out_w]
    y, x = y.astype(np.float32), x.astype(np.float32)
    level = (y - base) / np.float32(scale[1])
    map_x = (x - reach_x) / np.float32(scale[0]) + np.float32(slant) * level
    amplitude = abs(rng.normal(0, 1.2))
    wave = 2 * np.pi / rng.uniform(35, 90)
    map_x = map_x + (amplitude * np.sin(wave * y + rng.uniform(0, 6.28))).astype(np.float32)
    map_y = level + np.float32(baseline)
    map_y = map_y + (amplitude * np.sin(wave * 0.6 * x + rng.uniform(0, 6.28))).astype(np.float32)
    return cv2.remap(mask, map_x, map_y, cv2.INTER_LINEAR, borderValue=0), base


def render_font(
    rng: np.random.Generator, face: Face, text: str, x_height_px: float
) -> InkLine | None:
    """Sets a text in a font, word by word, each bent a little differently."""
    slant = float(rng.normal(0, 0.12))
    scale = (float(np.exp(rng.normal(0, 0.14))), float(np.exp(rng.normal(0, 0.05))))
    gap = face.x_height * float(np.exp(rng.normal(np.log(0.7), 0.3)))
    weight = rng.random()
    placed: list[tuple[str, np.ndarray, float, float]] = []
    right = 0.0
    for part in text.split():
        mask, baseline = face.word(part)
        if mask.size == 0:
            return None
        mask, baseline = _bend_word(rng, mask, baseline, slant, scale)
        columns = np.flatnonzero(mask.max(axis=0) > 40)
        rows = np.flatnonzero(mask.max(axis=1) > 40)
        if len(columns) == 0:
            return None
        mask = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        top = -(baseline - rows[0]) + float(rng.normal(0, 0.05)) * face.x_height
        placed.append((part, mask, right, top))
        right += mask.shape[1] + gap * float(np.exp(rng.normal(0, 0.15)))
    highest = min(top for _, _, _, top in placed)
    lowest = max(top + mask.shape[0] for _, mask, _, top in placed)
    canvas = np.zeros((int(lowest - highest) + 4, int(right) + 4), np.uint8)
    boxes: list[Box] = []
    for part, mask, left, top in placed:
        column, row = int(left) + 1, int(top - highest) + 1
        view = canvas[row : row + mask.shape[0], column : column + mask.shape[1]]
        np.maximum(view, mask[: view.shape[0], : view.shape[1]], out=view)
        boxes.append((part, float(column), float(row), float(mask.shape[1]), float(mask.shape[0])))
    if weight < 0.3:
        canvas = cv2.dilate(canvas, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)))
    elif weight < 0.4:
        canvas = cv2.dilate(canvas, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    zoom = x_height_px / (face.x_height * scale[1])
    if abs(zoom - 1) > 0.02:
        shape = (max(2, round(canvas.shape[1] * zoom)), max(2, round(canvas.shape[0] * zoom)))
        how = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
        canvas = cv2.resize(canvas, shape, interpolation=how)
        boxes = [(t, x * zoom, y * zoom, w * zoom, h * zoom) for t, x, y, w, h in boxes]
    mask = canvas.astype(np.float32)
    mask *= 1 / 255
    return tight(InkLine(mask, " ".join(text.split()), boxes, x_height_px))
