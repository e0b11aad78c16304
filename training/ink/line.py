"""Written lines as coverage masks: words, joined words, whole lines, composed characters, fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from training.ink import pen as pens
from training.ink.alphabet import ASCENDER, DESCENDER, character_reach, reach
from training.ink.fonts import Face, FontShelf
from training.ink.strokes import (
    COARSE_TABLET,
    UNRELIABLE_CASE,
    Split,
    Stroke,
    StrokePack,
    bounds,
    laboratory,
)
from training.ink.text_items import TextSource

Box = tuple[str, float, float, float, float]
Source = Literal["strokes", "fonts", "any"]

FULL_HEIGHT = ASCENDER + DESCENDER
"""From the top of tall letters to the bottom of tails, in x-heights."""
_STROKES_SHARE = 0.64
_LONGEST = 100
# Text samples are scaled so that tall strokes are about 40 units; a slope makes the box taller.
_TALLEST_LINE_X_HEIGHT = 25.0
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}'%")


@dataclass(frozen=True)
class InkLine:
    """A written line: ink coverage 0..1 in a tight mask, its text, and each word's box in the mask.

    `words` holds `(text, x, y, width, height)` in pixels; `x_height_px` is an estimate.
    """

    mask: np.ndarray
    text: str
    words: list[Box]
    x_height_px: float


@dataclass
class Word:
    """A word's strokes with the baseline at y = 0 and the left edge at x = 0, and its x-height."""

    text: str
    strokes: list[Stroke]
    x_height: float
    space_before: bool = True
    left: float = field(default=0.0)


class _Writers:
    """Samples of one pack, picked by writer (∝ √samples) so that no big donor drowns the others."""

    def __init__(self, path: Path, split: Split) -> None:
        self.pack = StrokePack(path, split)
        keep = {
            writer: usable
            for writer, numbers in self.pack.by_writer().items()
            if len(usable := numbers[self.pack.sample_rows[numbers] == 1])
        }
        self.names = list(keep)
        self.samples = list(keep.values())
        weights = np.array([self._weight(w, len(s)) for w, s in keep.items()])
        self._cumulative = np.cumsum(weights / weights.sum()) if len(weights) else weights

    @staticmethod
    def _weight(writer: str, count: int) -> float:
        weight = float(np.sqrt(count))
        if laboratory(writer) in UNRELIABLE_CASE:
            weight *= 0.6
        if laboratory(writer) in COARSE_TABLET:
            weight *= 0.5
        return weight

    def pick(self, rng: np.random.Generator) -> int:
        """A writer's place in `names` and `samples`."""
        return min(int(np.searchsorted(self._cumulative, rng.random())), len(self.names) - 1)


def set_on_baseline(text: str, strokes: list[Stroke], x_height: float | None = None) -> Word:
    """Moves a sample to the origin, its baseline estimated from which letters its text holds.

    Args:
        x_height: the writer's x-height where known; else it follows from the sample's height.
    """
    left, top, right, bottom = bounds(strokes)
    above, below = reach(text)
    height = above + below
    estimate = (bottom - top) / height if height > 0.9 else 33.0
    size = x_height or float(np.clip(estimate, 10.0, 90.0))
    if height > 0.9:
        share = (bottom - top) / height
        baseline = bottom - below * share
    else:
        baseline = (top + bottom) / 2 + (above - below) / 2 * size
    origin = np.array([left, baseline], np.float32)
    return Word(text, [stroke - origin for stroke in strokes], size)


