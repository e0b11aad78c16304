"""What school books draw around their headings: blocks, ribbons, discs, codes, drawn letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from training.scenes import wording
from training.scenes.artwork import band_colour, contrast, ink_colour, picture
from training.scenes.camera import chance
from training.scenes.print_fonts import Ink, Style, line_width, resized, set_line, wrap
from training.scenes.typesetter import Box, Typesetter, union

Rng = np.random.Generator
Colour = tuple[int, int, int]


def shades(image: Image.Image, area: Box) -> float:
    """Mean luminance of a part of the page, 0..255."""
    x0, y0, x1, y1 = (int(v) for v in area)
    part = image.crop((max(0, x0), max(0, y0), max(x0 + 1, x1), max(y0 + 1, y1)))
    return float(np.asarray(part.convert("L")).mean())


def legible(s: Typesetter, area: Box) -> Colour:
    """An ink that stands out of what is drawn in `area`, now and then a coloured one."""
    dark = shades(s.image, area) < 140
    if chance(s.rng, 0.3):
        hue = int(s.rng.integers(0, 180))
        tone = (hue, int(s.rng.integers(60, 170)), 255) if dark else (hue, 220, 110)
        return tuple(int(c) for c in cv2.cvtColor(np.uint8([[tone]]), cv2.COLOR_HSV2RGB)[0, 0])
    return (255, 255, 255) if dark else (15, 15, 15)


def photograph(rng: Rng, width: int, height: int) -> Image.Image:
    """A picture with fine structure, not only soft shapes."""
    image = picture(rng, width, height).astype(np.float32)
    for size in (2, 5, 14, 40):
        grain = rng.normal(0, 1, (max(1, height // size), max(1, width // size))).astype(np.float32)
        image += rng.uniform(0, 18) * cv2.resize(grain, (width, height))[..., None]
    if chance(rng, 0.3):
        image = image.mean(2, keepdims=True) * rng.uniform(0.2, 1, 3)
    if chance(rng, 0.4):
        pale, share = rng.uniform(0, 255), rng.uniform(0.3, 0.8)
        image = image * (1 - share) + pale * share
    return Image.fromarray(np.clip(image, 0, 255).astype(np.uint8))


def gradient(s: Typesetter, area: Box, colour: Colour) -> None:
    """A filled area that fades from a colour to a lighter or darker one."""
    x0, y0, x1, y1 = (int(v) for v in area)
    width, height = max(1, x1 - x0), max(1, y1 - y0)
    other = np.clip(np.array(colour) + s.rng.uniform(-70, 70), 0, 255)
    t = np.linspace(0, 1, width if chance(s.rng, 0.5) else height)
    ramp = np.array(colour) * (1 - t[:, None]) + other * t[:, None]
    ramp = ramp[None].repeat(height, 0) if len(t) == width else ramp[:, None].repeat(width, 1)
    s.image.paste(Image.fromarray(ramp.astype(np.uint8)), (x0, y0))


def fill_area(s: Typesetter, area: Box, colour: Colour) -> None:
    """A flat, fading or photographed area, perhaps with round corners or a slanted edge."""
    kind = s.rng.random()
    x0, y0, x1, y1 = area
    if kind < 0.4:
        s.draw.rectangle(area, fill=colour)
    elif kind < 0.55:
        s.draw.rounded_rectangle(area, radius=float(s.rng.uniform(4, 40)), fill=colour)
    elif kind < 0.7:
        lean = float(s.rng.uniform(-0.5, 0.5)) * (y1 - y0)
        corners = [(x0, y0), (x1, y0), (x1, y1 - max(0, lean)), (x0, y1 + min(0, lean))]
        s.draw.polygon(corners, fill=colour)
    elif kind < 0.85:
        gradient(s, area, colour)
    else:
        size = max(1, int(x1 - x0)), max(1, int(y1 - y0))
        s.image.paste(photograph(s.rng, *size), (int(x0), int(y0)))


def badge(s: Typesetter, area: Box, colour: Colour) -> None:
    """The shape that a number stands in: disc, ring, box, ribbon, star, drop."""
    x0, y0, x1, y1 = area
    w, h = x1 - x0, y1 - y0
    kind = int(s.rng.integers(0, 7))
    edge = None if chance(s.rng, 0.6) else contrast(colour)
    if kind <= 1:
        s.draw.ellipse(area, fill=colour, outline=edge, width=3)
        if chance(s.rng, 0.3):
            inner = (x0 + w * 0.08, y0 + h * 0.08, x1 - w * 0.08, y1 - h * 0.08)
            s.draw.ellipse(inner, outline=contrast(colour), width=2)
    elif kind == 2:
        s.draw.rectangle(area, fill=colour, outline=edge, width=3)
    elif kind == 3:
        s.draw.rounded_rectangle(area, radius=0.25 * min(w, h), fill=colour, outline=edge, width=3)
    elif kind == 4:
        notch = h * 0.25
        s.draw.polygon(
            [(x0, y0 - h), (x1, y0 - h), (x1, y1 + notch), ((x0 + x1) / 2, y1), (x0, y1 + notch)],
            fill=colour,
        )
    elif kind == 5:
        turn = float(s.rng.uniform(0, 6))
        points = int(s.rng.integers(6, 15))
        s.draw.polygon(
            [
                (
                    (x0 + x1) / 2 + w * r * np.cos(turn + a),
                    (y0 + y1) / 2 + h * r * np.sin(turn + a),
                )
                for i, a in enumerate(np.linspace(0, 2 * np.pi, 2 * points, endpoint=False))
                for r in ((0.72 if i % 2 else 0.58),)
            ],
            fill=colour,
        )
    else:
        s.draw.polygon(
            [
                (x0 - w * 0.3, y0),
                (x1, y0),
                (x1 + w * 0.35, (y0 + y1) / 2),
                (x1, y1),
                (x0 - w * 0.3, y1),
            ],
            fill=colour,
        )


def lettering(
    s: Typesetter, x: float, y: float, text: str, style: Style, degrees: float = 0
) -> Ink:
    """Text as it is drawn rather than set: outlined, shadowed, leaning, letters that dance.

    Gives the ink's box; `degrees` turns the whole against the clock."""
    rng = s.rng
    size = style.font.size
    if style.caps != "none":
        text = text.upper()
    width = max(
        4, int(line_width(text, replace(style, caps="none")) + size * (1.5 + 0.12 * len(text)))
    )
    layer = Image.new("RGBA", (width, int(size * 2.4)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    outline = int(rng.integers(1, max(2, round(size * 0.07)) + 1)) if chance(rng, 0.45) else 0
    around = contrast(style.colour) if chance(rng, 0.6) else ink_colour(rng)
    dance = chance(rng, 0.3) and len(text) > 2
    at = size * 0.5
    for letter in text if dance else [text]:
        top = size * 0.5 + (rng.normal(0, 0.06) * size if dance else 0)
        fill = (
            ink_colour(rng)
            if dance and chance(rng, 0.2) and style.colour[1] < 200
            else style.colour
        )
        draw.text((at, top), letter, font=style.font, fill=(*fill, 255), stroke_width=outline,
                  stroke_fill=(*around, 255))  # fmt: skip
        at += style.font.getlength(letter) + (size * 0.05 if dance else 0)
    if degrees:
        layer = layer.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    alpha = layer.getchannel("A")
    ink = alpha.getbbox() or (0, 0, 1, 1)
    layer, alpha = layer.crop(ink), alpha.crop(ink)
    place = (int(x), int(y))
    if chance(rng, 0.25):
        shadow = alpha.filter(ImageFilter.GaussianBlur(float(rng.uniform(0, 3))))
        grey = Image.new("RGB", alpha.size, (int(rng.integers(0, 160)),) * 3)
        s.image.paste(grey, (place[0] + 2, place[1] + 2), shadow)
    s.image.paste(layer.convert("RGB"), place, alpha)
    return Ink((x, y, x + layer.width, y + layer.height), text)


def drawn_block(
    s: Typesetter, lines: list[str], style: Style, area: Box, align: str, into: list[Ink]
) -> None:
    """Lines of drawn lettering from the top of an area down; moves the cursor below them."""
    s.y = area[1]
    for line in lines:
        width = line_width(line.upper() if style.caps != "none" else line, style)
        x = s.place(area[0], area[2], width, align)
        into.append(lettering(s, max(2.0, x), s.y, line, style))
        s.y = into[-1][3] + style.font.size * s.rng.uniform(0.15, 0.4)


def fitted(
    s: Typesetter, text: str, style: Style, width: float, rows: int
) -> tuple[list[str], Style]:
    """The text wrapped into so many rows at most, smaller where it would not fit."""
    for _ in range(12):
        lines = wrap(text, style, width)
        if len(lines) <= rows and all(line_width(line, style) <= width for line in lines):
            break
        smaller = max(12, round(style.font.size * 0.86))
        style = replace(style, font=resized(style.font, smaller))
    return lines[:rows], style


def code(s: Typesetter) -> Box:
    """A QR code or a bar code in an upper corner, where nothing has been set."""
    rng = s.rng
    side = int(rng.uniform(45, 95))
    x = s.w - side - int(rng.uniform(8, 60)) if chance(rng, 0.75) else int(rng.uniform(8, 60))
    y = int(rng.uniform(8, 150)) if chance(rng, 0.85) else int(rng.uniform(150, 850))
    n = int(rng.integers(21, 34))
    dots = (rng.random((n, n)) < 0.5).astype(np.uint8)
    eye = np.pad(np.pad(np.ones((3, 3)), 1), 1, constant_values=1)
    for i, j in ((0, 0), (0, n - 7), (n - 7, 0)):
        dots[i : i + 7, j : j + 7] = eye
    dots = np.pad(1 - dots, 2, constant_values=1) * 255
    image = Image.fromarray(dots.astype(np.uint8)).resize((side, side), Image.Resampling.NEAREST)
    s.image.paste(image.convert("RGB"), (x, y))
    if chance(rng, 0.5):
        small = resized(s.body, 8)
        number = "".join(str(v) for v in rng.integers(0, 10, 6)) + "CH" + str(rng.integers(1, 20))
        s.draw.text((x + 4, y + side), number, font=small, fill=(0, 0, 0))
    return (x, y, x + side, y + side + 10)


def learning_box(s: Typesetter) -> None:
    """ "What you will learn": a tinted box with a heading of its own that is no title."""
    rng = s.rng
    right = s.right if chance(rng, 0.6) else (s.left + s.right) / 2
    height = rng.uniform(90, 220)
    colour = tuple(int(v) for v in 255 - rng.integers(0, 70, 3))
    top = s.y
    s.draw.rectangle((s.left, top, right, top + height), fill=colour)
    s.y += 8
    words = wording.box_heading(rng)
    style = Style(resized(s.display, round(s.body.size * rng.uniform(1.1, 1.7))), ink_colour(rng))
    if chance(rng, 0.4):
        strip = band_colour(rng)
        s.draw.rectangle((s.left, top, right, top + style.font.size * 1.8), fill=strip)
        style = replace(style, colour=contrast(strip))
    set_line(s.draw, s.left + 10, s.y, words, style)
    s.y += style.font.size * 2
    s.paragraph(s.left + 12, right - 12, top + height - 6, 90)
    s.y = top + height + 12


def clear_of(area: Box, boxes: Sequence[Box]) -> bool:
    """Whether an area touches none of the boxes."""
    if not boxes:
        return True
    x0, y0, x1, y1 = union(boxes)
    return area[0] > x1 or area[2] < x0 or area[1] > y1 or area[3] < y0
