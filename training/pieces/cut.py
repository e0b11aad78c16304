"""Pieces of ink as the nets take them."""

from __future__ import annotations

import cv2
import numpy as np


def fitted(gray: np.ndarray, width: int, height: int) -> np.ndarray:
    """A cut-out as high as fits, in the middle, ink from 0 to 255; `pieceNet.ts` cuts alike."""
    h, w = gray.shape
    scale = min(height / h, width / w)
    size = max(1, round(w * scale)), max(1, round(h * scale))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    low, high = int(small.min()), int(small.max())
    ink = (high - small.astype(np.float32)) * (255 / max(16, high - low))
    out = np.zeros((height, width), np.uint8)
    top, left = (height - size[1]) // 2, (width - size[0]) // 2
    out[top : top + size[1], left : left + size[0]] = np.clip(ink, 0, 255).round()
    return out
