"""Pictures that people annotated, cropped and scaled at random."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from training.scenes.annotated_files import Annotation, folder_classes, read_folder, split
from training.scenes.camera import chance, develop
from training.scenes.pages import PADDING
from training.scenes.scene import Scene

Rng = np.random.Generator
Split = Literal["all", "train", "validation"]

LARGEST_SIDE = 1600
"""Pictures are kept this large: crops are never enlarged from less than the net sees."""
CACHE_BYTES = 400_000_000


def annotated_classes(folder: Path) -> list[str]:
    """The classes of a folder, as `folder_classes` orders them."""
    return folder_classes(folder, read_folder(folder))


def box_aspects(folder: Path) -> list[float]:
    """Width / height of a folder's boxes: the 15th, 50th and 85th percentile, at least a factor of
    1.6 apart, for prior boxes that fit these things."""
    corners = np.array([c for a in read_folder(folder) for _, c in a.boxes], np.float64)
    ratios = np.log((corners[:, 2] - corners[:, 0]) / (corners[:, 3] - corners[:, 1]))
    low, middle, high = np.percentile(ratios, [15, 50, 85])
    apart = np.log(1.6)
    spread = [min(low, middle - apart), middle, max(high, middle + apart)]
    return [round(float(np.exp(np.clip(r, np.log(0.1), np.log(20)))), 3) for r in spread]


class AnnotatedSource:
    """Random crops (60 to 130 % of the picture) of annotated pictures, re-lit and blurred. A tenth
    of the pictures is held out by the hash of their files where `part` asks for it."""

    def __init__(self, folder: Path, classes: list[str], part: Split = "all") -> None:
        everything = read_folder(folder)
        train, held = split(everything)
        self.pictures = {"all": everything, "train": train, "validation": held}[part]
        self.classes = classes
        self._cache: OrderedDict[Path, tuple[np.ndarray, float]] = OrderedDict()
        self._cached = 0

    def _load(self, path: Path) -> tuple[np.ndarray, float]:
        """The picture, RGB, reduced to `LARGEST_SIDE`, and by how much."""
        known = self._cache.get(path)
        if known is not None:
            self._cache.move_to_end(path)
            return known
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None:
            raise FileNotFoundError(f"{path}: cannot be opened")
        image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        scale = min(1.0, LARGEST_SIDE / max(image.shape[:2]))
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        self._cache[path] = (image, scale)
        self._cached += image.nbytes
        while self._cached > CACHE_BYTES and len(self._cache) > 1:
            self._cached -= self._cache.popitem(last=False)[1][0].nbytes
        return image, scale

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """One crop."""
        annotation = self.pictures[int(rng.integers(0, len(self.pictures)))]
        h, w = self._load(annotation.picture)[0].shape[:2]
        scale = min(width / w, height / h) * float(rng.uniform(0.77, 1.67))
        dx = float(rng.uniform(min(0, width - w * scale), max(0, width - w * scale)))
        dy = float(rng.uniform(min(0, height - h * scale), max(0, height - h * scale)))
        scene = self._placed(annotation, width, height, scale, dx, dy)
        if chance(rng, 0.7):
            scene.image = develop(rng, scene.image, 0.6)
        return scene

    def whole(self, width: int, height: int, most: int) -> list[Scene]:
        """The pictures as the page feeds them: scaled to fit, at the top left."""
        scenes = []
        for annotation in self.pictures[:most]:
            h, w = self._load(annotation.picture)[0].shape[:2]
            scale = min(width / w, height / h)
            scenes.append(self._placed(annotation, width, height, scale, 0, 0))
        return scenes

    def _placed(
        self, annotation: Annotation, width: int, height: int, scale: float, dx: float, dy: float
    ) -> Scene:
        image, reduced = self._load(annotation.picture)
        boxes, labels = annotation.arrays(self.classes)
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            matrix = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        else:
            matrix = np.array([[scale, 0, dx], [0, scale, dy]], np.float32)
        out = cv2.warpAffine(
            image,
            matrix,
            (width, height),
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(PADDING, PADDING, PADDING),
        )
        moved = boxes * scale * reduced + np.array([dx, dy, dx, dy], np.float32)
        inner = np.clip(moved, 0, [width, height, width, height])
        area = np.prod(moved[:, 2:] - moved[:, :2], axis=1)
        share = np.prod(inner[:, 2:] - inner[:, :2], axis=1) / np.maximum(area, 1e-6)
        kept = share > 0.8
        return Scene(
            out,
            inner[kept].astype(np.float32),
            labels[kept],
            inner[(share > 0.05) & ~kept].astype(np.float32),
        )
