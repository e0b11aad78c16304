"""The layouts of generated chapter openers; each draws label and title with a `Typesetter`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from training.scenes import wording
from training.scenes.artwork import band_colour, contrast, ink_colour, picture
from training.scenes.camera import chance
from training.scenes.print_fonts import Style, line_width, resized, set_line, wrap
from training.scenes.typesetter import Typesetter

Rng = np.random.Generator
Layout = Callable[[Typesetter], None]


def _title(s: Typesetter) -> str:
    return wording.chapter_title(s.rng, s.titles)


def _align(rng: Rng) -> str:
    return str(rng.choice(["left", "centre", "right"], p=[0.5, 0.32, 0.18]))


def _title_size(s: Typesetter) -> float:
    return float(s.rng.uniform(1.5, 3.6) * s.body.size)


def _gap(s: Typesetter, size: float) -> None:
    s.y += size * s.rng.uniform(0.1, 1.6)


def _rule(s: Typesetter) -> None:
    if chance(s.rng, 0.3):
        s.draw.line((s.left, s.y, s.right, s.y), fill=s.colour, width=int(s.rng.integers(1, 5)))
        s.y += s.rng.uniform(6, 24)


def label_above(s: Typesetter) -> None:
    """ "Chapter 3" on a line of its own, the title below."""
    rng, align = s.rng, _align(s.rng)
    size = _title_size(s)
    label = f"{wording.label_word(rng)} {wording.numeral(rng, wording.chapter_number(rng))}"
    if chance(rng, 0.15):
        label = wording.numeral(rng, wording.chapter_number(rng))
    if chance(rng, 0.15):
        label += "."
    style = s.heading(size * rng.uniform(0.5, 1.1), ink_colour(rng) if chance(rng, 0.4) else None)
    _rule(s)
    s.set_block([label], style, s.left, s.right, align, s.chapter)
    _gap(s, size)
    _rule(s)
    style = s.heading(size)
    width = (s.right - s.left) * rng.uniform(0.6, 1)
    other = _align(rng) if chance(rng, 0.08) else align
    s.set_block(wrap(_title(s), style, width)[:4], style, s.left, s.right, other, s.title)
    _rule(s)


def one_line(s: Typesetter) -> None:
    """ "3 Photosynthesis", "Chapter 3: Getting started", wrapped lines hanging or not."""
    rng = s.rng
    size = _title_size(s) * 0.9
    style = s.heading(size)
    number = (
        wording.numeral(rng, wording.chapter_number(rng))
        if chance(rng, 0.4)
        else str(wording.chapter_number(rng))
    )
    label = number if chance(rng, 0.5) else f"{wording.label_word(rng)} {number}"
    label += str(rng.choice(["", ".", ":", " –", " |"], p=[0.4, 0.25, 0.2, 0.1, 0.05]))
    label_style = s.heading(size, ink_colour(rng)) if chance(rng, 0.2) else style
    gap = size * rng.uniform(0.25, 1.2)
    lines = wrap(_title(s), style, s.right - s.left)
    room = s.right - s.left - line_width(label, label_style) - gap
    first, rest = [], " ".join(lines).split()
    while rest and (not first or line_width(" ".join([*first, rest[0]]), style) <= room):
        first.append(rest.pop(0))
    total = line_width(label, label_style) + gap + line_width(" ".join(first), style)
    x = s.place(s.left, s.right, total, "left" if rest or chance(rng, 0.75) else "centre")
    _rule(s)
    s.chapter.append(set_line(s.draw, x, s.y, label, label_style))
    indent = x + line_width(label, label_style) + gap
    s.title.append(set_line(s.draw, indent, s.y, " ".join(first), style))
    s.y += size * 1.25
    if rest:
        hang = indent if chance(rng, 0.5) else s.left
        s.set_block(
            wrap(" ".join(rest), style, s.right - hang)[:3], style, hang, s.right, "left", s.title
        )
    _rule(s)


def big_number(s: Typesetter) -> None:
    """A huge numeral, perhaps with the word; the title under or beside it."""
    rng, align = s.rng, _align(s.rng)
    size = _title_size(s)
    huge = size * rng.uniform(1.8, 5)
    number = (
        str(wording.chapter_number(rng))
        if chance(rng, 0.85)
        else wording.roman(wording.chapter_number(rng))
    )
    style = Style(resized(s.display, round(huge)), ink_colour(rng))
    if chance(rng, 0.45):
        word = s.heading(size * rng.uniform(0.4, 0.9))
        if chance(rng, 0.5):
            s.set_block([wording.label_word(rng)], word, s.left, s.right, align, s.chapter)
        else:
            x = s.left
            s.chapter.append(set_line(s.draw, x, s.y + huge * 0.7, wording.label_word(rng), word))
            s.left = round(s.chapter[-1][2] + size * 0.3)
            align = "left"
    top = s.y
    x = s.place(s.left, s.right, line_width(number, style), align)
    box = set_line(s.draw, x, s.y, number, style)
    s.chapter.append(box)
    title = s.heading(size)
    if align == "left" and box[2] < s.w * 0.45 and chance(rng, 0.5):
        s.y = box[1] + (box[3] - box[1]) * rng.uniform(0, 0.6)
        s.set_block(
            wrap(_title(s), title, s.right - box[2] - size)[:4],
            title,
            box[2] + size * 0.6,
            s.right,
            "left",
            s.title,
        )
        s.y = max(s.y, box[3] + size)
    else:
        s.y = max(top, box[3]) + size * rng.uniform(0.3, 1.2)
        s.set_block(
            wrap(_title(s), title, s.right - s.left)[:4], title, s.left, s.right, align, s.title
        )


def band(s: Typesetter) -> None:
    """Label and title on a coloured band or picture across the page."""
    rng = s.rng
    size = _title_size(s)
    top, height = s.y if chance(rng, 0.5) else 0.0, size * rng.uniform(3.5, 8)
    colour = band_colour(rng)
    full = chance(rng, 0.6)
    x0, x1 = (0, s.w) if full else (s.left - 10, s.right + 10)
    if chance(rng, 0.25):
        image = picture(rng, int(x1 - x0), int(height))
        image = (image * 0.5 + np.array(colour) * 0.5).astype(np.uint8)
        s.image.paste(Image.fromarray(image), (int(x0), int(top)))
    else:
        s.draw.rectangle((x0, top, x1, top + height), fill=colour)
    text = contrast(colour)
    align = _align(rng)
    s.y = top + height * rng.uniform(0.06, 0.25)
    label = s.heading(size * rng.uniform(0.5, 1.6), text)
    number = wording.numeral(rng, wording.chapter_number(rng))
    name = f"{wording.label_word(rng)} {number}" if chance(rng, 0.75) else number
    s.set_block([name], label, s.left, s.right, align, s.chapter)
    if chance(rng, 0.25):
        s.y = top + height + size * 0.4
        text = s.colour
    style = s.heading(size, text)
    lines = wrap(_title(s), style, s.right - s.left)
    room = max(1, int((top + height - s.y) / (size * 1.45))) if text != s.colour else 4
    while len(lines) > room and size > s.body.size * 1.3:
        size *= 0.85
        style = Style(resized(style.font, round(size)), style.colour, style.caps, style.tracking)
        lines = wrap(" ".join(lines), style, s.right - s.left)
        room = max(1, int((top + height - s.y) / (size * 1.45)))
    s.set_block(lines[:4], style, s.left, s.right, align, s.title)
    s.y = max(s.y, top + height) + size * 0.7


def tab(s: Typesetter) -> None:
    """The number in a filled box or disc, at the margin or the page's edge; title beside it."""
    rng = s.rng
    size = _title_size(s)
    colour = band_colour(rng)
    big = size * rng.uniform(0.8, 2.6)
    style = Style(resized(s.display, round(big)), contrast(colour))
    number = str(wording.chapter_number(rng))
    width = line_width(number, style)
    pad = big * rng.uniform(0.2, 0.5)
    at_right = chance(rng, 0.3)
    x = (
        (s.w - width - 2 * pad if at_right else 0.0)
        if chance(rng, 0.4)
        else (s.right - width - 2 * pad if at_right else float(s.left))
    )
    area = (x, s.y, x + width + 2 * pad, s.y + big + 2 * pad)
    if chance(rng, 0.3):
        s.draw.ellipse(area, fill=colour)
    else:
        s.draw.rectangle(area, fill=colour)
    s.chapter.append(set_line(s.draw, x + pad, s.y + pad * 0.8, number, style))
    if chance(rng, 0.35):
        word = Style(resized(s.display, max(9, round(big * 0.25))), contrast(colour), "upper")
        label = wording.label_word(rng)
        if line_width(label, word) < width + 2 * pad:
            s.chapter.append(set_line(s.draw, x + pad * 0.5, s.y + 2, label, word))
    title = s.heading(size)
    if at_right:
        x0, x1 = float(s.left), x - size * 0.4
    else:
        x0, x1 = max(area[2] + size * 0.4, float(s.left)), float(s.right)
    bottom = area[3]
    s.y += rng.uniform(0, max(1.0, big + pad - size))
    lines = wrap(_title(s), title, x1 - x0)[:4]
    s.set_block(lines, title, x0, x1, "right" if at_right else "left", s.title)
    s.y = max(s.y, bottom) + size * 0.6