class LineSource:
    """Endless written lines of one split of writers and fonts.

    Args:
        strokes_dir: folder of the `unipen-*.npz` files, or `None`.
        fonts_dir: folder of ttf files, or `None`.
        text_dir: folder of sentence files for what fonts and composed characters write, or `None`.
        split: whose writers and which families.
    """

    def __init__(
        self,
        strokes_dir: Path | None,
        fonts_dir: Path | None,
        text_dir: Path | None,
        split: Split,
    ) -> None:
        self._text = TextSource(text_dir)
        self._words = self._lines = self._characters = None
        if strokes_dir is not None:
            self._words = _Writers(strokes_dir / "unipen-word-train.npz", split)
            self._lines = _Writers(strokes_dir / "unipen-line-train.npz", split)
            self._characters = _Writers(strokes_dir / "unipen-char-train.npz", split)
            self._shapes: dict[int, dict[str, list[int]]] = {}
        self._fonts = FontShelf(fonts_dir, split) if fonts_dir is not None else None
        if self._fonts is not None and len(self._fonts) == 0:
            self._fonts = None
        if self._words is None and self._fonts is None:
            raise ValueError("a line source needs strokes or fonts")

    def sample(
        self,
        rng: np.random.Generator,
        *,
        height_px: float,
        source: Source = "any",
        max_words: int = 8,
    ) -> InkLine:
        """One line whose letters would reach `height_px` from tall letters' tops to tails' bottoms."""
        if source == "any":
            strokes = self._fonts is None or (
                self._words is not None and rng.random() < _STROKES_SHARE
            )
            source = "strokes" if strokes else "fonts"
        if source == "strokes" and self._words is None:
            raise ValueError("no folder of strokes was given")
        if source == "fonts" and self._fonts is None:
            raise ValueError("no folder of fonts was given")
        x_height_px = height_px / FULL_HEIGHT
        while True:
            if source == "fonts":
                line = self._font_line(rng, x_height_px, max_words)
            else:
                line = self._stroke_line(rng, x_height_px, max_words)
            if line is not None:
                return line

    # Pen strokes

    def _stroke_line(
        self, rng: np.random.Generator, x_height_px: float, max_words: int
    ) -> InkLine | None:
        kind = rng.random()
        if kind < 0.34 or (max_words == 1 and kind < 0.8):
            words = self._written_words(rng, 1)
        elif kind < 0.55:
            words = self._written_words(rng, _word_count(rng, max_words))
        elif kind < 0.79:
            words = self._written_line(rng, max_words)
        elif kind < 0.94:
            words = self._composed(rng, self._text.text(rng, min(3, max_words)))
        else:
            words = self._single_character(rng)
        return render_words(rng, words, x_height_px) if words else None

    def _written_words(self, rng: np.random.Generator, count: int) -> list[Word]:
        assert self._words is not None
        numbers = self._words.samples[self._words.pick(rng)]
        words = []
        for number in rng.choice(numbers, count):
            sample = self._words.pack.sample(int(number))
            word = set_on_baseline(sample.text, sample.strokes)
            if words and sample.text[0] in _NO_SPACE_BEFORE and len(sample.text) < 3:
                word.space_before = bool(rng.random() < 0.1)
            words.append(word)
        return place(rng, words)

    def _written_line(self, rng: np.random.Generator, max_words: int) -> list[Word]:
        assert self._lines is not None
        numbers = self._lines.samples[self._lines.pick(rng)]
        sample = self._lines.pack.sample(int(rng.choice(numbers)))
        if len(sample.text) > _LONGEST or len(sample.text.split()) > 2 * max_words:
            return []
        return split_at_gaps(sample.text, sample.strokes)

    def _shapes_of(self, writer: int) -> dict[str, list[int]]:
        assert self._characters is not None
        if writer not in self._shapes:
            shapes: dict[str, list[int]] = {}
            for number in self._characters.samples[writer]:
                shapes.setdefault(self._characters.pack.labels[number], []).append(int(number))
            self._shapes[writer] = shapes
        return self._shapes[writer]

    def _single_character(self, rng: np.random.Generator) -> list[Word]:
        assert self._characters is not None
        writer = self._characters.pick(rng)
        shapes = self._shapes_of(writer)
        character = str(rng.choice(list(shapes)))
        sample = self._characters.pack.sample(int(rng.choice(shapes[character])))
        return [set_on_baseline(sample.text, sample.strokes)]

    def _composed(self, rng: np.random.Generator, text: str) -> list[Word]:
        """Sets a text in one writer's isolated characters; what the writer never wrote is left out."""
        assert self._characters is not None
        writer = self._characters.pick(rng)
        shapes = self._shapes_of(writer)
        one_case = not any(c.isupper() for c in shapes) or not any(c.islower() for c in shapes)
        if one_case:
            small = any(c.islower() for c in shapes)
            text = text.lower() if small else text.upper()
        kept = "".join(c for c in text if c == " " or c in shapes)
        spacing = rng.uniform(0.05, 0.35)
        regular = rng.uniform(0.5, 1.0)
        words = []
        for part in kept.split():
            if len(part) < 0.6 * len(max(text.split(), key=len)) and rng.random() < 0.5:
                continue
            strokes: list[Stroke] = []
            right = 0.0
            for character in part:
                shape = self._characters.pack.sample(int(rng.choice(shapes[character]))).strokes
                placed, width = _set_character(rng, character, shape, regular)
                strokes.extend(stroke + np.float32([right, 0]) for stroke in placed)
                right += width + 33.0 * max(0.02, spacing + rng.normal(0, 0.05))
            words.append(Word(part, strokes, 33.0))
        return place(rng, words)

    # Fonts

    def _font_line(
        self, rng: np.random.Generator, x_height_px: float, max_words: int
    ) -> InkLine | None:
        assert self._fonts is not None
        face = self._fonts.pick(rng)
        text = self._text.text(rng, _word_count(rng, max_words))[:_LONGEST].strip()
        if face.capitals_only:
            text = text.upper()
        if not text or not face.can_write(text):
            return None
        return render_font(rng, face, text, x_height_px)


