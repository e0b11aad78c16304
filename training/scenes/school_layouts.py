"""Chapter openings in the manner of school books; each draws label and title with a `Typesetter`.

Colour, pictures and drawn letters, labels beside, above, turned or far from their titles. Layouts set
the cursor below what they drew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from training.scenes import wording
from training.scenes.artwork import band_colour, contrast, ink_colour
from training.scenes.camera import chance
from training.scenes.print_fonts import Style, line_width, resized, set_line
from training.scenes.school_artwork import (
    badge,
    drawn_block,
    fill_area,
    fitted,
    legible,
    lettering,
    photograph,
)
from training.scenes.typesetter import Box, Typesetter, union

Layout = Callable[[Typesetter], None]


def _display(s: Typesetter, size: float, colour: tuple[int, int, int]) -> Style:
    caps = "upper" if chance(s.rng, 0.25) else "none"
    return Style(resized(s.display, round(size)), colour, caps)


def _number(s: Typesetter) -> str:
    n = wording.chapter_number(s.rng)
    form = s.rng.random()
    return f"{n:02d}" if form < 0.08 else wording.roman(n) if form < 0.14 else str(n)


def _title(s: Typesetter, style: Style, area: Box, rows: int, align: str) -> None:
    """The title set or drawn in an area."""
    lines, style = fitted(s, wording.school_title(s.rng, s.titles), style, area[2] - area[0], rows)
    if chance(s.rng, 0.3):
        drawn_block(s, lines, style, area, align, s.title)
    else:
        s.y = area[1]
        s.set_block(lines, style, area[0], area[2], align, s.title)
    s.y = union(s.title)[3] + style.font.size * 0.5


def _badge_number(s: Typesetter, x: float, y: float, size: float) -> Box:
    """A number in a shape, perhaps with its word above, below, beside or turned at its side."""
    rng = s.rng
    colour = band_colour(rng)
    style = Style(resized(s.display, round(size)), contrast(colour))
    text = _number(s)
    width, pad = line_width(text, style), size * rng.uniform(0.2, 0.55)
    side = max(width, size * 0.9) + 2 * pad
    x = min(max(4.0, x), s.w - side - 4)
    area = (x, y, x + side, y + size * 1.05 + 2 * pad)
    if chance(rng, 0.8):
        badge(s, area, colour)
    else:
        style = replace(style, colour=legible(s, area))
    left = x + (side - width) / 2
    s.chapter.append(
        lettering(s, left, y + pad + size * 0.15, text, style)
        if chance(rng, 0.25)
        else set_line(s.draw, left, y + pad * 0.9, text, style)
    )
    where = rng.random()
    word = Style(resized(s.display, max(10, round(size * rng.uniform(0.22, 0.5)))), style.colour)
    label = wording.label_word(rng)
    label = label.upper() if chance(rng, 0.5) else label
    length = line_width(label, word)
    if where < 0.2 and length < side:
        s.chapter.append(set_line(s.draw, x + (side - length) / 2, y + 1, label, word))
    elif where < 0.32 and length < side:
        s.chapter.append(
            set_line(s.draw, x + (side - length) / 2, area[3] - word.font.size * 1.3, label, word)
        )
    elif where < 0.46:
        outside = replace(word, colour=ink_colour(rng))
        s.chapter.append(set_line(s.draw, x + (side - length) / 2, area[3] + 2, label, outside))
        area = (area[0], area[1], area[2], s.chapter[-1][3])
    elif where < 0.66:
        at = x - word.font.size * 1.3
        word = replace(word, colour=legible(s, (at, y, x - 1, area[3])))
        turn = 90 if chance(rng, 0.8) else -90
        s.chapter.append(lettering(s, max(2, at), y + pad * 0.6, label, word, turn))
    return union([area, *s.chapter])


def block_on_top(s: Typesetter) -> None:
    """A coloured block or picture across the top with light title; number at either end."""
    rng = s.rng
    height = rng.uniform(70, 270)
    top = 0.0 if chance(rng, 0.6) else s.y
    area = (0.0 if chance(rng, 0.7) else s.left - 12.0, top, float(s.w), top + height)
    fill_area(s, area, band_colour(rng))
    size = min(rng.uniform(24, 58), height * 0.4)
    at_right = chance(rng, 0.5)
    y = top + rng.uniform(0.05, 0.3) * height
    number = _badge_number(
        s,
        s.right - size * 2 if at_right else s.left,
        y,
        size * rng.uniform(0.9, min(2.2, height * 0.55 / size)),
    )
    x0, x1 = (s.left, number[0] - 14) if at_right else (number[2] + 16, s.right)
    where = (x0, y + rng.uniform(0, 0.2) * height, max(x0 + 150, x1), area[3])
    style = _display(s, size, legible(s, where))
    _title(
        s,
        style,
        where,
        max(1, int((area[3] - where[1]) / (size * 1.4))),
        "left" if chance(rng, 0.7) else "right",
    )
    s.y = max(s.y, area[3], number[3]) + 20


def picture_page(s: Typesetter) -> None:
    """A picture over the whole page or most of it, label and title on it, no or little text."""
    rng = s.rng
    height = s.h if chance(rng, 0.5) else int(rng.uniform(300, 800))
    s.image.paste(photograph(rng, s.w, height), (0, 0))
    size = rng.uniform(30, 74)
    top = rng.uniform(20, max(40, height - size * 5))
    if chance(rng, 0.35):
        fill = band_colour(rng)
        s.draw.rectangle((0, top - 10, s.w, top + size * 3.4), fill=fill)
    align = str(rng.choice(["left", "centre", "right"]))
    label_first = chance(rng, 0.85)
    y = top
    if label_first:
        if chance(rng, 0.5):
            number = _badge_number(
                s, s.place(s.left, s.right, size * 1.6, align), y, size * rng.uniform(0.7, 1.5)
            )
            y = number[3] + size * 0.2
        else:
            text = f"{wording.label_word(rng)} {_number(s)}" if chance(rng, 0.7) else _number(s)
            label = _display(
                s, size * rng.uniform(0.5, 1), legible(s, (s.left, y, s.right, y + size))
            )
            x = s.place(s.left, s.right, line_width(text, label), align)
            s.chapter.append(set_line(s.draw, x, y, text, label))
            y = s.chapter[-1][3] + size * 0.4
    where = (s.left, y, s.right, y + size * 3)
    _title(s, _display(s, size, legible(s, where)), where, 3, align)
    s.y = max(s.y + 20, float(height))


def sidebar(s: Typesetter) -> None:
    """A bar along a side of the page; the label turned in it or at its head, the title apart."""
    rng = s.rng
    width = rng.uniform(28, 110)
    at_left = chance(rng, 0.5)
    bar = (0.0, 0.0, width, float(s.h)) if at_left else (s.w - width, 0.0, float(s.w), float(s.h))
    if chance(rng, 0.4):
        bar = (bar[0], rng.uniform(0, 300), bar[2], rng.uniform(500, 1000))
    fill_area(s, bar, band_colour(rng))
    s.left = max(s.left, int(width + 16)) if at_left else s.left
    s.right = s.right if at_left else min(s.right, int(s.w - width - 16))
    word = f"{wording.label_word(rng)} {_number(s)}"
    size = min(width * 0.6, rng.uniform(18, 60))
    style = _display(s, size, legible(s, bar))
    if chance(rng, 0.7):
        y = bar[1] + rng.uniform(20, 240)
        s.chapter.append(
            lettering(
                s, bar[0] + (width - size) / 2, y, word, style, 90 if chance(rng, 0.6) else -90
            )
        )
    else:
        _badge_number(s, bar[0] + 4, bar[1] + rng.uniform(20, 160), size)
    big = rng.uniform(26, 70)
    y = s.y + rng.uniform(0, 320)
    where = (s.left, y, s.right, y + big * 3)
    _title(
        s,
        _display(s, big, legible(s, where) if chance(rng, 0.3) else s.colour),
        where,
        3,
        "left" if chance(rng, 0.7) else "centre",
    )
    s.y += 20


def number_apart(s: Typesetter) -> None:
    """Title at one side, the number far from it at the other or in a corner; a rule, perhaps."""
    rng = s.rng
    size = rng.uniform(22, 50)
    at_right = chance(rng, 0.7)
    number_size = size * rng.uniform(0.8, 3)
    y = s.y + rng.uniform(0, 120)
    x = s.right - number_size * 1.4 if at_right else float(s.left)
    number = _badge_number(s, x, y if chance(rng, 0.6) else rng.uniform(10, 60), number_size)
    x0, x1 = (s.left, number[0] - 20) if at_right else (number[2] + 30, s.right)
    where = (x0, y + rng.uniform(0, number_size * 0.5), max(x0 + 160, x1), y + size * 4)
    ruled = chance(rng, 0.4)
    _title(
        s,
        _display(s, size, ink_colour(rng)),
        where,
        3,
        "left" if at_right or chance(rng, 0.5) else "right",
    )
    s.y = max(s.y, number[3]) + 10
    if ruled:
        s.draw.line(
            (s.left, s.y, s.right, s.y), fill=ink_colour(rng), width=int(rng.integers(1, 7))
        )
        s.y += 14


def in_a_drawing(s: Typesetter) -> None:
    """Label and title within a cloud, board, banner or scroll, its edge drawn."""
    rng = s.rng
    size = rng.uniform(24, 52)
    width, height = rng.uniform(0.5, 0.95) * s.w, size * rng.uniform(3, 5.5)
    x, y = rng.uniform(4, s.w - width), s.y + rng.uniform(0, 100)
    colour = band_colour(rng)
    area = (x, y, x + width, y + height)
    if chance(rng, 0.4):
        for _ in range(int(rng.integers(6, 14))):
            cx, cy = x + rng.uniform(0.1, 0.9) * width, y + rng.uniform(0.25, 0.75) * height
            r = rng.uniform(0.25, 0.5) * height
            s.draw.ellipse((cx - r * 1.6, cy - r, cx + r * 1.6, cy + r), fill=colour)
    s.draw.rounded_rectangle(
        area,
        radius=float(rng.uniform(0, 60)),
        fill=colour,
        outline=ink_colour(rng),
        width=int(rng.integers(1, 8)),
    )
    ink = contrast(colour)
    inner = (x + width * 0.08, y + height * 0.1, x + width * 0.92, y + height)
    if chance(rng, 0.5):
        number = _badge_number(
            s,
            x + rng.uniform(-0.03, 0.08) * width,
            y - size * rng.uniform(0, 0.6),
            size * rng.uniform(0.7, 1.3),
        )
        inner = (number[2] + size * 0.4, inner[1], max(number[2] + 170, inner[2]), inner[3])
    else:
        text = f"{wording.label_word(rng)} {_number(s)}"
        label = _display(s, size * rng.uniform(0.5, 1), ink)
        at = s.place(inner[0], inner[2], line_width(text, label), "centre")
        s.chapter.append(
            lettering(s, at, inner[1], text, label)
            if chance(rng, 0.5)
            else set_line(s.draw, at, inner[1], text, label)
        )
        inner = (inner[0], s.chapter[-1][3] + size * 0.15, inner[2], inner[3])
    _title(
        s,
        _display(s, size, ink),
        inner,
        max(1, int((inner[3] - inner[1]) / (size * 1.4))),
        "centre" if chance(rng, 0.7) else "left",
    )
    s.y = max(s.y, area[3]) + 16


def under_a_unit(s: Typesetter) -> None:
    """A banner names unit or theme; the lesson below it is what opens."""
    rng = s.rng
    height = rng.uniform(22, 70)
    colour = band_colour(rng)
    s.draw.rectangle((0, 0, s.w, height), fill=colour)
    banner = Style(resized(s.display, round(height * 0.5)), contrast(colour))
    text = f"{wording.label_word(rng)} {_number(s)}: {wording.school_title(rng, [])}"
    if line_width(text, banner) < s.right - s.left:
        set_line(s.draw, s.left, height * 0.15, text, banner)
    s.y = height + rng.uniform(10, 60)
    size = rng.uniform(22, 48)
    style = _display(s, size, ink_colour(rng))
    number = _number(s) + str(rng.choice(["", ".", ":"]))
    text = number if chance(rng, 0.6) else f"{wording.label_word(rng)} {number}"
    y = s.y
    s.chapter.append(set_line(s.draw, s.left, y, text, style))
    x = s.chapter[-1][2] + size * rng.uniform(0.3, 1)
    _title(s, style, (x, y, s.right, y + size * 3), 2, "left")


def word_over_number(s: Typesetter) -> None:
    """A small word over, under or turned beside a huge plain numeral, the title below or beside."""
    rng = s.rng
    size = rng.uniform(22, 46)
    huge = size * rng.uniform(1.6, 4.5)
    x = (
        s.left
        if chance(rng, 0.5)
        else s.place(s.left, s.right, huge, str(rng.choice(["centre", "right"])))
    )
    style = Style(resized(s.display, round(huge)), ink_colour(rng))
    word = Style(resized(s.display, round(max(12, huge * rng.uniform(0.2, 0.4)))), ink_colour(rng))
    label = wording.label_word(rng)
    label = label.upper() if chance(rng, 0.6) else label
    y = s.y + rng.uniform(0, 120)
    x = min(x, s.w - max(line_width(label, word), huge) - 10)
    if chance(rng, 0.6):
        s.chapter.append(set_line(s.draw, x, y, label, word))
        s.chapter.append(set_line(s.draw, x, s.chapter[-1][3] + 2, _number(s), style))
    else:
        s.chapter.append(set_line(s.draw, x, y, _number(s), style))
        below = s.chapter[-1][3] + 4
        s.chapter.append(set_line(s.draw, x, below, label, word))
    box = union(s.chapter)
    beside = box[2] + size < s.w * 0.5 and chance(rng, 0.6)
    where = (
        (box[2] + size, box[1], s.right, box[3])
        if beside
        else (s.left, box[3] + size * 0.6, s.right, s.h)
    )
    _title(
        s,
        _display(s, size, ink_colour(rng)),
        where,
        3,
        "left" if beside or chance(rng, 0.5) else "centre",
    )
    s.y = max(s.y, box[3]) + 16


def title_alone(s: Typesetter) -> None:
    """A title without any label, large, in colour, on a band or none."""
    rng = s.rng
    size = rng.uniform(28, 76)
    y = s.y + rng.uniform(0, 260)
    if chance(rng, 0.5):
        fill_area(s, (0, y - size * 0.4, s.w, y + size * 2.2), band_colour(rng))
    where = (s.left, y, s.right, y + size * 2.6)
    _title(s, _display(s, size, legible(s, where)), where, 2, str(rng.choice(["left", "centre"])))
    s.y += 20


SCHOOL_LAYOUTS: tuple[tuple[float, Layout], ...] = (
    (0.22, block_on_top),
    (0.12, picture_page),
    (0.12, sidebar),
    (0.15, number_apart),
    (0.12, in_a_drawing),
    (0.08, under_a_unit),
    (0.11, word_over_number),
    (0.08, title_alone),
)
