"""Print without handwriting: book pages, screens, signs, tables."""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from training.scenes.artwork import picture
from training.scenes.camera import chance
from training.scenes.sheets import Sheet, board, paper
from training.scenes.written_pages import PageWriter

Rng = np.random.Generator


def printed_sheet(rng: Rng, writer: PageWriter, width: int, height: int, size: float) -> Sheet:
    """A sheet of print whose text is about `size` px tall; often in columns, light on dark for
    some."""
    kind = rng.random()
    if kind < 0.3:
        return _screen(rng, writer, width, height, size)
    if kind < 0.45:
        return _table(rng, writer, width, height, size)
    if kind < 0.55:
        return _sign(rng, writer, width, height)
    dark = chance(rng, 0.12)
    ground = board(rng, width, height)[0] * 0 + rng.uniform(5, 60) if dark else None
    sheet = Sheet(paper(rng, width, height, 30, clean=True) if ground is None else ground)
    colour = rng.uniform(150, 255, 3) if dark else None
    columns = int(rng.choice([1, 1, 2, 3]))
    for i in range(columns):
        x0 = width * (0.05 + 0.92 * i / columns)
        x1 = width * (0.02 + 0.92 * (i + 1) / columns)
        _column(rng, writer, sheet, (x0, height * 0.03, x1, height), size, colour)
    return sheet


def _column(
    rng: Rng,
    writer: PageWriter,
    sheet: Sheet,
    area: tuple[float, float, float, float],
    size: float,
    colour: np.ndarray | None,
) -> None:
    """Headings, paragraphs and pictures one below the other."""
    x0, y, x1, y1 = area
    while y < y1 - 2 * size:
        kind = rng.random()
        if kind < 0.25:
            y = writer.print(rng, sheet, (x0, y, x1, y1), size * rng.uniform(1.2, 4), 1, colour)
        elif kind < 0.35:
            tall, wide = int(min(y1 - y - 2, rng.uniform(0.1, 0.3) * y1)), int((x1 - x0) * 0.8)
            if tall > 8 and wide > 8:
                sheet.image[int(y) : int(y) + tall, int(x0) : int(x0) + wide] = picture(
                    rng, wide, tall
                )
            y += tall + size
        else:
            y = writer.print(rng, sheet, (x0, y, x1, y1), size, int(rng.integers(2, 12)), colour)
        y += size * rng.uniform(0, 1)


def _screen(rng: Rng, writer: PageWriter, width: int, height: int, size: float) -> Sheet:
    """A program's window: bars, buttons, fields and lines of text."""
    dark = chance(rng, 0.5)
    ground = rng.uniform(10, 60, 3) if dark else rng.uniform(225, 255, 3)
    colour = rng.uniform(150, 255, 3) if dark else np.full(3, rng.uniform(0, 90))
    image = np.empty((height, width, 3), np.float32)
    image[:] = ground
    sheet = Sheet(image)
    bar = size * rng.uniform(1.6, 2.6)
    image[: int(bar)] = rng.uniform(20, 235, 3)
    writer.print(rng, sheet, (size, bar * 0.15, width * 0.9, bar), size, 1, colour)
    side = width * (rng.uniform(0.15, 0.3) if chance(rng, 0.6) else 0.0)
    if side:
        image[int(bar) :, : int(side)] = ground + (18 if dark else -14)
        for i in range(int(rng.integers(2, 9))):
            y = bar + size * (0.6 + 2 * i)
            writer.print(rng, sheet, (size * 0.8, y, side, y + 2.5 * size), size, 1, colour)
    y = bar + size
    while y < height - 3 * size:
        if chance(rng, 0.3):
            a, b = width * rng.uniform(0.1, 0.4), size * rng.uniform(1.8, 2.6)
            x = side + size
            tone = tuple(float(v) for v in rng.uniform(30, 230, 3))
            thick = -1 if chance(rng, 0.5) else 1
            cv2.rectangle(image, (int(x), int(y)), (int(x + a), int(y + b)), tone, thick)
            area = (x + 0.5 * size, y + 0.2 * size, x + a, y + b + size)
            writer.print(rng, sheet, area, size, 1, colour)
            y += b + size
        else:
            area = (side + size, y, width - size, height)
            y = writer.print(rng, sheet, area, size, int(rng.integers(1, 8)), colour) + size
    return sheet


def _table(rng: Rng, writer: PageWriter, width: int, height: int, size: float) -> Sheet:
    """Ruled rows and columns with print in most cells."""
    sheet = Sheet(paper(rng, width, height, 30, clean=True))
    columns, row = int(rng.integers(2, 7)), size * rng.uniform(1.6, 3.0)
    edges = np.linspace(width * 0.04, width * 0.96, columns + 1)
    ink = (float(rng.uniform(0, 150)),) * 3
    for y in np.arange(height * 0.05, height - row, row):
        cv2.line(sheet.image, (int(edges[0]), int(y)), (int(edges[-1]), int(y)), ink, 1)
        for x0, x1 in itertools.pairwise(edges):
            if chance(rng, 0.75):
                area = (x0 + 0.4 * size, y + 0.3 * size, x1 - 0.2 * size, y + 2.2 * size)
                writer.print(rng, sheet, area, size, 1)
    for x in edges:
        cv2.line(sheet.image, (int(x), int(height * 0.05)), (int(x), height), ink, 1)
    return sheet


def _sign(rng: Rng, writer: PageWriter, width: int, height: int) -> Sheet:
    """A few large words on one colour: posters, packages, labels, covers."""
    image = np.empty((height, width, 3), np.float32)
    tone = rng.uniform(0, 255, 3)
    image[:] = tone
    sheet = Sheet(image)
    colour = rng.uniform(190, 255, 3) if tone.mean() < 130 else rng.uniform(0, 70, 3)
    y = height * rng.uniform(0.02, 0.2)
    while y < height * 0.8:
        size = height * float(rng.uniform(0.05, 0.25))
        y = writer.print(rng, sheet, (width * 0.06, y, width * 0.96, height), size, 1, colour)
        y += height * rng.uniform(0, 0.15)
    return sheet