def _word_count(rng: np.random.Generator, most: int) -> int:
    """Two to `most` words, few more often than many."""
    return min(most, 2 + int(rng.exponential(1.6)))


def _set_character(
    rng: np.random.Generator, character: str, shape: list[Stroke], regular: float
) -> tuple[list[Stroke], float]:
    """Scales a lone character to its place on the line (x-height 33 units), baseline at 0."""
    left, top, right, bottom = bounds(shape)
    above, below = character_reach(character)
    wanted = (above + below) * 33.0
    drawn = max(bottom - top, 1.0)
    scale = 1.0 if max(drawn, right - left) < 6 else float(np.clip(wanted / drawn, 0.25, 2.0))
    if character in "-–—=~_":
        scale = float(np.clip(22.0 / max(right - left, 1.0), 0.25, 2.0))
    scale = scale**regular * float(np.exp(rng.normal(0, 0.06)))
    middle = (above - below) / 2 * 33.0 + rng.normal(0, 1.5)
    origin = np.float32([left, (top + bottom) / 2])
    offset = np.float32([0, -middle])
    placed = [(stroke - origin) * np.float32(scale) + offset for stroke in shape]
    return placed, (right - left) * scale


def place(rng: np.random.Generator, words: list[Word]) -> list[Word]:
    """Sets words side by side with a writer's varying gaps, and evens their sizes a little."""
    if not words:
        return words
    size = float(np.median([word.x_height for word in words]))
    gap = size * float(np.exp(rng.normal(np.log(0.85), 0.35)))
    placed: list[Word] = []
    right = 0.0
    for word in words:
        even = (size / word.x_height) ** rng.uniform(0.3, 0.9) * np.exp(rng.normal(0, 0.03))
        even = float(np.clip(even, 0.6, 1.6))
        drop = float(rng.normal(0, 0.06) * size)
        if placed:
            right += gap * float(np.exp(rng.normal(0, 0.2))) if word.space_before else size * 0.15
        offset = np.float32([right, drop])
        strokes = [stroke * np.float32(even) + offset for stroke in word.strokes]
        right = max(float(stroke[:, 0].max()) for stroke in strokes)
        placed.append(Word(word.text, strokes, size, word.space_before))
    return placed


def split_at_gaps(text: str, strokes: list[Stroke]) -> list[Word]:
    """Gives a line's strokes to its words by the widest horizontal gaps.

    Where there are fewer gaps than spaces, the whole line is one `Word`.
    """
    line = set_on_baseline(text, strokes)
    line.x_height = min(line.x_height, _TALLEST_LINE_X_HEIGHT)
    parts = text.split()
    if len(parts) <= 1:
        return [line]
    order = sorted(line.strokes, key=lambda stroke: float(stroke[:, 0].min()))
    gaps: list[tuple[float, float]] = []
    reached = float(order[0][:, 0].max())
    for stroke in order[1:]:
        start = float(stroke[:, 0].min())
        if start > reached:
            gaps.append((start - reached, (start + reached) / 2))
        reached = max(reached, float(stroke[:, 0].max()))
    widest = sorted(gaps, reverse=True)[: len(parts) - 1]
    if len(widest) < len(parts) - 1 or widest[-1][0] < 0.2 * line.x_height:
        return [line]
    cuts = np.array(sorted(position for _, position in widest))
    owners = [int(np.searchsorted(cuts, stroke[:, 0].mean())) for stroke in line.strokes]
    if len(set(owners)) < len(parts):
        return [line]
    return [
        Word(part, [s for s, o in zip(line.strokes, owners, strict=True) if o == i], line.x_height)
        for i, part in enumerate(parts)
    ]


