"""Printing faces of the system and of given folders, and text drawn with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

Rng = np.random.Generator

SYSTEM_FONTS = Path("/usr/share/fonts")
_NOT_TEXT = re.compile(
    r"emoji|symbol|dingbat|d050000|math|z003|chorus|music|braille|cuneiform|"
    r"opensymbol|awesome|lmroman5|fallback|ornament",
    re.I,
)
_NOTO = re.compile(r"^Noto(Sans|Serif|SansMono|SansDisplay|SerifDisplay)-")


@lru_cache(maxsize=4096)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@lru_cache(maxsize=1)
def _system() -> tuple[str, ...]:
    return tuple(_usable(SYSTEM_FONTS))


def _usable(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".ttf", ".otf") or _NOT_TEXT.search(path.name):
            continue
        if path.name.startswith("Noto") and not _NOTO.match(path.name):
            continue
        try:
            font = ImageFont.truetype(str(path), 24)
            masks = {bytes(font.getmask(c)) for c in "AaRg37"}
        except OSError:
            continue
        if len(masks) == 6:
            found.append(str(path))
    return found


class PrintFonts:
    """Families of text faces; one family is as likely as another, however many cuts it has."""

    def __init__(self, folder: Path | None = None) -> None:
        paths = list(_system()) + (_usable(folder) if folder is not None else [])
        if not paths:
            raise FileNotFoundError("no printing fonts: install fonts-dejavu or fonts-liberation")
        families: dict[str, list[str]] = {}
        for path in paths:
            families.setdefault(re.split(r"[-_]", Path(path).stem)[0], []).append(path)
        self.families = [families[name] for name in sorted(families)]

    def sample(self, rng: Rng, size: int) -> ImageFont.FreeTypeFont:
        """A random face at `size` px."""
        family = self.families[int(rng.integers(0, len(self.families)))]
        return _font(family[int(rng.integers(0, len(family)))], max(4, size))


def resized(font: ImageFont.FreeTypeFont, size: int) -> ImageFont.FreeTypeFont:
    """The same face at another size."""
    return _font(str(font.path), max(4, size))


@dataclass(frozen=True)
class Style:
    """How a heading is set."""

    font: ImageFont.FreeTypeFont
    colour: tuple[int, int, int]
    caps: str = "none"
    """none, upper or small (small capitals)"""
    tracking: float = 0.0
    """Extra space between letters, in parts of the size"""


class Ink(tuple[float, float, float, float]):
    """The box of a printed text's ink (x0, y0, x1, y1), which remembers what it says."""

    text: str

    def __new__(cls, box: tuple[float, float, float, float], text: str) -> Ink:
        """Of a box and its text."""
        ink = super().__new__(cls, box)
        ink.text = text
        return ink


def set_line(draw: ImageDraw.ImageDraw, x: float, y: float, text: str, style: Style) -> Ink:
    """Draws one line with its top left at (x, y)."""
    font, said = style.font, text
    if style.caps == "upper":
        text = text.upper()
    if style.caps != "small" and style.tracking == 0:
        draw.text((x, y), text, font=font, fill=style.colour)
        return Ink(draw.textbbox((x, y), text, font=font), said)
    little = resized(font, round(font.size * 0.8))
    ascent = font.getmetrics()[0]
    boxes = []
    for letter in text:
        face = font
        if style.caps == "small" and letter.islower():
            letter, face = letter.upper(), little
        top = y + ascent - face.getmetrics()[0]
        draw.text((x, top), letter, font=face, fill=style.colour)
        if letter != " ":
            boxes.append(draw.textbbox((x, top), letter, font=face))
        x += face.getlength(letter) + style.tracking * font.size
    if not boxes:
        return Ink((x, y, x, y), said)
    a = np.array(boxes)
    return Ink((*a[:, :2].min(0), *a[:, 2:].max(0)), said)


def line_width(text: str, style: Style) -> float:
    """How wide `set_line` will be, without drawing."""
    probe = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    box = set_line(probe, 0, 0, text, style)
    return box[2] - min(0.0, box[0])


def wrap(text: str, style: Style, width: float) -> list[str]:
    """Breaks text into lines no wider than `width` where words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and line_width(longer, style) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
