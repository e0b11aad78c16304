"""Test sets of generated items, which no language model may turn into words."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Literal

import numpy as np

from training.ink.alphabet import fold
from training.ink.font_line import render_font
from training.ink.fonts import FontShelf
from training.ink.photograph import CLEAN, photograph
from training.reader.validation import Example
from training.text.items import item

ItemSetName = Literal["items-codes", "items-numbers", "items-addresses", "items-names"]
ITEM_SETS: dict[ItemSetName, tuple[str, ...]] = {
    "items-codes": ("code", "formula"),
    "items-numbers": ("number", "price", "date", "time", "phone"),
    "items-addresses": ("email", "url"),
    "items-names": ("name",),
}
"""Kinds of items of each set."""

_X_HEIGHT_PX = 24.0


def item_examples(name: ItemSetName, fonts: Path, count: int) -> list[Example]:
    """The first `count` items of a set, in the validation fonts and photographed."""
    shelf = FontShelf(fonts, "validation")
    found: list[Example] = []
    number = 0
    while len(found) < count:
        number += 1
        rng = np.random.default_rng([19, number])
        draw = Random(number)
        text = fold(item(draw, draw.choice(ITEM_SETS[name])))
        face = shelf.pick(rng)
        if face.capitals_only or not face.can_write(text):
            continue
        line = render_font(rng, face, text, _X_HEIGHT_PX)
        if line is not None:
            gray = photograph(rng, line.mask, line.x_height_px, CLEAN)
            found.append(Example(gray, line.text, False))
    return found
