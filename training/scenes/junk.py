"""What is no writing but looks a little like it: on paper, on keys and screens, in the street."""

from __future__ import annotations

import cv2
import numpy as np

from training.scenes.camera import chance, noise, smooth_field
from training.scenes.drawings import Pencil
from training.scenes.sheets import Sheet
from training.scenes.surroundings import random_colour

Rng = np.random.Generator


def punch_holes(rng: Rng, sheet: Sheet) -> None:
    """Two to five holes along the left or right edge; what lies below shows through, shaded."""
    h, w = sheet.image.shape[:2]
    count = int(rng.integers(2, 6))
    radius = max(2, round(min(w, h) * rng.uniform(0.008, 0.022)))
    x = round(w * (rng.uniform(0.02, 0.06) if chance(rng, 0.8) else rng.uniform(0.94, 0.98)))
    below = random_colour(rng, 0, 200)
    for y in np.linspace(h * rng.uniform(0.05, 0.2), h * rng.uniform(0.8, 0.95), count):
        cv2.circle(sheet.image, (x, round(y)), radius, tuple(map(float, below)), -1, cv2.LINE_AA)
        rim = tuple(float(v) for v in below * rng.uniform(0.4, 0.9))
        cv2.ellipse(
            sheet.image, (x, round(y)), (radius, radius), 0, 180, 330, rim, 1, cv2.LINE_AA
        )


def specks(rng: Rng, sheet: Sheet, count: int) -> None:
    """Dust, crumbs, staples and stains."""
    h, w = sheet.image.shape[:2]
    for _ in range(count):
        x, y = int(rng.integers(0, w)), int(rng.integers(0, h))
        size = max(1, round(float(np.exp(rng.uniform(0, 2.3)))))
        axes = (size, max(1, round(size * rng.uniform(0.3, 1))))
        tone = tuple(float(v) for v in random_colour(rng, 0, 150, 0.4))
        filled = -1 if chance(rng, 0.7) else 1
        angle = float(rng.uniform(0, 180))
        cv2.ellipse(sheet.image, (x, y), axes, angle, 0, 360, tone, filled, cv2.LINE_AA)


def bleed_through(rng: Rng, sheet: Sheet, back: Sheet) -> None:
    """The writing of a sheet's back, mirrored, faint and soft."""
    ink = np.clip(back.image.max() - back.image[:, ::-1], 0, 255)
    ink = cv2.GaussianBlur(ink, (0, 0), float(rng.uniform(0.6, 2)))
    sheet.image[:] = np.clip(sheet.image - rng.uniform(0.08, 0.4) * ink, 0, 255)


def guilloche(rng: Rng, sheet: Sheet) -> None:
    """Fine waves or dots, as cheques and tickets have."""
    h, w = sheet.image.shape[:2]
    tone = random_colour(rng, 90, 235)
    if chance(rng, 0.4):
        step = int(rng.integers(3, 8))
        sheet.image[::step, ::step] = tone
        return
    x = np.arange(0, w, 4)
    amplitude, length = rng.uniform(2, 30), rng.uniform(20, 160)
    for y in np.arange(-amplitude, h + amplitude, rng.uniform(3, 14)):
        wave = y + amplitude * np.sin(2 * np.pi * x / length + rng.choice([0, np.pi]))
        points = np.stack([x, wave], 1).round().astype(np.int32)
        cv2.polylines(sheet.image, [points], False, tuple(map(float, tone)), 1, cv2.LINE_AA)


def ring(rng: Rng, sheet: Sheet, index: int, colour: np.ndarray) -> None:
    """A ring around one of the sheet's words."""
    low, high = sheet.words[index].hull.min(0), sheet.words[index].hull.max(0)
    (x, y), (a, b) = (low + high) / 2, (high - low) / 2
    size = max(a, b)
    pen = Pencil(rng, sheet.image, colour, max(1, round(size * rng.uniform(0.06, 0.2))))
    grown = rng.uniform(1.25, 1.7)
    pen.oval(x, y, max(a, 0.7 * size) * grown, max(b, 0.7 * size) * grown, rng.uniform(0.9, 1.15))