def line_text(words: list[Word]) -> str:
    """The words' text with single spaces, but none before what sits tight."""
    text = ""
    for number, word in enumerate(words):
        text += (" " if number and word.space_before else "") + word.text
    return text


def _warp(rng: np.random.Generator, points: np.ndarray, size: float) -> np.ndarray:
    """Slant, stretch, a waving baseline and elastic bends, in the strokes' own units."""
    x, y = points[:, 0], points[:, 1]
    slant = float(rng.normal(0, 0.18))
    stretch = float(np.exp(rng.normal(0, 0.16)))
    new_x, new_y = x * stretch - slant * y, y.copy()
    for amplitude, length in ((0.10, 9.0), (0.045, 2.2), (0.03, 1.0)):
        strength = abs(rng.normal(0, amplitude)) * size
        wave = 2 * np.pi / (length * size * np.exp(rng.normal(0, 0.3)))
        tilt = rng.normal(0, 0.3)
        new_y = new_y + strength * np.sin(wave * (x + tilt * y) + rng.uniform(0, 6.28))
        if length < 5:
            new_x = new_x + strength * np.sin(wave * (y + tilt * x) + rng.uniform(0, 6.28))
    if rng.random() < 0.35:
        new_y = new_y * (1 + rng.normal(0, 0.12) * np.sin(x / (6 * size) + rng.uniform(0, 6.28)))
    return np.stack([new_x, new_y], axis=1).astype(np.float32)


def render_words(
    rng: np.random.Generator, words: list[Word], x_height_px: float, *, as_written: bool = False
) -> InkLine:
    """Warps placed words together and draws them with one pen.

    `as_written` leaves out the warp and takes an ordinary pen.
    """
    size = words[0].x_height
    drawing_in_air = not as_written and rng.random() < 0.03 and len(words) == 1
    pieces: list[Stroke] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        strokes = word.strokes
        if drawing_in_air and len(strokes) > 1:
            strokes = pens.join_in_the_air(rng, strokes)
        pieces.extend(strokes)
        owners.extend([number] * len(strokes))
    lengths = np.cumsum([len(piece) for piece in pieces])[:-1]
    points = np.concatenate(pieces)
    points = points if as_written else _warp(rng, points, size)
    points = points * np.float32(x_height_px / size)
    tool = pens.Pen.ordinary(rng) if as_written else pens.Pen.pick(rng)
    if drawing_in_air:
        tool = pens.Pen(max(tool.width, 0.2), tool.pressure, tool.softness)
    edge = max(1.0, tool.width * x_height_px) * (0.5 + tool.softness) + 1
    points -= points.min(axis=0) - np.float32(edge)
    right, bottom = points.max(axis=0) + edge
    strokes = np.split(points, lengths)
    mask = pens.draw(rng, strokes, (int(bottom) + 1, int(right) + 1), tool, x_height_px)
    boxes: list[Box] = []
    for number, word in enumerate(words):
        own = [s for s, owner in zip(strokes, owners, strict=True) if owner == number]
        left, top, far, low = bounds(own)
        radius = edge - 1
        left, top = max(0.0, left - radius), max(0.0, top - radius)
        far, low = min(mask.shape[1], far + radius), min(mask.shape[0], low + radius)
        boxes.append((word.text, left, top, far - left, low - top))
    return tight(InkLine(mask, line_text(words), boxes, x_height_px))


