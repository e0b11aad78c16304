"""Hands and presses: vocabularies of word masks in one writing or one typeface.

A `Hand` is a few dozen words of one writer with one pen (or one printing face), rendered once and
set again and again on pages; making them is what costs time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from training.ink.font_line import render_font
from training.ink.fonts import FontShelf
from training.ink.ink_line import InkLine
from training.ink.stroke_line import render_words
from training.ink.strokes import StrokePack
from training.ink.text_items import TextSource
from training.ink.words import compose, place, set_on_baseline, split_at_gaps
from training.scenes import wording
from training.scenes.figures import Figures, number
from training.scenes.print_fonts import PrintFonts, resized

Rng = np.random.Generator
HANDWRITING, PRINT = 0, 1
FULL_HEIGHT = 2.35
"""Tops of tall letters to bottoms of tails, in x-heights."""
NEAT_FAMILIES = frozenset(
    "annie-use-your-telescope architects-daughter chilanka coming-soon crafty-girls "
    "delicious-handrawn delius edu-sa-beginner edu-tas-beginner gaegu gloria-hallelujah "
    "indie-flower itim julee just-me-again-down-here mali mynerve neucha pangolin patrick-hand "
    "playpen-sans poor-story schoolbell shadows-into-light shantell-sans sriracha unkempt "
    "walter-turncoat".split()
)
"""Upright separate letters: the handwriting most like print, and so the most often drawn"""
NEAT_CAPITALS = 0.3
"""Share of neat hands that write capitals alone"""
NEAT_PICKS = 8
"""Faces looked at for a neat one"""
_TAILS = set("gjpqyQ,;()[]{}|/$@_")


@dataclass(frozen=True)
class WrittenWord:
    """One word's ink; `top` is the mask's first row above (negative) the baseline."""

    text: str
    mask: np.ndarray
    """uint8 [h, w], tight"""
    top: float
    hull: np.ndarray
    """float32 [K, 2], x and y of the ink's convex outline in the mask"""


@dataclass(frozen=True)
class Hand:
    """Words of one writer or typeface, all of one size."""

    words: list[WrittenWord]
    x_height: float
    label: int
    """HANDWRITING or PRINT"""

    def short_words(self, longest: int) -> Hand:
        """The same hand with only its words of at most so many characters, if it has any."""
        words = [word for word in self.words if len(word.text) <= longest]
        return Hand(words, self.x_height, self.label) if words else self


def _outline(mask: np.ndarray) -> np.ndarray | None:
    """Up to 16 points around the ink, or None where there is none."""
    contours = cv2.findNonZero((mask > 60).astype(np.uint8))
    if contours is None:
        return None
    hull = cv2.convexHull(contours)[:, 0].astype(np.float32) + 0.5
    return hull[np.linspace(0, len(hull) - 1, min(16, len(hull))).astype(int)]