def title_first(s: Typesetter) -> None:
    """The title above its number."""
    rng, align = s.rng, _align(s.rng)
    size = _title_size(s)
    style = s.heading(size)
    s.set_block(
        wrap(_title(s), style, s.right - s.left)[:3], style, s.left, s.right, align, s.title
    )
    _gap(s, size * 0.7)
    label = s.heading(size * rng.uniform(0.5, 0.9))
    name = f"{wording.label_word(rng)} {wording.numeral(rng, wording.chapter_number(rng))}"
    s.set_block([name], label, s.left, s.right, align, s.chapter)


def margin_label(s: Typesetter) -> None:
    """The label right-aligned at the top, word above numeral, the title far below."""
    rng = s.rng
    size = _title_size(s)
    label = s.heading(size * rng.uniform(0.5, 1.0))
    number = wording.numeral(rng, wording.chapter_number(rng))
    stacked = [wording.label_word(rng), number]
    s.set_block(
        stacked if chance(rng, 0.6) else [" ".join(stacked)],
        label,
        s.left,
        s.right,
        "right",
        s.chapter,
    )
    s.y += size * rng.uniform(0.8, 3)
    style = s.heading(size)
    s.set_block(
        wrap(_title(s), style, s.right - s.left)[:3],
        style,
        s.left,
        s.right,
        "right" if chance(rng, 0.7) else "left",
        s.title,
    )


def title_only(s: Typesetter) -> None:
    """Preface, Foreword, or an unnumbered chapter."""
    style = s.heading(_title_size(s))
    text = wording.title_without_number(s.rng) if chance(s.rng, 0.7) else _title(s)
    s.set_block(
        wrap(text, style, s.right - s.left)[:3], style, s.left, s.right, _align(s.rng), s.title
    )


LAYOUTS: tuple[tuple[float, Layout], ...] = (
    (0.27, label_above),
    (0.22, one_line),
    (0.15, big_number),
    (0.12, band),
    (0.1, tab),
    (0.04, title_first),
    (0.05, margin_label),
    (0.05, title_only),
)
