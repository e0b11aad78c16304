"""The reader's input out of a grey crop of one line.

The same steps, call for call, as `src/reading/lineImage/normalise.ts`; `test/golden/normalise.json` holds
both to the same numbers.
"""

from __future__ import annotations

import cv2
import numpy as np

HEIGHT = 40
_WINDOW_SHARE = 0.375
# Larger than a stroke is wide, smaller than the shadow of a hand.
_PAPER_SHARE = 0.425
_PAPER_BLUR_SHARE = 0.225
_DARKEST_PAPER = 16
_LEAST_CONTRAST = 24.0


def _order_statistic(values: np.ndarray, share: float) -> float:
    """The value at place `floor(share * (n - 1))` of the sorted values."""
    place = int(share * (values.size - 1))
    return float(np.partition(values, place)[place])


def _odd(share: float, rows: int) -> tuple[int, int]:
    return (round(share * rows) | 1,) * 2


def _top_hat(gray: np.ndarray, light: bool) -> np.ndarray:
    """Ink's contrast to the paper right beside it, as much in the shadow as in the light: a
    morphological closing takes the strokes out and leaves the edges of shadows (Serra 1982)."""
    rows = gray.shape[0]
    box = cv2.getStructuringElement(cv2.MORPH_RECT, _odd(_PAPER_SHARE, rows))
    kind = cv2.MORPH_OPEN if light else cv2.MORPH_CLOSE
    paper = cv2.morphologyEx(gray, kind, box, borderType=cv2.BORDER_REPLICATE)
    paper = cv2.blur(paper, _odd(_PAPER_BLUR_SHARE, rows), borderType=cv2.BORDER_REPLICATE)
    if light:
        return cv2.subtract(gray, paper).astype(np.float32)
    light_on = np.maximum(paper, _DARKEST_PAPER).astype(np.float32)
    return cv2.subtract(paper, gray) * (light_on.max() / light_on)


def normalise(gray: np.ndarray, rows: int = HEIGHT, *, top_hat: bool = False) -> np.ndarray:
    """Ink coverage 0..1 of a line, paper 0, light ink on dark paper turned round.

    Args:
        gray: uint8 `[height, width]` crop of one line.
        rows: height of the result, 40 for the shipped readers.
        top_hat: whether light and shadow are taken out stroke by stroke.

    Returns:
        float32 `[rows, width']`, where `width' = max(8, round(width * rows / height))`.
    """
    height, width = gray.shape
    new_width = max(8, int(np.floor(width * rows / height + 0.5)))
    how = cv2.INTER_AREA if height > rows else cv2.INTER_LINEAR
    gray = cv2.resize(gray, (new_width, rows), interpolation=how)
    window = _odd(_WINDOW_SHARE, rows)
    box = cv2.getStructuringElement(cv2.MORPH_RECT, window)
    brightest = cv2.dilate(gray, box, borderType=cv2.BORDER_REPLICATE)
    darkest = cv2.erode(gray, box, borderType=cv2.BORDER_REPLICATE)
    upper = cv2.blur(brightest, window, borderType=cv2.BORDER_REPLICATE)
    lower = cv2.blur(darkest, window, borderType=cv2.BORDER_REPLICATE)
    # Most pixels are paper, and paper is what the median pixel is nearer to, in whatever shadow.
    nearer = 2 * gray.astype(np.int16) - upper - lower
    light = _order_statistic(nearer.ravel(), 0.5) < 0
    if top_hat:
        difference = _top_hat(gray, light)
    else:
        difference = cv2.subtract(gray, lower) if light else cv2.subtract(upper, gray)
    scale = max(_LEAST_CONTRAST, _order_statistic(difference.ravel(), 0.99))
    return np.minimum(difference.astype(np.float32) / np.float32(scale), np.float32(1))
