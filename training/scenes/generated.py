"""Generated textbook pages: openers in many layouts, and body pages that have none."""

from __future__ import annotations

import numpy as np
from PIL import Image

from training.scenes import wording
from training.scenes.artwork import picture
from training.scenes.camera import chance
from training.scenes.opener_layouts import LAYOUTS
from training.scenes.pages import Page
from training.scenes.print_fonts import PrintFonts, Style, wrap
from training.scenes.typesetter import Box, Typesetter

Rng = np.random.Generator


def opener_page(rng: Rng, fonts: PrintFonts, titles: list[str]) -> Page:
    """A generated chapter opener."""
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
        epigraph: list[Box] = []
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
