"""The reader's input out of a grey crop of one line.

The same steps, call for call, as `src/reading/ink/normalise.ts`; `test/golden/normalise.json` holds
both to the same numbers.
"""

from __future__ import annotations

import cv2
import numpy as np

HEIGHT = 40
_WINDOW = (15, 15)
_LEAST_CONTRAST = 24.0


def _order_statistic(values: np.ndarray, share: float) -> float:
    """The value at place `floor(share * (n - 1))` of the sorted values."""
    place = int(share * (values.size - 1))
    return float(np.partition(values, place)[place])


def normalise(gray: np.ndarray) -> np.ndarray:
    """Ink coverage 0..1 of a line, paper 0, light ink on dark paper turned round.

    Args:
        gray: uint8 `[height, width]` crop of one line.

    Returns:
        float32 `[40, width']`, where `width' = max(8, round(width * 40 / height))`.
    """
    height, width = gray.shape
    new_width = max(8, int(np.floor(width * HEIGHT / height + 0.5)))
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    gray = cv2.resize(gray, (new_width, HEIGHT), interpolation=how)
    box = cv2.getStructuringElement(cv2.MORPH_RECT, _WINDOW)
    brightest = cv2.dilate(gray, box, borderType=cv2.BORDER_REPLICATE)
    darkest = cv2.erode(gray, box, borderType=cv2.BORDER_REPLICATE)
    upper = cv2.blur(brightest, _WINDOW, borderType=cv2.BORDER_REPLICATE)
    lower = cv2.blur(darkest, _WINDOW, borderType=cv2.BORDER_REPLICATE)
    # Most pixels are paper, and paper is what the median pixel is nearer to, in whatever shadow.
    nearer = 2 * gray.astype(np.int16) - upper - lower
    light = _order_statistic(nearer.ravel(), 0.5) < 0
    difference = cv2.subtract(gray, lower) if light else cv2.subtract(upper, gray)
    scale = max(_LEAST_CONTRAST, _order_statistic(difference.ravel(), 0.99))
    return np.minimum(difference.astype(np.float32) / np.float32(scale), np.float32(1))