def _cut(line: InkLine) -> list[WrittenWord]:
    """The words of a rendered row, tight, their tops measured from the row's baseline."""
    mask = (np.clip(line.mask, 0, 1) * 255).astype(np.uint8)
    found: list[tuple[str, np.ndarray, int]] = []
    for text, x, y, w, h in line.words:
        x0, x1 = max(0, int(x)), min(mask.shape[1], int(x + w) + 1)
        y0, y1 = max(0, int(y)), min(mask.shape[0], int(y + h) + 1)
        piece = mask[y0:y1, x0:x1]
        rows, columns = (
            np.flatnonzero(piece.max(1, initial=0) > 60),
            np.flatnonzero(piece.max(0, initial=0) > 60),
        )
        if len(rows) and len(columns):
            tight = piece[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            found.append((text, tight, y0 + int(rows[0])))
    if not found:
        return []
    bottoms = [
        top + len(m) - (0.55 * line.x_height_px if _TAILS & set(text) else 0)
        for text, m, top in found
        if any(c.isalnum() for c in text)
    ]
    baseline = (
        float(np.median(bottoms))
        if bottoms
        else float(np.median([top + len(m) for _, m, top in found]))
    )
    words = []
    for text, m, top in found:
        hull = _outline(m)
        if hull is not None and len(m) < 5 * line.x_height_px:
            words.append(WrittenWord(text, np.ascontiguousarray(m), top - baseline, hull))
    return words


class HandMaker:
    """Makes hands of the writers and fonts of one split, and presses of printing faces."""

    def __init__(
        self,
        strokes: Path | None,
        fonts: Path | None,
        text: Path | None,
        print_fonts: PrintFonts,
        split: Literal["train", "validation"],
    ) -> None:
        self.print_fonts = print_fonts
        self.text = TextSource(text)
        self.figures = Figures(strokes, split) if strokes is not None else None
        self.packs: list[tuple[StrokePack, list[np.ndarray]]] = []
        if strokes is not None:
            for name in ("word", "line"):
                pack = StrokePack(strokes / f"unipen-{name}-train.npz", split)
                writers = [
                    kept
                    for numbers in pack.by_writer().values()
                    if len(kept := pack.of_one_row(numbers)) >= 12
                ]
                if writers:
                    self.packs.append((pack, writers))
        shelf = FontShelf(fonts, split) if fonts is not None else None
        self.shelf = shelf if shelf is not None and len(shelf) else None
        if not self.packs and self.shelf is None:
            raise ValueError("handwriting needs pen strokes or handwriting fonts")

    def handwriting(self, rng: Rng, x_height: float, words: int, *, neat: bool = False) -> Hand:
        """A new hand of about so many words; three of five from pen strokes when there are any. A
        `neat` one is of a font with separate upright letters, if there are fonts."""
        neat = neat and self.shelf is not None
        strokes = not neat and bool(self.packs) and (self.shelf is None or rng.random() < 0.6)
        for _ in range(20):
            made = (
                self._strokes(rng, x_height, words)
                if strokes
                else self._font(rng, x_height, words, neat)
            )
            if len(made) >= min(8, words):
                return Hand(made, x_height, HANDWRITING)
        raise ValueError("no hand could be rendered from this data")

    def numbers(self, rng: Rng, x_height: float, words: int) -> Hand:
        """A hand that writes numbers alone: composed of one writer's figures, or set in a font."""
        for _ in range(20):
            made: list[WrittenWord] = []
            strokes = self.shelf is None or rng.random() < 0.7
            known = strokes and self.figures is not None and self.figures.writers
            figures = self.figures.writer(rng) if known and self.figures is not None else None
            face = self.shelf.pick(rng) if self.shelf is not None else None
            seed = int(rng.integers(1 << 60))
            for _ in range(2 * words):
                text = number(rng)
                if figures is not None:
                    text = "".join(c for c in text if c in figures.shapes)
                    line = figures.write(np.random.default_rng(seed), rng, text, x_height)
                elif face is not None and face.can_write(text):
                    line = render_font(np.random.default_rng(seed), face, text, x_height)
                else:
                    line = None
                made += _cut(line) if line is not None else []
                if len(made) >= words:
                    return Hand(made, x_height, HANDWRITING)
        raise ValueError("no hand could write numbers from this data")

    def _strokes(self, rng: Rng, x_height: float, count: int) -> list[WrittenWord]:
        pack, writers = self.packs[int(rng.random() < 0.35) % len(self.packs)]
        weights = np.sqrt([len(w) for w in writers])
        numbers = writers[int(rng.choice(len(writers), p=weights / weights.sum()))]
        seed = int(rng.integers(1 << 60))
        made: list[WrittenWord] = []
        lines = pack is not self.packs[0][0]
        for _ in range(count):
            if len(made) >= count:
                break
            if lines:
                made += self._row_of_line(pack, int(rng.choice(numbers)), seed, x_height)
                continue
            row = []
            for number in rng.choice(numbers, 6):
                sample = pack.sample(int(number))
                row.append(set_on_baseline(sample.text, sample.strokes))
            row = place(np.random.default_rng(seed), row)
            for i, word in enumerate(row):
                # Wide gaps, so that slanted neighbours do not reach into each other's box.
                offset = np.float32([i * 2.2 * word.x_height, 0])
                word.strokes = [s + offset for s in word.strokes]
            # The same seed gives every row of this hand the same pen, slant and stretch.
            made += _cut(render_words(np.random.default_rng(seed), row, x_height))
        return made

    def _row_of_line(
        self, pack: StrokePack, number: int, seed: int, x_height: float
    ) -> list[WrittenWord]:
        sample = pack.sample(number)
        words = split_at_gaps(sample.text, sample.strokes)
        if len(words) < 2 and len(sample.text.split()) > 1:
            return []
        for i, word in enumerate(words):
            offset = np.float32([i * 1.6 * word.x_height, 0])
            word.strokes = [s + offset for s in word.strokes]
        return _cut(render_words(np.random.default_rng(seed), words, x_height))

    def _font(self, rng: Rng, x_height: float, count: int, neat: bool) -> list[WrittenWord]:
        assert self.shelf is not None
        face = self.shelf.pick(rng)
        if face.family not in NEAT_FAMILIES and rng.random() < 0.35:
            face = self.shelf.pick(rng)
        for _ in range(NEAT_PICKS if neat else 0):
            if face.family in NEAT_FAMILIES:
                break
            face = self.shelf.pick(rng)
        seed = int(rng.integers(1 << 60))
        capitals = neat and rng.random() < NEAT_CAPITALS
        made: list[WrittenWord] = []
        for _ in range(count):
            if len(made) >= count:
                break
            text = self.text.text(rng, 8)
            text = text.upper() if capitals or face.capitals_only else text
            if text.strip() and face.can_write(text):
                line = render_font(np.random.default_rng(seed), face, text, x_height)
                made += _cut(line) if line is not None else []
        return made

    def press(self, rng: Rng, x_height: float, words: int) -> Hand:
        """A printing face's words: prose, capitals, numbers."""
        font = self.print_fonts.sample(rng, 40)
        box = font.getbbox("x", anchor="ls")
        font = resized(font, max(6, round(40 * x_height / max(1, box[3] - box[1]))))
        capitals = rng.random() < 0.12
        made = []
        while len(made) < words:
            kind = rng.random()
            text = (
                self.text.text(rng, 1)
                if kind < 0.3
                else str(int(rng.integers(0, 3000)))
                if kind < 0.36
                else wording.running_text(rng, 1).split()[0]
            )
            text = text.lower() if kind > 0.5 else text
            text = text.upper() if capitals else text
            core, (left, above) = font.getmask2(
                text.split()[0] if text.split() else "a", mode="L", anchor="ls"
            )
            if core.size[0] == 0 or core.size[1] == 0:
                continue
            mask = np.frombuffer(bytes(core), np.uint8).reshape(core.size[::-1])
            rows, columns = np.flatnonzero(mask.max(1) > 60), np.flatnonzero(mask.max(0) > 60)
            if not len(rows):
                continue
            tight = np.ascontiguousarray(mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
            hull = _outline(tight)
            if hull is not None:
                made.append(WrittenWord(text, tight, float(above + rows[0]), hull))
        return Hand(made, x_height, PRINT)


class HandPool:
    """Hands in three sizes and presses, renewed little by little; of the hands the share `neat` is
    neat for certain. With `numbers` hands write numbers alone."""

    SIZES = (20.0, 46.0, 110.0)
    """x-heights px; the larger ones for writing held to the camera and for words that fill it"""

    def __init__(
        self,
        maker: HandMaker,
        hands: int = 40,
        words: int = 45,
        neat: float = 0.0,
        *,
        numbers: bool = False,
    ) -> None:
        self.maker, self.hands, self.words, self.neat = maker, hands, words, neat
        self.numbers = numbers
        self.made: dict[tuple[int, int], list[Hand]] = {}

    def sample(self, rng: Rng, label: int, height_px: float) -> Hand:
        """A hand for text whose full height will be `height_px`."""
        size = sum(height_px > 1.5 * x_height * FULL_HEIGHT for x_height in self.SIZES[:-1])
        pool = self.made.setdefault((label, size), [])
        most = self.hands // (size + 1)
        if len(pool) < most or rng.random() < 0.07:
            words = self.words // (1, 3, 6)[size]
            x_height = self.SIZES[size]
            if label == PRINT:
                hand = self.maker.press(rng, x_height, words)
            elif self.numbers:
                hand = self.maker.numbers(rng, x_height, words)
            else:
                neat = self.neat > 0 and rng.random() < self.neat
                hand = self.maker.handwriting(rng, x_height, words, neat=neat)
            if len(pool) < most:
                pool.append(hand)
            else:
                pool[int(rng.integers(0, most))] = hand
            return hand
        return pool[int(rng.integers(0, len(pool)))]