def strike(rng: Rng, sheet: Sheet, index: int, colour: np.ndarray) -> None:
    """Strikes one of the sheet's words out, more than once or with a zigzag, and forgets it."""
    hull = sheet.words.pop(index).hull
    (x0, y0), (x1, y1) = hull.min(0), hull.max(0)
    tall = y1 - y0
    pen = Pencil(rng, sheet.image, colour, max(1, round(tall * rng.uniform(0.04, 0.12))))
    if chance(rng, 0.4):
        n = int(rng.integers(6, 16))
        xs = np.linspace(x0 - 0.1 * tall, x1 + 0.1 * tall, n)
        ys = np.where(np.arange(n) % 2, y0 + 0.1 * tall, y1 - 0.1 * tall)
        pen.path(np.stack([xs, ys + rng.normal(0, 0.08 * tall, n)], 1))
        return
    for _ in range(int(rng.integers(2, 5))):
        a, b = y0 + tall * rng.uniform(0.25, 0.8, 2)
        pen.line(x0 - tall * rng.uniform(0, 0.3), a, x1 + tall * rng.uniform(0, 0.3), b)


def rulings(rng: Rng, sheet: Sheet) -> None:
    """Tables, boxes, rows of dashes or dots and underlines that nobody has filled in."""
    h, w = sheet.image.shape[:2]
    tone = tuple(float(v) for v in random_colour(rng, 0, 170, 0.4))
    thick = int(rng.integers(1, 4))
    for _ in range(int(rng.integers(1, 7))):
        x0, y0 = round(w * rng.uniform(0.03, 0.6)), round(h * rng.uniform(0.03, 0.8))
        x1, y1 = (round(v) for v in (rng.uniform(x0, w * 0.97), rng.uniform(y0, h * 0.97)))
        pitch = max(6, round(min(w, h) * rng.uniform(0.02, 0.1)))
        kind = int(rng.integers(0, 4))
        if kind == 0:
            for x in range(x0, x1, round(pitch * rng.uniform(1, 5))):
                cv2.line(sheet.image, (x, y0), (x, y1), tone, thick)
            for y in range(y0, y1, pitch):
                cv2.line(sheet.image, (x0, y), (x1, y), tone, thick)
        elif kind == 1:
            for _ in range(int(rng.integers(1, 6))):
                cv2.rectangle(sheet.image, (x0, y0), (x0 + pitch, y0 + pitch), tone, thick)
                x0, y0 = (x0 + 2 * pitch, y0) if chance(rng, 0.5) else (x0, y0 + 2 * pitch)
        else:
            dash = max(2, round(pitch * rng.uniform(0.05, 0.8)))
            for y in range(y0, y1, 2 * pitch):
                for x in range(x0, x1, round(dash * rng.uniform(1.4, 3))):
                    length = dash if kind == 2 else 1
                    cv2.line(sheet.image, (x, y), (x + length, y), tone, thick, cv2.LINE_AA)


