"""A small made-up stroke pack and font for tests, so that they need no data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

LETTERS: dict[str, list[list[tuple[int, int]]]] = {
    "l": [[(0, 0), (0, 30), (1, 60)]],
    "t": [[(6, 4), (6, 40), (8, 60)], [(0, 22), (8, 21), (16, 22)]],
    "v": [[(0, 28), (5, 44), (10, 60), (15, 44), (20, 28)]],
    "o": [[(10, 28), (2, 36), (0, 46), (10, 60), (20, 46), (18, 36), (10, 28)]],
    "n": [[(0, 28), (0, 45), (0, 60), (2, 38), (12, 28), (20, 38), (20, 60)]],
    "x": [[(0, 28), (10, 44), (20, 60)], [(20, 28), (10, 44), (0, 60)]],
}
WRITERS = [f"lab/{number:03}" for number in range(40)]


def write_word(text: str) -> list[np.ndarray]:
    """A word's strokes in the test letters, 64 units tall."""
    strokes = []
    right = 0
    for letter in text:
        strokes += [np.array(stroke, np.int32) + (right, 0) for stroke in LETTERS[letter]]
        right += 28
    return strokes


def write_pack(path: Path, texts: list[str], writers: list[str], owners: list[int]) -> None:
    """Writes samples in the packed format; words of a text are 40 units apart."""
    starts, points, deltas, counts = [], [], [], []
    for text in texts:
        strokes = []
        right = 0
        for word in text.split():
            strokes += [stroke + (right, 0) for stroke in write_word(word)]
            right = max(int(stroke[:, 0].max()) for stroke in strokes) + 40
        counts.append(len(strokes))
        for stroke in strokes:
            starts.append(stroke[0])
            points.append(len(stroke))
            deltas.append(np.diff(stroke, axis=0))
    np.savez(
        path,
        label=np.array("\n".join(texts).encode()),
        writer=np.array("\n".join(writers).encode()),
        sample_writer=np.array(owners, np.uint16),
        sample_strokes=np.array(counts, np.uint16),
        sample_rows=np.ones(len(texts), np.uint8),
        stroke_start=np.array(starts, np.int32),
        stroke_points=np.array(points, np.uint16),
        delta=np.concatenate(deltas).astype(np.int8),
    )


def write_packs(folder: Path) -> Path:
    """All three files, every writer with a few words, lines and all characters."""
    rng = np.random.default_rng(3)
    letters = list(LETTERS)

    def word() -> str:
        return "".join(rng.choice(letters, rng.integers(2, 5)))

    owners = [number for number in range(len(WRITERS)) for _ in range(4)]
    write_pack(folder / "unipen-word-train.npz", [word() for _ in owners], WRITERS, owners)
    lines = [f"{word()} {word()}" for _ in owners]
    write_pack(folder / "unipen-line-train.npz", lines, WRITERS, owners)
    each = [number for number in range(len(WRITERS)) for _ in letters]
    write_pack(folder / "unipen-char-train.npz", letters * len(WRITERS), WRITERS, each)
    return folder


def write_font(path: Path, characters: str) -> Path:
    """A font whose glyphs are bars, each character's of another height."""
    names = {ord(c): f"g{ord(c)}" for c in characters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    glyphs = {}
    for number, name in enumerate([".notdef", *names.values()]):
        pen = TTGlyphPen(None)
        height = 0 if name == "g32" else 300 + 37 * (number % 11)
        if height:
            pen.moveTo((50, 0))
            pen.lineTo((50, height))
            pen.lineTo((150 + 5 * number, height))
            pen.lineTo((150, 0))
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (700, 50) for name in glyphs})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bars", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path
