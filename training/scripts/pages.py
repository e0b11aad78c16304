"""What is said of whole pages: scores of scripts by their pieces, and from when one is believed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import torch
from torch import nn

from training.scripts.drawing import NONE, SCRIPTS, pieces

LONG_SIDE = 1600
"""Long side at which a page is looked at, px at most"""
MOST, LEAST = 200, 40
"""So many pieces of a page tell; fewer say too little"""
FLOOR = 0.01
"""Probabilities below this say no more: the net's labels are smoothed"""


def page_pieces(gray: np.ndarray) -> list[np.ndarray]:
    """Pieces of a page from all over it; none of one that has too few."""
    scale = LONG_SIDE / max(gray.shape)
    if scale < 1:
        gray = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = pieces(gray)
    if len(found) < LEAST:
        return []
    count = min(MOST, len(found))
    return [found[i * len(found) // count] for i in range(count)]


@torch.no_grad()
def advantages(net: nn.Sequential, page: Sequence[np.ndarray], shares: np.ndarray) -> np.ndarray:
    """How much likelier each script is than Latin, by a piece, in nats.

    What the net says is freed of the shares that the scripts had in training. Letters that two scripts
    share say little, those that only one has say much: a mean of logarithms, not of probabilities.
    """
    inputs = torch.from_numpy(np.stack(page)).float().flatten(1) / 255
    probabilities = net(inputs).softmax(1)[:, :NONE].numpy()
    scores = np.log(np.maximum(probabilities, FLOOR) / shares).mean(0)
    return scores - scores[SCRIPTS.index("latin")]


LIKE_LATIN, NEVER = ("cyrillic", "greek"), 9.0
"""Scripts with many of Latin's letters, not told from blurred Latin print: they are not believed"""
SAFE = 0.15
"""A script is believed at so much more than any real Latin page had, at least"""


def least_advantages(latin: np.ndarray, own: dict[str, np.ndarray]) -> dict[str, float]:
    """For each script the middle between Latin pages, all of them, and nine in ten of its own."""
    out = {}
    for label, script in enumerate(SCRIPTS):
        if script in LIKE_LATIN:
            out[script] = NEVER
        elif script != "latin":
            most = latin[:, label].max()
            out[script] = float(max((most + np.quantile(own[script], 0.1)) / 2, most + SAFE))
    return out
