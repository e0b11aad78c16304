"""Printed figures as the page reader cuts them out, and what it may take for figures."""

from __future__ import annotations

import string
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from training.pieces.cut import fitted
from training.scenes.artwork import picture
from training.scenes.camera import chance
from training.scenes.print_fonts import PrintFonts, resized

Rng = np.random.Generator

WIDTH, HEIGHT = 20, 24
"""Size of a figure's picture, px; `figureNet.ts` cuts figures out alike"""
NONE = 10
"""Class of what is no figure; classes 0 to 9 are the figures"""
# O and I in many faces are the figures 0 and 1.
OTHERS = [c for c in string.ascii_letters if c not in "OoIli"] + list("&@#?!%$*+=(){}§“”-")
DIGITS = 0.6
"""Share of pictures that show one figure"""


@dataclass(frozen=True)
class FontSplit:
    """Faces that figures are drawn with, and those kept for measuring."""

    train: PrintFonts
    validation: PrintFonts


def split_fonts() -> FontSplit:
    """Every seventh family is kept."""
    train, validation = PrintFonts(), PrintFonts()
    train.families = [f for i, f in enumerate(train.families) if i % 7 != 3]
    validation.families = [f for i, f in enumerate(validation.families) if i % 7 == 3]
    return FontSplit(train, validation)


def figure(rng: Rng, fonts: PrintFonts) -> tuple[np.ndarray, int]:
    """A picture of ink (HEIGHT × WIDTH, 0 paper to 255) and its class."""
    while True:
        digit = int(rng.integers(0, 10)) if chance(rng, DIGITS) else NONE
        gray = drawn(rng, fonts, str(digit)) if digit < NONE else something_else(rng, fonts)
        cut = cut_out(rng, gray)
        if cut is not None:
            return cut, digit


def something_else(rng: Rng, fonts: PrintFonts) -> np.ndarray:
    """Letters, marks, parts of words and of numbers, pieces of pictures."""
    kind = rng.random()
    if kind < 0.6:
        return drawn(rng, fonts, str(rng.choice(OTHERS)))
    if kind < 0.72:
        return drawn(rng, fonts, "".join(rng.choice(OTHERS + list("0123456789"), 2)))
    if kind < 0.8:
        return half(rng, drawn(rng, fonts, str(rng.choice(list("023456789")))))
    if kind < 0.92:
        return shape(rng)
    size = int(rng.integers(24, 90))
    return cv2.cvtColor(picture(rng, size, size), cv2.COLOR_RGB2GRAY)


def drawn(rng: Rng, fonts: PrintFonts, text: str) -> np.ndarray:
    """Dark letters on a light ground: set, outlined, shadowed, leaning, turned a little."""
    size = int(np.exp(rng.uniform(np.log(18), np.log(90))))
    font = resized(fonts.sample(rng, size), size)
    width, height = round(size * 0.9 * len(text) + size * 1.2), round(size * 2)
    paper, ink = int(rng.integers(170, 256)), int(rng.integers(0, 110))
    image = Image.new("L", (width, height), paper)
    draw = ImageDraw.Draw(image)
    x, y = size * 0.5, size * 0.3
    weight = int(rng.integers(1, max(2, size // 14) + 1)) if chance(rng, 0.3) else 0
    style = rng.random()
    if style < 0.12:
        shadow = int((paper + ink) / 2 + rng.integers(-20, 60))
        away = max(1, size // int(rng.integers(10, 30)))
        draw.text((x + away, y + away), text, font=font, fill=shadow, stroke_width=weight)
        draw.text((x, y), text, font=font, fill=ink, stroke_width=weight)
    elif style < 0.2 and size > 30:
        edge = max(1, size // int(rng.integers(14, 30)))
        inside = paper if chance(rng, 0.5) else int(rng.integers(ink, paper))
        draw.text((x, y), text, font=font, fill=inside, stroke_width=edge, stroke_fill=ink)
    else:
        draw.text((x, y), text, font=font, fill=ink, stroke_width=weight)
    gray = np.asarray(image)
    if chance(rng, 0.4):
        gray = leaning(rng, gray, paper)
    return gray


def leaning(rng: Rng, gray: np.ndarray, paper: int) -> np.ndarray:
    """Sheared, turned by a few degrees, narrowed or widened."""
    h, w = gray.shape
    turn, shear = np.deg2rad(rng.normal(0, 4)), rng.normal(0, 0.15)
    wide = np.exp(rng.normal(0, 0.15))
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ np.array(
        [[wide, shear], [0, 1]]
    )
    centre = np.array([w / 2, h / 2])
    matrix = np.column_stack([linear, centre - linear @ centre])
    return cv2.warpAffine(gray, matrix, (w, h), flags=cv2.INTER_LINEAR, borderValue=paper)


def half(rng: Rng, gray: np.ndarray) -> np.ndarray:
    """A letter that is cut through."""
    ys, xs = np.nonzero(gray < (int(gray.min()) + int(gray.max())) / 2)
    out = gray.copy()
    share = rng.uniform(0.35, 0.65)
    if chance(rng, 0.5):
        out[:, int(xs.min() + share * (xs.max() - xs.min())) :] = gray.max()
    else:
        out[int(ys.min() + share * (ys.max() - ys.min())) :] = gray.max()
    return out


def shape(rng: Rng) -> np.ndarray:
    """Discs, rings, boxes, stars, strokes and the squares of codes."""
    size = int(rng.integers(24, 80))
    image = Image.new("L", (size * 2, size * 2), 255)
    draw = ImageDraw.Draw(image)
    x0, y0 = size * rng.uniform(0.2, 0.6, 2)
    x1, y1 = x0 + size * rng.uniform(0.3, 1.2), y0 + size * rng.uniform(0.4, 1.2)
    kind = int(rng.integers(0, 5))
    thick = int(rng.integers(2, 10))
    if kind == 0:
        draw.ellipse((x0, y0, x1, y1), fill=20)
    elif kind == 1:
        draw.rectangle((x0, y0, x1, y1), outline=20, width=thick)
        inner = x0 + 2.5 * thick, y0 + 2.5 * thick
        draw.rectangle((*inner, max(x1, inner[0] + 3), max(y1, inner[1] + 3)), fill=20)
    elif kind == 2:
        points = rng.uniform(0.2, 1.6, (int(rng.integers(3, 9)), 2)) * size
        draw.polygon([tuple(p) for p in points], fill=20)
    elif kind == 3:
        points = rng.uniform(0.2, 1.6, (int(rng.integers(2, 6)), 2)) * size
        draw.line([tuple(p) for p in points], fill=20, width=thick)
    else:
        cells = np.kron(rng.random((8, 6)) < 0.5, np.ones((size // 6, size // 6)))
        image.paste(Image.fromarray((255 - 230 * cells).astype(np.uint8)), (5, 5))
    return np.asarray(image)


def cut_out(rng: Rng, gray: np.ndarray) -> np.ndarray | None:
    """The ink's box, blurred and noisy as a page's picture is; None without ink."""
    sigma = rng.uniform(0, 0.035) * gray.shape[0] / 2
    if sigma > 0.3:
        gray = cv2.GaussianBlur(gray, (0, 0), sigma)
    gray = gray + rng.normal(0, rng.uniform(0, 12), gray.shape)
    gray = np.clip(gray, 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return None
    x, y, w, h, _ = max(stats[1:], key=lambda s: s[4])
    if w < 3 or h < 8:
        return None
    return fitted(gray[y : y + h, x : x + w], WIDTH, HEIGHT)
