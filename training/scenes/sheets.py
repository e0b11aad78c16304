"""Flat sheets: paper, boards and screens with words set on them in lines."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from training.scenes.camera import chance, noise, smooth_field
from training.scenes.hands import FULL_HEIGHT, HANDWRITING, Hand

Rng = np.random.Generator


@dataclass
class SetWord:
    """A word on a sheet: the outline of its ink in sheet px, class, and which line it is of."""

    hull: np.ndarray
    label: int
    line: int
    text: str
    height: float
    """Tops of tall letters to bottoms of tails of its line, sheet px"""


@dataclass
class Sheet:
    """A sheet under work: `image` float32 [h, w, 3] RGB 0..255."""

    image: np.ndarray
    words: list[SetWord] = field(default_factory=list)
    lines: int = 0


def _tone(rng: Rng) -> np.ndarray:
    """Colour of paper: mostly near white, else cream, yellow, grey or a pastel."""
    kind = rng.random()
    if kind < 0.6:
        return np.full(3, rng.uniform(215, 255)) - rng.uniform(0, 12, 3)
    if kind < 0.75:
        return np.array([rng.uniform(225, 255), rng.uniform(215, 245), rng.uniform(170, 225)])
    if kind < 0.85:
        return np.full(3, rng.uniform(140, 225))
    return rng.uniform(140, 255, 3)


def paper(rng: Rng, width: int, height: int, pitch: float, clean: bool = False) -> np.ndarray:
    """Plain, ruled or squared paper; `pitch` is the distance of written lines in px."""
    tone = np.full(3, rng.uniform(238, 255)) if clean else _tone(rng)
    image = np.empty((height, width, 3), np.float32)
    image[:] = tone
    if not clean or chance(rng, 0.3):
        image += rng.uniform(0, 5) * noise(rng, (height, width, 1))
    if chance(rng, 0.25):
        image *= 1 - 0.12 * smooth_field(rng, width, height, 6)[..., None]
    kind = rng.random()
    colour = (
        tone * rng.uniform(0.45, 0.93)
        if chance(rng, 0.5)
        else tone * np.array([rng.uniform(0.4, 0.85), rng.uniform(0.6, 0.9), rng.uniform(0.85, 1)])
    )
    colour = tuple(float(c) for c in colour)
    thick = 1 if pitch < 60 else int(rng.integers(1, 3))
    if kind < 0.4:
        y = float(rng.uniform(0.5, 2)) * pitch
        if chance(rng, 0.5):
            x0, x1 = 0, width
        else:
            x0, x1 = int(width * rng.uniform(0, 0.12)), int(width * rng.uniform(0.88, 1))
        while y < height:
            cv2.line(image, (x0, round(y)), (x1, round(y)), colour, thick)
            y += pitch
        if chance(rng, 0.4):
            x = int(width * rng.uniform(0.04, 0.2))
            cv2.line(image, (x, 0), (x, height), (220.0, 120.0, 120.0), thick)
    elif kind < 0.53:
        step = pitch * float(rng.choice([0.33, 0.5, 0.5, 1.0]))
        step = max(5.0, step)
        for y in np.arange(rng.uniform(0, step), height, step):
            cv2.line(image, (0, round(y)), (width, round(y)), colour, thick)
        for x in np.arange(rng.uniform(0, step), width, step):
            cv2.line(image, (round(x), 0), (round(x), height), colour, thick)
    elif kind < 0.57:
        step = max(6.0, pitch * 0.5)
        for y in np.arange(step / 2, height, step):
            for x in np.arange(step / 2, width, step):
                image[int(y), int(x)] = colour
    return image


def board(rng: Rng, width: int, height: int) -> tuple[np.ndarray, bool]:
    """A whiteboard (False) or a blackboard (True: light writing)."""
    dark = chance(rng, 0.45)
    if dark:
        tone = (
            np.array([rng.uniform(15, 60), rng.uniform(25, 80), rng.uniform(15, 65)])
            if chance(rng, 0.7)
            else rng.uniform(10, 80, 3)
        )
        image = np.empty((height, width, 3), np.float32)
        image[:] = tone
        smears = smooth_field(rng, width, height, int(rng.integers(3, 12)))[..., None]
        image += rng.uniform(0, 40) * smears + rng.uniform(0, 6) * noise(rng, (height, width, 1))
        return image, True
    image = np.empty((height, width, 3), np.float32)
    image[:] = np.full(3, rng.uniform(180, 250)) + rng.uniform(-8, 8, 3)
    image *= 1 - rng.uniform(0, 0.25) * smooth_field(rng, width, height, 3)[..., None]
    return image, False


def pen_colour(rng: Rng, dark_ground: bool) -> tuple[np.ndarray, float]:
    """Ink colour and how much it covers: pens, pencils, markers, chalk."""
    if dark_ground:
        return rng.uniform(170, 255, 3), float(rng.uniform(0.6, 1.0))
    kind = rng.random()
    if kind < 0.35:
        return np.full(3, rng.uniform(0, 60)), float(rng.uniform(0.8, 1.0))
    if kind < 0.62:
        return np.array([rng.uniform(0, 60), rng.uniform(10, 90), rng.uniform(90, 200)]), float(
            rng.uniform(0.7, 1.0)
        )
    if kind < 0.82:
        return np.full(3, rng.uniform(50, 120)), float(rng.uniform(0.4, 0.9))
    if kind < 0.91:
        return np.array([rng.uniform(140, 220), rng.uniform(0, 60), rng.uniform(0, 60)]), float(
            rng.uniform(0.7, 1.0)
        )
    return rng.uniform(0, 150, 3), float(rng.uniform(0.6, 1.0))


def scribble(rng: Rng, image: np.ndarray, colour: np.ndarray, size: float, count: int) -> None:
    """Marks that are no text: arrows, underlines, frames, stars, curves, ticks, tables."""
    h, w = image.shape[:2]
    ink = tuple(float(c) for c in colour)
    for _ in range(count):
        thick = max(1, round(size * rng.uniform(0.03, 0.12)))
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        a, b = rng.uniform(0.5, 6, 2) * size
        kind = rng.integers(0, 8)
        start, end = (round(x), round(y)), (round(x + a), round(y + b * rng.uniform(-1, 1)))
        if kind == 0:
            cv2.arrowedLine(image, start, end, ink, thick, cv2.LINE_AA, tipLength=0.2)
        elif kind == 1:
            cv2.line(
                image, start, (round(x + a), round(y + rng.uniform(-2, 2))), ink, thick, cv2.LINE_AA
            )
        elif kind == 2:
            cv2.rectangle(image, start, (round(x + a), round(y + b)), ink, thick, cv2.LINE_AA)
        elif kind == 3:
            cv2.ellipse(
                image,
                start,
                (round(a / 2) + 1, round(b / 2) + 1),
                float(rng.uniform(0, 180)),
                0,
                float(rng.uniform(200, 360)),
                ink,
                thick,
                cv2.LINE_AA,
            )
        elif kind == 4:
            pts = np.cumsum(rng.normal(0, size * 0.5, (8, 2)), 0) + [x, y]
            t = np.linspace(0, 7, 40)
            curve = np.stack([np.interp(t, range(8), pts[:, i]) for i in (0, 1)], 1)
            curve = cv2.GaussianBlur(curve.astype(np.float32), (1, 9), 2)
            cv2.polylines(image, [curve.astype(np.int32)], False, ink, thick, cv2.LINE_AA)
        elif kind == 5:
            n = int(rng.integers(4, 12))
            angle = np.arange(n) * 2 * np.pi * (2 if n % 2 else 1) / n
            pts = np.stack([x + a / 3 * np.cos(angle), y + a / 3 * np.sin(angle)], 1)
            cv2.polylines(image, [pts.astype(np.int32)], True, ink, thick, cv2.LINE_AA)
        elif kind == 6:
            rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 5))
            for i in range(rows + 1):
                cv2.line(
                    image,
                    (round(x), round(y + i * size)),
                    (round(x + columns * a), round(y + i * size)),
                    ink,
                    thick,
                )
            for i in range(columns + 1):
                cv2.line(
                    image,
                    (round(x + i * a), round(y)),
                    (round(x + i * a), round(y + rows * size)),
                    ink,
                    thick,
                )
        else:
            n = int(rng.integers(20, 60))
            t = np.linspace(0, 1, n)
            wave = np.stack([x + a * t, y + size * 0.2 * np.sin(t * rng.uniform(8, 40))], 1)
            cv2.polylines(image, [wave.astype(np.int32)], False, ink, thick, cv2.LINE_AA)


def set_text(
    rng: Rng,
    sheet: Sheet,
    hand: Hand,
    area: tuple[float, float, float, float],
    *,
    height_px: float,
    pitch: float,
    lines: int,
    colour: np.ndarray,
    cover: float,
    align: str = "left",
    words_per_line: int = 99,
    slope: float = 0.0,
) -> float:
    """Writes up to `lines` lines into `area` (x0, y0, x1, y1); gives the y below the last.

    `height_px` is from tall letters' tops to tails' bottoms, `slope` the lines' rise in radians.
    """
    x_height = height_px / FULL_HEIGHT
    zoom = x_height / hand.x_height
    written = hand.label == HANDWRITING
    gap = x_height * (rng.uniform(0.45, 1.4) if written else rng.uniform(0.5, 0.75))
    x0, y0, x1, y1 = area
    h, w = sheet.image.shape[:2]
    grain = chance(rng, 0.25) and written
    baseline = y0 + 1.6 * x_height
    ragged = float(rng.uniform(0, 0.35)) if written else 0.04
    # Lines differ in slope, but nobody writes one line across the next.
    unevenness = min(0.012, 0.1 * pitch / max(1.0, x1 - x0)) if written else 0.0
    for _ in range(lines):
        if baseline + 0.7 * x_height > y1:
            break
        limit = x1 - (x1 - x0) * ragged * rng.random()
        chosen, width = [], 0.0
        for _ in range(words_per_line):
            word = hand.words[int(rng.integers(0, len(hand.words)))]
            needed = word.mask.shape[1] * zoom + (gap if chosen else 0)
            if width + needed > limit - x0:
                break
            chosen.append(word)
            width += needed
        if not chosen:
            baseline += pitch
            continue
        x = {"left": x0, "centre": (x0 + x1 - width) / 2, "right": x1 - width}[align]
        if written:
            x += rng.normal(0, 0.3) * x_height
        tilt = slope + rng.normal(0, 1) * unevenness
        last = chance(rng, 0.18)
        for word in chosen[: max(1, len(chosen) // 2)] if last else chosen:
            jitter = rng.normal(0, 0.06) * x_height if written else 0.0
            top = baseline + word.top * zoom + jitter - tilt * (x - x0)
            size = (max(1, round(word.mask.shape[1] * zoom)), max(1, round(len(word.mask) * zoom)))
            px, py = round(x), round(top)
            if px >= 0 and py >= 0 and px + size[0] <= w and py + size[1] <= h:
                mask = cv2.resize(
                    word.mask, size, interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
                )
                ink_into(
                    rng,
                    sheet.image[py : py + size[1], px : px + size[0]],
                    mask,
                    colour,
                    cover,
                    grain,
                )
                ratio = np.array([size[0] / word.mask.shape[1], size[1] / len(word.mask)])
                sheet.words.append(
                    SetWord(
                        word.hull * ratio + [px, py],
                        hand.label,
                        sheet.lines,
                        word.text,
                        height_px,
                    )
                )
            x += size[0] + gap * (float(np.exp(rng.normal(0, 0.25))) if written else 1.0)
        sheet.lines += 1
        baseline += pitch * (float(np.exp(rng.normal(0, 0.05))) if written else 1.0)
    return baseline


def ink_into(
    rng: Rng, view: np.ndarray, mask: np.ndarray, colour: np.ndarray, cover: float, grain: bool
) -> None:
    """Blends ink into a view of the sheet."""
    alpha = mask.astype(np.float32) * (cover / 255)
    if grain:
        alpha *= np.clip(0.75 + 0.35 * noise(rng, alpha.shape), 0, 1)
    view += (colour.astype(np.float32) - view) * alpha[..., None]