def tight(line: InkLine) -> InkLine:
    """Cuts a line's mask to its ink and moves the boxes along."""
    seen = line.mask > 0.2
    rows = np.flatnonzero(seen.any(axis=1))
    columns = np.flatnonzero(seen.any(axis=0))
    if len(rows) == 0:
        return line
    top, left = int(rows[0]), int(columns[0])
    mask = np.ascontiguousarray(line.mask[top : rows[-1] + 1, left : columns[-1] + 1])
    boxes = [(text, x - left, y - top, w, h) for text, x, y, w, h in line.words]
    return InkLine(mask, line.text, boxes, line.x_height_px)


def _bend_word(
    rng: np.random.Generator, mask: np.ndarray, baseline: float, slant: float, scale: tuple[float, float]
) -> tuple[np.ndarray, float]:
    """Slant, stretch and elastic bends of a font word's mask about its baseline."""
    height, width = mask.shape
    margin = int(0.12 * height) + 3
    reach_x = int(abs(slant) * height) + margin
    out_h, out_w = int(height * scale[1]) + 2 * margin, int(width * scale[0]) + 2 * reach_x
    base = baseline * scale[1] + margin
    y, x = np.ogrid[0:out_h, 0:out_w]
    y, x = y.astype(np.float32), x.astype(np.float32)
    level = (y - base) / np.float32(scale[1])
    map_x = (x - reach_x) / np.float32(scale[0]) + np.float32(slant) * level
    amplitude = abs(rng.normal(0, 1.2))
    wave = 2 * np.pi / rng.uniform(35, 90)
    map_x = map_x + (amplitude * np.sin(wave * y + rng.uniform(0, 6.28))).astype(np.float32)
    map_y = level + np.float32(baseline)
    map_y = map_y + (amplitude * np.sin(wave * 0.6 * x + rng.uniform(0, 6.28))).astype(np.float32)
    return cv2.remap(mask, map_x, map_y, cv2.INTER_LINEAR, borderValue=0), base


def render_font(
    rng: np.random.Generator, face: Face, text: str, x_height_px: float
) -> InkLine | None:
    """Sets a text in a font, word by word, each bent a little differently."""
    slant = float(rng.normal(0, 0.12))
    scale = (float(np.exp(rng.normal(0, 0.14))), float(np.exp(rng.normal(0, 0.05))))
    gap = face.x_height * float(np.exp(rng.normal(np.log(0.7), 0.3)))
    weight = rng.random()
    placed: list[tuple[str, np.ndarray, float, float]] = []
    right = 0.0
    for part in text.split():
        mask, baseline = face.word(part)
        if mask.size == 0:
            return None
        mask, baseline = _bend_word(rng, mask, baseline, slant, scale)
        columns = np.flatnonzero(mask.max(axis=0) > 40)
        rows = np.flatnonzero(mask.max(axis=1) > 40)
        if len(columns) == 0:
            return None
        mask = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        top = -(baseline - rows[0]) + float(rng.normal(0, 0.05)) * face.x_height
        placed.append((part, mask, right, top))
        right += mask.shape[1] + gap * float(np.exp(rng.normal(0, 0.15)))
    highest = min(top for _, _, _, top in placed)
    lowest = max(top + mask.shape[0] for _, mask, _, top in placed)
    canvas = np.zeros((int(lowest - highest) + 4, int(right) + 4), np.uint8)
    boxes: list[Box] = []
    for part, mask, left, top in placed:
        column, row = int(left) + 1, int(top - highest) + 1
        view = canvas[row : row + mask.shape[0], column : column + mask.shape[1]]
        np.maximum(view, mask[: view.shape[0], : view.shape[1]], out=view)
        boxes.append((part, float(column), float(row), float(mask.shape[1]), float(mask.shape[0])))
    if weight < 0.3:
        canvas = cv2.dilate(canvas, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)))
    elif weight < 0.4:
        canvas = cv2.dilate(canvas, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    zoom = x_height_px / (face.x_height * scale[1])
    if abs(zoom - 1) > 0.02:
        shape = (max(2, round(canvas.shape[1] * zoom)), max(2, round(canvas.shape[0] * zoom)))
        how = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
        canvas = cv2.resize(canvas, shape, interpolation=how)
        boxes = [(t, x * zoom, y * zoom, w * zoom, h * zoom) for t, x, y, w, h in boxes]
    mask = canvas.astype(np.float32)
    mask *= 1 / 255
    return tight(InkLine(mask, " ".join(text.split()), boxes, x_height_px))