def keyboard(rng: Rng, w: int, h: int) -> np.ndarray:
    """Keys with small signs on them, float32 [h, w, 3]."""
    base, gap = random_colour(rng, 10, 245, 0.2), random_colour(rng, 0, 90, 0.2)
    sign = tuple(float(v) for v in (np.full(3, 235.0) if base.mean() < 130 else np.full(3, 40.0)))
    # OpenCV writes on bytes alone.
    out = np.empty((h, w, 3), np.uint8)
    out[:] = gap
    side = int(rng.integers(16, 70))
    for row, y in enumerate(range(0, h, side)):
        for x in range(-(row % 2) * side // 3, w, side):
            inset = max(1, side // 14)
            corners = (x + inset, y + inset), (x + side - inset, y + side - inset)
            tone = np.minimum(base * rng.uniform(0.94, 1.04), 255)
            cv2.rectangle(out, *corners, tuple(map(float, tone)), -1)
            if chance(rng, 0.85):
                at = (x + round(side * 0.25), y + round(side * 0.6))
                letter = chr(int(rng.integers(65, 91)))
                scale = side * rng.uniform(0.01, 0.016)
                cv2.putText(out, letter, at, 0, scale, sign, max(1, side // 26), cv2.LINE_AA)
    return out.astype(np.float32)


def cables(rng: Rng, image: np.ndarray, count: int) -> None:
    """Cables and strings lying in bends and coils on float32 [h, w, 3]."""
    h, w = image.shape[:2]
    for _ in range(count):
        n = int(rng.integers(4, 14))
        knots = np.cumsum(rng.normal(0, 0.16, (n, 2)), 0) + rng.uniform(0.1, 0.9, 2)
        t = np.linspace(0, n - 1, 30 * n)
        path = np.stack([np.interp(t, range(n), knots[:, i]) for i in (0, 1)], 1)
        path = cv2.GaussianBlur(path.astype(np.float32), (1, 0), 9) * [w, h]
        if chance(rng, 0.3):
            turns = np.linspace(0, rng.uniform(4, 16) * 2 * np.pi, len(path))
            radius = min(w, h) * rng.uniform(0.03, 0.2)
            path += radius * np.stack([np.cos(turns), np.sin(turns)], 1)
        points = path.round().astype(np.int32)
        thick = int(rng.integers(2, max(3, min(w, h) // 40)))
        tone = random_colour(rng, 0, 255, 0.5)
        cv2.polylines(image, [points], False, tuple(map(float, tone * 0.6)), thick + 2, cv2.LINE_AA)
        cv2.polylines(image, [points], False, tuple(map(float, tone)), thick, cv2.LINE_AA)


def screen(rng: Rng, w: int, h: int) -> np.ndarray:
    """Windows, buttons, icons and bars of a screen, without a word."""
    out = np.empty((h, w, 3), np.float32)
    out[:] = random_colour(rng, 10, 250, 0.5)
    for _ in range(int(rng.integers(2, 7))):
        x, y = int(rng.uniform(0, 0.7) * w), int(rng.uniform(0, 0.7) * h)
        a, b = int(rng.uniform(0.2, 0.7) * w), int(rng.uniform(0.2, 0.7) * h)
        ground = random_colour(rng, 20, 255, 0.2)
        cv2.rectangle(out, (x, y), (x + a, y + b), tuple(map(float, ground)), -1)
        bar = max(4, int(0.06 * b))
        tone = tuple(float(v) for v in ground * 0.7)
        cv2.rectangle(out, (x, y), (x + a, y + bar), tone, -1)
        for row in range(y + 2 * bar, y + b - bar, max(5, int(bar * rng.uniform(0.8, 2)))):
            line = tuple(float(v) for v in random_colour(rng, 0, 255, 0.4))
            end = x + int(a * rng.uniform(0.2, 0.95))
            cv2.line(out, (x + bar, row), (end, row), line, max(1, bar // 4))
        for i in range(int(rng.integers(0, 8))):
            at = (x + bar + i * 2 * bar, y + b - bar)
            cv2.circle(out, at, max(2, bar // 2), tuple(map(float, random_colour(rng))), -1)
    return out


def street(rng: Rng, w: int, h: int) -> np.ndarray:
    """Sky, houses with windows, poles, wires and a road."""
    sky = random_colour(rng, 120, 255, 0.6)
    out = np.empty((h, w, 3), np.float32)
    out[:] = sky
    out *= 1 - 0.2 * smooth_field(rng, w, h, 3)[..., None]
    ground, x = int(h * rng.uniform(0.6, 0.9)), 0
    while x < w:
        a, top = int(w * rng.uniform(0.1, 0.4)), int(h * rng.uniform(0.05, 0.5))
        wall = random_colour(rng, 40, 220, 0.6)
        cv2.rectangle(out, (x, top), (x + a, ground), tuple(map(float, wall)), -1)
        step = max(7, int(a * rng.uniform(0.1, 0.3)))
        pane = tuple(float(v) for v in random_colour(rng, 10, 255, 0.4))
        for wy in range(top + step // 2, ground - step // 2, int(step * rng.uniform(1, 1.8))):
            for wx in range(x + step // 3, x + a - step // 2, step):
                cv2.rectangle(out, (wx, wy), (wx + step // 2, wy + int(0.6 * step)), pane, -1)
        x += a + int(w * rng.uniform(0, 0.08))
    out[ground:] = random_colour(rng, 40, 140, 0.1)
    for _ in range(int(rng.integers(0, 5))):
        px = int(rng.integers(0, w))
        dark = tuple(float(v) for v in random_colour(rng, 0, 90, 0.2))
        cv2.line(out, (px, int(h * rng.uniform(0, 0.5))), (px, ground), dark, max(1, w // 120))
        ends = (0, int(h * rng.uniform(0, 0.4))), (w, int(h * rng.uniform(0, 0.4)))
        cv2.line(out, *ends, dark, 1, cv2.LINE_AA)
    return out + rng.uniform(0, 8) * noise(rng, (h, w, 1))
