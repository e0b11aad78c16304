"""Pages of school books that open nothing, though much on them looks as if it did.

Each draws with a `Typesetter` and sets its cursor below what it drew.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from training.scenes import wording
from training.scenes.artwork import band_colour, contrast, ink_colour
from training.scenes.camera import chance
from training.scenes.pages import Page
from training.scenes.print_fonts import PrintFonts, Style, line_width, resized, set_line, wrap
from training.scenes.school_artwork import code, learning_box, lettering, photograph
from training.scenes.typesetter import Typesetter

Rng = np.random.Generator
Body = Callable[[Typesetter], None]


def school_body(rng: Rng, fonts: PrintFonts, titles: list[str]) -> Page:
    """A school book's page that opens nothing."""
    s = Typesetter(rng, fonts, titles)
    if chance(rng, 0.3):
        side_tab(s)
    if chance(rng, 0.45):
        s.running_header()
    elif chance(rng, 0.3):
        subject_header(s)
    weights = np.array([weight for weight, _ in SCHOOL_BODIES])
    SCHOOL_BODIES[int(rng.choice(len(SCHOOL_BODIES), p=weights / weights.sum()))][1](s)
    if chance(rng, 0.35):
        code(s)
    if chance(rng, 0.2) and s.y < s.bottom - 240:
        learning_box(s)
    s.fill()
    return s.page()


def side_tab(s: Typesetter) -> None:
    """The chapter's number or name in a small tab at the page's edge, on every page of it."""
    size = float(s.rng.uniform(14, 30))
    colour = band_colour(s.rng)
    x, y = (0.0 if chance(s.rng, 0.5) else s.w - size * 1.6), s.rng.uniform(0, 600)
    s.draw.rectangle((x, y, x + size * 1.6, y + size * 9), fill=colour)
    text = f"{wording.label_word(s.rng)} {wording.chapter_number(s.rng)}"
    style = Style(resized(s.display, round(size * 0.8)), contrast(colour))
    lettering(s, x + size * 0.3, y + size, text, style, 90 if chance(s.rng, 0.6) else -90)


def subject_header(s: Typesetter) -> None:
    """The book's subject as a running header, up to twice as large as the text."""
    rng = s.rng
    size = s.body.size * rng.uniform(1, 2)
    style = Style(resized(s.display, round(size)), ink_colour(rng))
    text = wording.subject(rng)
    text = text.upper() if chance(rng, 0.4) else text
    align = str(rng.choice(["left", "centre", "right"]))
    x = s.place(s.left, s.right, line_width(text, style), align)
    set_line(s.draw, x, s.y, text, style)
    if chance(rng, 0.6):
        number = str(int(rng.integers(2, 300)))
        away = s.right - line_width(number, style) if align == "left" else s.left
        set_line(s.draw, away, s.y, number, style)
    s.y += size * rng.uniform(1.4, 2.5)


def heading_band(s: Typesetter) -> None:
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


def exercises(s: Typesetter) -> None:
    """Numbered questions under their heading, after the end of a text or at the page's head."""
    rng = s.rng
    if chance(rng, 0.5):
        s.paragraph(s.left, s.right, s.y + rng.uniform(60, 350), 120)
        s.y += s.body.size
    heading_band(s)
    indent = s.body.size * rng.uniform(1.6, 2.6)
    figure = Style(
        resized(s.body if chance(rng, 0.6) else s.display, round(s.body.size * rng.uniform(1, 1.5))),
        ink_colour(rng) if chance(rng, 0.4) else (0, 0, 0),
    )
    mark = str(rng.choice([".", ")", ""]))
    for number in range(1, int(rng.integers(4, 15))):
        if s.y > s.bottom - 40:
            break
        set_line(s.draw, s.left, s.y, f"{number}{mark}", figure)
        s.paragraph(s.left + indent, s.right, s.bottom, int(rng.integers(5, 40)))
        s.y += s.body.size * rng.uniform(0.2, 0.8)


def contents(s: Typesetter) -> None:
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


def numbered_section(s: Typesetter) -> None:
    """ "7.2 Overview" or "7. Overview" at the head of a page, not much larger than the text."""
    rng = s.rng
    style = Style(resized(s.display, round(s.body.size * rng.uniform(1.15, 1.8))), ink_colour(rng))
    n = wording.chapter_number(rng)
    number = f"{n}.{int(rng.integers(1, 9))}" if chance(rng, 0.75) else f"{n}."
    lines = wrap(f"{number} {wording.chapter_title(rng, [])}", style, s.right - s.left)
    s.set_block(lines[:2], style, s.left, s.right, "left", [])
    s.y += 8


def section_in_colour(s: Typesetter) -> None:
    """A section's heading, a question as often as not, up to thrice the text's size."""
    rng = s.rng
    if chance(rng, 0.6):
        s.paragraph(s.left, s.right, s.y + rng.uniform(40, 400), 150)
        s.y += s.body.size
    style = Style(resized(s.display, round(s.body.size * rng.uniform(1.2, 2.8))), ink_colour(rng))
    text = wording.section_question(rng) if chance(rng, 0.5) else wording.chapter_title(rng, [])
    lines = wrap(text, style, s.right - s.left)[:2]
    s.set_block(lines, style, s.left, s.right, "left" if chance(rng, 0.8) else "centre", [])
    s.y += s.body.size * 0.5


def initial(s: Typesetter) -> None:
    """A paragraph with a large first letter, under the heading of a section or under none."""
    rng = s.rng
    if chance(rng, 0.6):
        section_in_colour(s)
    size = s.body.size * rng.uniform(2, 3.6)
    style = Style(resized(s.display, round(size)), ink_colour(rng))
    letter = str(rng.choice(list("ABCDEFGHILMNOPRSTVWAITO")))
    set_line(s.draw, s.left, s.y, letter, style)
    beside = s.left + line_width(letter, style) + s.body.size * 0.3
    below = s.y + size * 1.05
    s.paragraph(beside, s.right, below, 200)
    s.y = below
    s.paragraph(s.left, s.right, s.bottom, 60)


def program(s: Typesetter) -> None:
    """Lines of a program, often numbered, a comment or none as the first."""
    rng = s.rng
    style = Style(resized(s.body, round(s.body.size * rng.uniform(0.85, 1.3))), (20, 20, 20))
    is_numbered = chance(rng, 0.5)
    depth = 0
    for number in range(1, int(rng.integers(8, 30))):
        if s.y > s.bottom - 30:
            break
        if is_numbered:
            set_line(s.draw, s.left, s.y, str(number), style)
        text = wording.statement(rng)
        at = s.left + style.font.size * (2.2 + 1.6 * depth)
        set_line(s.draw, at, s.y, text, style)
        depth = max(0, min(4, depth + (1 if text.endswith("{") else int(rng.integers(-1, 1)))))
        s.y += style.font.size * 1.45
    s.y += s.body.size


def picture_on_top(s: Typesetter) -> None:
    """A picture over the width of the text."""
    height = int(s.rng.uniform(150, 600))
    s.image.paste(photograph(s.rng, s.right - s.left, height), (s.left, int(s.y)))
    s.y += height + 15


def text_alone(_: Typesetter) -> None:
    """Nothing before the text."""


SCHOOL_BODIES: tuple[tuple[float, Body], ...] = (
    (0.12, heading_band),
    (0.18, exercises),
    (0.12, contents),
    (0.12, numbered_section),
    (0.16, section_in_colour),
    (0.12, initial),
    (0.08, program),
    (0.06, picture_on_top),
    (0.04, text_alone),
)
