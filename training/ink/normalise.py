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
    flat = gray.ravel()
    low, middle, high = (_order_statistic(flat, share) for share in (0.02, 0.5, 0.98))
    if high - middle > middle - low:
        gray = 255 - gray
    brightest = cv2.dilate(
        gray, cv2.getStructuringElement(cv2.MORPH_RECT, _WINDOW), borderType=cv2.BORDER_REPLICATE
    )
    background = cv2.blur(brightest, _WINDOW, borderType=cv2.BORDER_REPLICATE)
    darker = cv2.subtract(background, gray)
    scale = max(_LEAST_CONTRAST, _order_statistic(darker.ravel(), 0.99))
    return np.minimum(darker.astype(np.float32) / np.float32(scale), np.float32(1))
