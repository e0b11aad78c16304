"""Real handwritten lines: cut out of scanned pages, with their transcripts.

A folder of zips, one a source, each with grey pictures and `labels.tsv` (picture, text, page or
writer). Lines are cut at their widest gaps into words and words of one page joined into lines, so
that less is learnt of the language of the pages than of their ink.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from training.ink.alphabet import fold
from training.ink.strokes import is_validation_writer

_CUT_SHARE = 0.4
_JOINED_SHARE = 0.35
_INK = 0.35
"""Of the contrast between paper and ink, what counts as ink where gaps are looked for."""
_LONGEST = 100


@dataclass(frozen=True)
class _Line:
    picture: bytes
    text: str


class ScannedLines:
    """Endless lines out of a folder of zips; sources count by the root of their size. Pages and
    writers set aside for validation (`is_validation_writer`) are left out."""

    def __init__(self, folder: Path) -> None:
        self._pages: list[list[list[_Line]]] = []
        weights: list[float] = []
        for path in sorted(folder.glob("*.zip")):
            pages = _pages(path)
            if pages:
                self._pages.append(pages)
                weights.append(float(np.sqrt(sum(len(page) for page in pages))))
        if not self._pages:
            raise ValueError(f"{folder} holds no zip with labels.tsv")
        self._weights = np.array(weights) / sum(weights)

    def sample(self, rng: np.random.Generator) -> tuple[np.ndarray, str]:
        """A grey crop, uint8 `[height, width]`, and its text."""
        while True:
            pages = self._pages[int(rng.choice(len(self._pages), p=self._weights))]
            page = pages[int(rng.integers(len(pages)))]
            gray, text = _piece(rng, page[int(rng.integers(len(page)))])
            if rng.random() < _JOINED_SHARE:
                for _ in range(int(rng.integers(1, 4))):
                    more, words = _piece(rng, page[int(rng.integers(len(page)))])
                    if len(text) + len(words) < _LONGEST // 2:
                        gray, text = _joined(rng, gray, more), f"{text} {words}"
            if text:
                return _varied(rng, gray), text


def _pages(path: Path) -> list[list[_Line]]:
    found: dict[str, list[_Line]] = {}
    with zipfile.ZipFile(path) as file:
        for row in file.read("labels.tsv").decode("utf-8").splitlines():
            name, text, page = row.split("\t")
            if 0 < len(text := fold(text)) <= _LONGEST and not is_validation_writer(page):
                found.setdefault(page, []).append(_Line(file.read(name), text))
    return list(found.values())


def _piece(rng: np.random.Generator, line: _Line) -> tuple[np.ndarray, str]:
    """A line, or some of its words where they stand clearly apart."""
    gray = cv2.imdecode(np.frombuffer(line.picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    words = line.text.split()
    if len(words) < 2 or rng.random() > _CUT_SHARE:
        return gray, line.text
    cuts = word_cuts(gray, len(words))
    if cuts is None:
        return gray, line.text
    first = int(rng.integers(len(words)))
    last = int(rng.integers(first, min(len(words), first + 4))) + 1
    edges = [0, *cuts, gray.shape[1]]
    return gray[:, edges[first] : edges[last]], " ".join(words[first:last])


def word_cuts(gray: np.ndarray, count: int) -> list[int] | None:
    """The middles of the gaps between so many words, or `None` where the gaps do not tell them: the
    narrowest between words has to be half as wide again as the widest inside of them."""
    paper = float(np.quantile(gray, 0.8))
    ink = float(np.quantile(gray, 0.01))
    dark = gray < paper - _INK * (paper - ink)
    used = dark.sum(axis=0) > 1
    columns = np.flatnonzero(used)
    if len(columns) < 2:
        return None
    steps = np.diff(columns)
    order = np.argsort(-steps, kind="stable")
    widest = order[: count - 1]
    inside = steps[order[count - 1]] if len(order) >= count else 1
    if len(widest) < count - 1 or steps[widest[-1]] < 1.5 * max(inside, 2):
        return None
    return sorted(int(columns[gap] + steps[gap] // 2) for gap in widest)


def _joined(rng: np.random.Generator, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Two crops of a page side by side, the second one's paper made as light as the first one's."""
    shift = float(np.quantile(left, 0.8)) - float(np.quantile(right, 0.8))
    height = left.shape[0]
    if right.shape[0] != height:
        width = max(1, round(right.shape[1] * height / right.shape[0]))
        right = cv2.resize(right, (width, height), interpolation=cv2.INTER_AREA)
    right = np.clip(right.astype(np.float32) + shift, 0, 255).astype(np.uint8)
    gap = int(rng.uniform(0.2, 0.6) * height)
    between = np.full((height, gap), int(np.quantile(left, 0.8)), np.uint8)
    return np.concatenate([left, between, right], axis=1)


def _varied(rng: np.random.Generator, gray: np.ndarray) -> np.ndarray:
    """Width, slant, margins, size, blur, contrast and noise a little other than they were."""
    height, width = gray.shape
    paper = int(np.quantile(gray, 0.8))
    above, below = (int(height * m) for m in rng.uniform(-0.04, 0.12, 2))
    left, right = (int(height * m) for m in rng.uniform(0.0, 0.6, 2))
    lean = float(rng.normal(0, 0.12))
    stretch = float(np.exp(rng.normal(0, 0.18)))
    reach = int(abs(lean) * height) + 1
    shape = (int(width * stretch) + left + right + reach, max(16, height + above + below))
    shift_x = left + (reach if lean > 0 else 0)
    matrix = np.float32([[stretch, -lean, shift_x], [0, 1, above]])
    gray = cv2.warpAffine(gray, matrix, shape, flags=cv2.INTER_LINEAR, borderValue=float(paper))
    size = float(np.exp(rng.uniform(np.log(22), np.log(64))))
    zoom = size / gray.shape[0]
    shape = (max(8, round(gray.shape[1] * zoom)), round(size))
    gray = cv2.resize(gray, shape, interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR)
    picture = gray.astype(np.float32)
    if rng.random() < 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.3, 0.9)))
    contrast = float(rng.uniform(0.5, 1.2))
    picture = paper + (picture - paper) * contrast + float(rng.uniform(-20, 20))
    if rng.random() < 0.5:
        noise = rng.standard_normal(picture.shape, dtype=np.float32)
        picture += noise * np.float32(rng.uniform(0.5, 6))
    if rng.random() < 0.1:
        picture = 255 - picture
    return np.clip(picture, 0, 255).astype(np.uint8)
