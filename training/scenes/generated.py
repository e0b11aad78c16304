"""Generated textbook pages: openers in many layouts, and body pages that have none."""

from __future__ import annotations

import numpy as np
from PIL import Image

from training.scenes import wording
from training.scenes.artwork import band_colour, contrast, ink_colour, picture
from training.scenes.camera import chance
from training.scenes.opener_layouts import LAYOUTS
from training.scenes.pages import Page
from training.scenes.print_fonts import (
    Ink,
    PrintFonts,
    Style,
    line_width,
    resized,
    set_line,
    wrap,
)
from training.scenes.school_artwork import (
    clear_of,
    code,
    fill_area,
    learning_box,
    lettering,
    photograph,
)
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


def school_body(rng: Rng, fonts: PrintFonts, titles: list[str]) -> Page:
    """A school book's page that opens nothing, though much of it looks as if it did."""
    s = Typesetter(rng, fonts, titles)
    if chance(rng, 0.3):
        _side_tab(s)
    if chance(rng, 0.6):
        s.running_header()
    kind = rng.random()
    if kind < 0.35:
        _body_band(s)
    elif kind < 0.5:
        _contents(s)
    elif kind < 0.65:
        _numbered_section(s)
    elif kind < 0.75:
        height = int(rng.uniform(150, 600))
        s.image.paste(photograph(rng, s.right - s.left, height), (s.left, int(s.y)))
        s.y += height + 15
    if chance(rng, 0.35):
        code(s)
    if chance(rng, 0.3) and s.y < s.bottom - 240:
        learning_box(s)
    s.fill()
    return s.page()


def _side_tab(s: Typesetter) -> None:
    """The chapter's number or name in a small tab at the page's edge, on every page of it."""
    size = float(s.rng.uniform(14, 30))
    colour = band_colour(s.rng)
    x, y = (0.0 if chance(s.rng, 0.5) else s.w - size * 1.6), s.rng.uniform(0, 600)
    s.draw.rectangle((x, y, x + size * 1.6, y + size * 9), fill=colour)
    text = f"{wording.label_word(s.rng)} {wording.chapter_number(s.rng)}"
    style = Style(resized(s.display, round(size * 0.8)), contrast(colour))
    lettering(s, x + size * 0.3, y + size, text, style, 90 if chance(s.rng, 0.6) else -90)


def _body_band(s: Typesetter) -> None:
    """ "Exercises" in large print, on a band or in colour."""
    rng = s.rng
    size = float(rng.uniform(20, 44))
    style = Style(resized(s.display, round(size)), ink_colour(rng))
    text = wording.body_heading(rng)
    if chance(rng, 0.5):
        colour = band_colour(rng)
        s.draw.rectangle((s.left - 10, s.y, s.right + 10, s.y + size * 1.6), fill=colour)
        style = Style(style.font, contrast(colour))
    width = line_width(text, style)
    align = "left" if chance(rng, 0.6) else "centre"
    set_line(s.draw, s.place(s.left, s.right, width, align), s.y + size * 0.15, text, style)
    s.y += size * 2


def _contents(s: Typesetter) -> None:
    """A list of chapters with their pages under a large heading."""
    rng = s.rng
    head = Style(resized(s.display, round(rng.uniform(24, 52))), ink_colour(rng))
    text = str(
        rng.choice(["Contents", "CONTENTS", "Table of Contents", "Inhalt", "Sommaire", "Índice"])
    )
    set_line(s.draw, s.left, s.y, text, head)
    s.y += head.font.size * 2
    style = Style(resized(s.body, round(s.body.size * rng.uniform(1, 1.4))), (20, 20, 20))
    word = f"{wording.label_word(rng)} " if chance(rng, 0.5) else ""
    for i in range(int(rng.integers(5, 16))):
        if s.y > s.bottom - 30:
            break
        entry = f"{word}{i + 1}  {wording.school_title(rng, s.titles)}"[:52]
        set_line(s.draw, s.left, s.y, entry, style)
        set_line(s.draw, s.right - 30, s.y, str(10 * i + int(rng.integers(1, 10))), style)
        s.y += style.font.size * 1.9
    s.y = max(s.y, s.bottom if chance(rng, 0.7) else s.y)


def _numbered_section(s: Typesetter) -> None:
    """ "7.2 Overview" or "7. Overview" at the head of a page, not much larger than the text."""
    rng = s.rng
    style = Style(resized(s.display, round(s.body.size * rng.uniform(1.15, 1.8))), ink_colour(rng))
    n = wording.chapter_number(rng)
    number = f"{n}.{int(rng.integers(1, 9))}" if chance(rng, 0.75) else f"{n}."
    lines = wrap(f"{number} {wording.chapter_title(rng, [])}", style, s.right - s.left)
    s.set_block(lines[:2], style, s.left, s.right, "left", [])
    s.y += 8


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
