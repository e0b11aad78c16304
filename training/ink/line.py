"""Written lines as coverage masks: words, joined words, whole lines, composed characters, fonts."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Literal

import numpy as np

from training.ink.alphabet import ALPHABET, ASCENDER, DESCENDER, fold
from training.ink.font_line import render_font
from training.ink.fonts import FontShelf
from training.ink.ink_line import InkLine
from training.ink.marks import MARKS, mark, with_marks
from training.ink.notation import Hand, notation
from training.ink.stroke_line import render_words
from training.ink.strokes import (
    COARSE_TABLET,
    UNRELIABLE_CASE,
    Split,
    Stroke,
    StrokePack,
    laboratory,
)
from training.ink.text_items import TextSource
from training.ink.words import Word, compose, place, set_on_baseline, split_at_gaps
from training.text import items

Source = Literal["strokes", "fonts", "any"]

FULL_HEIGHT = ASCENDER + DESCENDER
"""From the top of tall letters to the bottom of tails, in x-heights."""
LONE_SHARE = 0.25
"""Of pen-stroke lines, those of one character."""
_STROKES_SHARE = 0.86
_WRITTEN = 0.8667
"""Of pen-stroke lines of words, those of written words; the others are composed of characters."""
_LONGEST = 100
_NUMBERS = ("number", "number", "number", "price", "price", "date", "time")
"""Kinds of items that are written as lone numbers."""
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}'%")


class _Writers:
    """Samples of one pack, picked by writer (∝ √samples) so that no big donor drowns the others."""

    def __init__(self, path: Path, split: Split) -> None:
        self.pack = StrokePack(path, split)
        keep = {
            writer: usable
            for writer, numbers in self.pack.by_writer().items()
            if len(usable := self.pack.of_one_row(numbers))
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


class LineSource:
    """Endless written lines of one split of writers and fonts.

    Args:
        strokes_dir: folder of the `unipen-*.npz` files, or `None`.
        fonts_dir: folder of ttf files, or `None`.
        text_dir: folder of sentence files for what fonts and composed characters write, or `None`.
        split: whose writers and which families.
        as_written: share of lone characters picked as often as their writer wrote each; the others
            are picked evenly.
        dense: share of pen-stroke lines of three words and more that are narrowed.
        lone: share of pen-stroke lines of one character; with 1 fonts write no more either.
        numbers: share of pen-stroke lines of one number in a writer's figures.
        marked: share of lines of written words that get marks of our own.
        notation: share of pen-stroke lines that are words among the signs of programs and lists.
    """

    def __init__(
        self,
        strokes_dir: Path | None,
        fonts_dir: Path | None,
        text_dir: Path | None,
        split: Split,
        *,
        as_written: float = 0.8,
        dense: float = 0.0,
        lone: float = LONE_SHARE,
        numbers: float = 0.0,
        marked: float = 0.0,
        notation: float = 0.0,
    ) -> None:
        self._as_written, self._dense, self._lone = as_written, dense, lone
        self._numbers, self._marked, self._notation = numbers, marked, notation
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
        """One line; `height_px` is from tall letters' tops to tails' bottoms, written or not."""
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
        if max_words > 2 and self._notation and rng.random() < self._notation:
            words = place(rng, notation(rng, self._hand(rng)))
            return render_words(rng, words, x_height_px) if words else None
        # Below 1 of words and lines.
        kind = rng.random() / max(1 - self._lone - self._numbers, 1e-9)
        if kind >= 1 and self._numbers and rng.random() * (self._lone + self._numbers) < self._numbers:
            words = self._number(rng)
        elif kind >= 1:
            words = self._single_character(rng)
        elif kind < 0.32 or max_words == 1:
            words = self._written_words(rng, 1)
        elif kind < 0.48:
            words = self._written_words(rng, _word_count(rng, max_words))
        elif kind < _WRITTEN:
            words = self._written_line(rng, max_words)
        else:
            words = self._composed(rng, self._text.text(rng, min(3, max_words)))
        if not words:
            return None
        if self._marked and kind < _WRITTEN and rng.random() < self._marked:
            words = with_marks(rng, words)
        dense = self._dense > 0 and len(words) > 2 and rng.random() < self._dense
        return render_words(rng, words, x_height_px, dense=bool(dense))

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

    def _hand(self, rng: np.random.Generator) -> Hand:
        """One writer's words and one writer's signs, who need not be the same."""
        assert self._words is not None and self._characters is not None
        words, numbers = self._words, self._words.samples[self._words.pick(rng)]
        pack, shapes = self._characters.pack, self._shapes_of(self._characters.pick(rng))
        spacing, regular = rng.uniform(0.03, 0.3), rng.uniform(0.6, 1.0)

        def word() -> Word | None:
            sample = words.pack.sample(int(rng.choice(numbers)))
            return set_on_baseline(sample.text, sample.strokes) if sample.text.isalnum() else None

        def signs(text: str) -> Word | None:
            if not all(character in shapes for character in text):
                return None
            shape_of = lambda c: pack.sample(int(rng.choice(shapes[c]))).strokes  # noqa: E731
            return compose(rng, text, shape_of, spacing, regular)

        return Hand(word, signs)

    def _single_character(self, rng: np.random.Generator) -> list[Word]:
        assert self._characters is not None
        writer = self._characters.pick(rng)
        shapes = self._shapes_of(writer)
        # As often as they are written, mostly: a ring alone is far sooner an o than a zero.
        if rng.random() < self._as_written:
            number = rng.choice(self._characters.samples[writer])
        else:
            number = rng.choice(shapes[str(rng.choice(list(shapes)))])
        sample = self._characters.pack.sample(int(number))
        return [set_on_baseline(sample.text, sample.strokes)]

    def _number(self, rng: np.random.Generator) -> list[Word]:
        """A number, price or date in one writer's figures; points and dashes, which few wrote by
        themselves, are strokes of our own. Nothing where the writer lacks a sign."""
        assert self._characters is not None
        writer = self._characters.pick(rng)
        shapes = self._shapes_of(writer)
        text = fold(items.item(Random(int(rng.integers(2**63))), str(rng.choice(_NUMBERS))))
        if not all(c in shapes or c in MARKS or c == " " for c in text):
            return []
        spacing, regular = rng.uniform(0.02, 0.3), rng.uniform(0.5, 1.0)

        def shape_of(character: str) -> list[Stroke]:
            known = shapes.get(character)
            if character in MARKS and (known is None or rng.random() < 0.5):
                return mark(rng, character)
            assert self._characters is not None and known is not None
            return self._characters.pack.sample(int(rng.choice(known))).strokes

        return place(rng, [compose(rng, part, shape_of, spacing, regular) for part in text.split()])

    def _composed(self, rng: np.random.Generator, text: str) -> list[Word]:
        """Sets a text in one writer's characters; what the writer never wrote is left out."""
        assert self._characters is not None
        writer = self._characters.pick(rng)
        shapes = self._shapes_of(writer)
        pack = self._characters.pack
        one_case = not any(c.isupper() for c in shapes) or not any(c.islower() for c in shapes)
        if one_case:
            small = any(c.islower() for c in shapes)
            text = text.lower() if small else text.upper()
        kept = "".join(c for c in text if c == " " or c in shapes)
        spacing = rng.uniform(0.05, 0.35)
        regular = rng.uniform(0.5, 1.0)

        def shape_of(character: str) -> list[Stroke]:
            return pack.sample(int(rng.choice(shapes[character]))).strokes

        words = []
        for part in kept.split():
            if len(part) < 0.6 * len(max(text.split(), key=len)) and rng.random() < 0.5:
                continue
            words.append(compose(rng, part, shape_of, spacing, regular))
        return place(rng, words)

    # Fonts

    def _font_line(
        self, rng: np.random.Generator, x_height_px: float, max_words: int
    ) -> InkLine | None:
        assert self._fonts is not None
        face = self._fonts.pick(rng)
        if self._lone < 1:
            text = self._text.text(rng, _word_count(rng, max_words))[:_LONGEST].strip()
        else:
            # Evenly: some stand in no writer's strokes.
            text = str(rng.choice(list(ALPHABET.strip())))
        if face.capitals_only:
            text = text.upper()
        if not text or not face.can_write(text):
            return None
        return render_font(rng, face, text, x_height_px)


def _word_count(rng: np.random.Generator, most: int) -> int:
    """Two to `most` words, few more often than many."""
    return min(most, 2 + int(rng.exponential(1.6)))
