"""Pieces of print as the script reader cuts them out of a page, with the scripts they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from babel import Locale
from fontTools.ttLib import TTCollection, TTFont, TTLibError
from PIL import Image, ImageDraw, ImageFont

from training.pieces.cut import fitted
from training.scenes.artwork import picture
from training.scenes.camera import chance
from training.scenes.print_fonts import SYSTEM_FONTS

Rng = np.random.Generator

WIDTH, HEIGHT = 28, 20
"""Size of a piece's picture, px"""
WIDEST = 1.4
"""Wider pieces, words with a headline among them, are cut off here, in heights"""
LOWEST, NARROWEST = 7, 3
"""Smaller pieces are dots and dirt, px"""
USUAL = (0.6, 2.2)
"""Pieces of other heights against the middle one are none of the text's"""
LANGUAGES: dict[str, str] = {
    "latin": "en en en fr de es pt it pl cs sv",
    "cyrillic": "ru ru uk bg sr",
    "greek": "el",
    "arabic": "ar fa ur",
    "hebrew": "he",
    "devanagari": "hi mr ne",
    "bengali": "bn as",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "thai": "th",
    "east-asian": "zh ja ko",
}
SCRIPTS = [*LANGUAGES]
NONE = len(SCRIPTS)
"""Class of what all scripts share: figures, marks, lines, pieces of pictures"""
_SHARED = re.compile(r"[^\W\d_]", re.UNICODE)
_NOT_TEXT = re.compile(r"emoji|symbol|dingbat|math|music|braille|awesome|lmroman5|fallback", re.I)
LETTERS_NEEDED = 0.97
"""Share of a script's letters that its faces have"""


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """Names of countries and languages (CLDR), word by word, a list a script."""
    out = {}
    for script, codes in LANGUAGES.items():
        found = []
        for code in codes.split():
            locale = Locale.parse(code)
            names = [*locale.territories.values(), *locale.languages.values()]
            found += [word for name in names for word in name.split() if _SHARED.search(word)]
        out[script] = found
    return out


@lru_cache(maxsize=4)
def faces(folders: tuple[Path, ...]) -> dict[str, list[tuple[str, int]]]:
    """Files of faces that have a script's letters, with the place in their collection."""
    needed = {script: {ord(c) for w in own for c in w} for script, own in words().items()}
    out: dict[str, list[tuple[str, int]]] = {script: [] for script in SCRIPTS}
    for path in sorted(p for folder in folders for p in folder.rglob("*")):
        if path.suffix.lower() not in (".ttf", ".otf", ".ttc") or _NOT_TEXT.search(path.name):
            continue
        for number, letters in enumerate(_letters(path)):
            for script in SCRIPTS:
                if len(needed[script] & letters) >= LETTERS_NEEDED * len(needed[script]):
                    out[script].append((str(path), number))
    return out


def _letters(path: Path) -> Iterator[set[int]]:
    try:
        fonts = TTCollection(path).fonts if path.suffix.lower() == ".ttc" else [TTFont(path)]
    except TTLibError:
        return
    for font in fonts:
        yield set(font.getBestCmap() or ())


def split_faces(folder: Path | None, kept: bool) -> dict[str, list[tuple[str, int]]]:
    """Every fifth face of each script is kept for measuring."""
    folders = (SYSTEM_FONTS,) if folder is None else (SYSTEM_FONTS, folder)
    return {
        script: [face for i, face in enumerate(own) if (i % 5 == 2) == kept] or own
        for script, own in faces(folders).items()
    }


@lru_cache(maxsize=2048)
def _font(path: str, number: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=number)


def line(rng: Rng, own: list[tuple[str, int]], script: str) -> np.ndarray:
    """Some words, dark on light, as a page's picture is: H × W, gray."""
    size = int(np.exp(rng.uniform(np.log(10), np.log(44))))
    path, number = own[int(rng.integers(0, len(own)))]
    text = " ".join(str(w) for w in rng.choice(words()[script], 3))
    if chance(rng, 0.2):
        text = text.upper()
    return _degraded(rng, _set(rng, text, _font(path, number, size)))


def nothing(rng: Rng, own: list[tuple[str, int]]) -> np.ndarray:
    """Figures and marks, or a piece of a picture."""
    size = int(np.exp(rng.uniform(np.log(10), np.log(44))))
    if chance(rng, 0.35):
        return cv2.cvtColor(picture(rng, size * 8, size * 4), cv2.COLOR_RGB2GRAY)
    path, number = own[int(rng.integers(0, len(own)))]
    text = "".join(rng.choice(list("0123456789.,:;–-()[]?!/=+*•|%"), 10))
    return _degraded(rng, _set(rng, text, _font(path, number, size)))


def _set(rng: Rng, text: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    x0, y0, x1, y1 = font.getbbox(text)
    pad = 8
    paper, ink = int(rng.integers(190, 256)), int(rng.integers(0, 90))
    image = Image.new("L", (int(x1 - x0) + 2 * pad, int(y1 - y0) + 2 * pad), paper)
    weight = 1 if chance(rng, 0.1) and font.size > 24 else 0
    ImageDraw.Draw(image).text((pad - x0, pad - y0), text, font=font, fill=ink, stroke_width=weight)
    return np.asarray(image)


def _degraded(rng: Rng, gray: np.ndarray) -> np.ndarray:
    """Blurred, noisy, turned by a degree or two."""
    h, w = gray.shape
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), rng.normal(0, 0.7), 1)
    gray = cv2.warpAffine(gray, matrix, (w, h), flags=cv2.INTER_LINEAR, borderValue=int(gray[0, 0]))
    sigma = rng.uniform(0, 0.9)
    if sigma > 0.3:
        gray = cv2.GaussianBlur(gray, (0, 0), sigma)
    noisy = gray + rng.normal(0, rng.uniform(0, 9), gray.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def pieces(gray: np.ndarray) -> list[np.ndarray]:
    """The pieces of ink as high as letters; `src/reading/script/readScript.ts` cuts out alike."""
    ink = cv2.adaptiveThreshold(
        gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 60
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    boxes = [tuple(int(v) for v in row[:4]) for row in stats[1:count]]
    boxes = [(x, y, w, h) for x, y, w, h in boxes if h >= LOWEST and w >= NARROWEST]
    heights = sorted(h for *_, h in boxes)
    if not heights:
        return []
    usual = heights[len(heights) // 2]
    return [
        fitted(gray[y : y + h, x : x + min(w, round(WIDEST * h))], WIDTH, HEIGHT)
        for x, y, w, h in boxes
        if USUAL[0] * usual <= h <= USUAL[1] * usual
    ]


LOWEST, NARROWEST = 7, 3
"""Smaller pieces are dots and dirt, px"""
USUAL = (0.6, 2.2)
"""Pieces of other heights against the middle one are none of the text's"""
