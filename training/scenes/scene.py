"""A picture and what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np


def no_boxes() -> np.ndarray:
    """An empty list of boxes."""
    return np.zeros((0, 4), np.float32)


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
