"""Generated textbook pages: openers in many layouts, and body pages that have none."""

from __future__ import annotations

import numpy as np
from PIL import Image

from training.scenes import wording
from training.scenes.artwork import picture
from training.scenes.camera import chance
from training.scenes.opener_layouts import LAYOUTS
from training.scenes.pages import Page
from training.scenes.print_fonts import (
    Ink,
    PrintFonts,
    Style,
    wrap,
)
from training.scenes.school_artwork import (
    clear_of,
    code,
    fill_area,
    learning_box,
    photograph,
)
from training.scenes.school_bodies import school_body
from training.scenes.school_layouts import SCHOOL_LAYOUTS
from training.scenes.typesetter import Typesetter

Rng = np.random.Generator


# How many of the generated pages are in the manner of school books.
SCHOOL_SHARE = 0.6


def school_opener(rng: Rng, fonts: PrintFonts, titles: list[str]) -> Page:
    """A chapter opening in the manner of school books, with what stands beside it on such pages."""
    while True:
        s = Typesetter(rng, fonts, titles)
        if chance(rng, 0.12):
            fill_area(s, (0, 0, s.w, s.h), tuple(int(v) for v in 255 - rng.integers(0, 60, 3)))
        if chance(rng, 0.15):
            s.running_header()
        weights = np.array([w for w, _ in SCHOOL_LAYOUTS])
        left, right = s.left, s.right
        SCHOOL_LAYOUTS[int(rng.choice(len(SCHOOL_LAYOUTS), p=weights / weights.sum()))][1](s)
        made = s.page()
        # Layouts draw before they know how much room is left: what ran off the page is made anew.
        inside = (made.boxes[:, :2] >= 0).all() and (made.boxes[:, 2:] <= [s.w, s.h]).all()
        apart = len(made.boxes) < 2 or clear_of(tuple(made.boxes[0]), s.title)
        if len(made.boxes) and inside and apart:
            break
    # A sidebar narrows the text, other layouts may have moved the edges for themselves.
    s.left, s.right = (left, right) if s.right - s.left < 250 else (s.left, s.right)
    before = s.image.copy()
    code_at = code(s) if chance(rng, 0.5) else None
    if code_at is not None and not clear_of(code_at, [*s.chapter, *s.title]):
        s.image.paste(before)
    s.y += s.body.size * rng.uniform(0.5, 3)
    if chance(rng, 0.3) and s.y < s.bottom - 240:
        learning_box(s)
    if chance(rng, 0.2) and s.y < s.bottom - 330:
        height = int(rng.uniform(100, 300))
        s.image.paste(photograph(rng, s.right - s.left, height), (s.left, int(s.y)))
        s.y += height + 15
    if not chance(rng, 0.12):
        s.fill()
    return s.page()


def opener_page(rng: Rng, fonts: PrintFonts, titles: list[str]) -> Page:
    """A generated chapter opener."""
    if chance(rng, SCHOOL_SHARE):
        return school_opener(rng, fonts, titles)
    s = Typesetter(rng, fonts, titles)
    if chance(rng, 0.15):
        s.running_header()
    if chance(rng, 0.15):
        height = int(rng.uniform(100, 380))
        s.image.paste(Image.fromarray(picture(rng, s.w, height)), (0, 0))
        s.y = height + rng.uniform(10, 60)
    elif chance(rng, 0.6):
        s.y += rng.uniform(0, 300)
    weights = np.array([w for w, _ in LAYOUTS])
    layout = LAYOUTS[int(rng.choice(len(LAYOUTS), p=weights / weights.sum()))][1]
    left, right = s.left, s.right
    layout(s)
    s.left, s.right = left, right
    s.y += s.body.size * rng.uniform(0.5, 4)
    if chance(rng, 0.15):
        epigraph: list[Ink] = []
        style = Style(s.body, (40, 40, 40))
        s.set_block(
            wrap(wording.sentence(rng, 14), style, (right - left) * 0.6)[:3],
            style,
            left,
            right,
            "right" if chance(rng, 0.5) else "left",
            epigraph,
        )
        s.y += s.body.size
    s.fill()
    return s.page()


def body_page(rng: Rng, fonts: PrintFonts, titles: list[str]) -> Page:
    """A page without an opener: running header, sections, figures, text."""
    if chance(rng, SCHOOL_SHARE):
        return school_body(rng, fonts, titles)
    setter = Typesetter(rng, fonts, titles)
    if chance(rng, 0.85):
        setter.running_header()
    if chance(rng, 0.45):
        setter.section()
    setter.fill()
    if chance(rng, 0.4):
        setter.draw.text(
            (setter.w / 2, setter.bottom + 10),
            str(int(rng.integers(1, 600))),
            font=setter.body,
            fill=(0, 0, 0),
        )
    return setter.page()
