"""Flat textbook pages: real ones read from truth.jsonl, and how they fill a picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from training.scenes.scene import Scene

CHAPTER, TITLE = 0, 1
PADDING = 114


@dataclass
class Page:
    """A flat page with its chapter (class 0) and title (class 1) boxes."""

    image: np.ndarray
    boxes: np.ndarray
    labels: np.ndarray
    texts: tuple[str, ...] = ()
    """What stands in each box, piece by piece; empty where it is not known"""


@dataclass(frozen=True)
class RealPage:
    """One row of truth.jsonl and where its picture lies."""

    path: Path
    row: dict
    boxes: np.ndarray
    labels: np.ndarray

    def load(self) -> Page:
        """The page's pixels (RGB) and boxes."""
        image = cv2.imread(str(self.path), cv2.IMREAD_COLOR)
        if image is None:
            raise FileNotFoundError(self.path)
        return Page(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), self.boxes, self.labels)


def read_pages(folder: Path) -> list[RealPage]:
    """All pages that `folder`/truth.jsonl lists."""
    pages = []
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        boxes, labels = [], []
        for label, key in ((CHAPTER, "chapter"), (TITLE, "title")):
            if row[key] and "box" in row[key]:
                x, y, w, h = row[key]["box"]
                boxes.append([x, y, x + w, y + h])
                labels.append(label)
        pages.append(
            RealPage(
                folder / row["image"],
                row,
                np.array(boxes, np.float32).reshape(-1, 4),
                np.array(labels, np.int64),
            )
        )
    return pages


def letterbox(page: Page, width: int, height: int) -> Scene:
    """The page scaled to fit (area averaging), at the top left of grey 114."""
    h, w = page.image.shape[:2]
    scale = min(width / w, height / h)
    size = (min(width, round(w * scale)), min(height, round(h * scale)))
    small = cv2.resize(
        page.image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    )
    image = np.full((height, width, 3), PADDING, np.uint8)
    image[: size[1], : size[0]] = small
    ratio = np.array([size[0] / w, size[1] / h] * 2, np.float32)
    return Scene(image, (page.boxes * ratio).astype(np.float32), page.labels.copy())
