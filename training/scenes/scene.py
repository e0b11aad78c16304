"""A picture and what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np


def no_boxes() -> np.ndarray:
    """An empty list of boxes."""
    return np.zeros((0, 4), np.float32)


def visible_share(boxes: np.ndarray, width: int, height: int) -> np.ndarray:
    """How much of each box lies inside the picture, 0..1."""
    if not len(boxes):
        return np.zeros(0)
    inner = np.clip(boxes, 0, [width, height, width, height])
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    seen = (inner[:, 2] - inner[:, 0]) * (inner[:, 3] - inner[:, 1])
    return seen / np.maximum(area, 1e-6)


@dataclass
class Scene:
    """One training picture."""

    image: np.ndarray
    """uint8 [H, W, 3], RGB"""
    boxes: np.ndarray
    """float32 [N, 4], corners x0, y0, x1, y1 in px"""
    labels: np.ndarray
    """int64 [N], index into the config's classes"""
    ignore: np.ndarray = field(default_factory=no_boxes)
    """float32 [M, 4], regions that teach nothing"""
    lines: list[tuple[np.ndarray, str]] = field(default_factory=list)
    """Handwritten lines: box (x0, y0, x1, y1) and text; filled by handwriting scenes only"""


class SceneSource(Protocol):
    """Whatever makes pictures of an asked size."""

    def sample(self, rng: np.random.Generator, width: int, height: int) -> Scene:
        """One picture of exactly width x height px."""
        ...
