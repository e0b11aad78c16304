"""A written line as a mask of ink, with its text and its words' boxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Box = tuple[str, float, float, float, float]
"""A word and its tight box: text, left, top, width, height in pixels."""


@dataclass(frozen=True)
class InkLine:
    """A written line: ink coverage 0..1 in a tight mask, its text, and each word's box in the mask.

    `words` holds `(text, x, y, width, height)` in pixels; `x_height_px` is an estimate.
    """

    mask: np.ndarray
    text: str
    words: list[Box]
    x_height_px: float


def tight(line: InkLine) -> InkLine:
    """Cuts a line's mask to its ink and moves the boxes along."""
    seen = line.mask > 0.2
    rows = np.flatnonzero(seen.any(axis=1))
    columns = np.flatnonzero(seen.any(axis=0))
    if len(rows) == 0:
        return line
    top, left = int(rows[0]), int(columns[0])
    mask = np.ascontiguousarray(line.mask[top : rows[-1] + 1, left : columns[-1] + 1])
    boxes: list[Box] = []
    for text, x, y, w, h in line.words:
        near_x, near_y = max(0.0, x - left), max(0.0, y - top)
        far_x, far_y = min(mask.shape[1], x + w - left), min(mask.shape[0], y + h - top)
        boxes.append((text, near_x, near_y, max(1.0, far_x - near_x), max(1.0, far_y - near_y)))
    return InkLine(mask, line.text, boxes, line.x_height_px)
