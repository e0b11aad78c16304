"""Colours and pictures of designed pages."""

from __future__ import annotations

import cv2
import numpy as np

from training.scenes.camera import chance, smooth_field

Rng = np.random.Generator


def ink_colour(rng: Rng) -> tuple[int, int, int]:
    """Mostly black, else a dark or strong colour."""
    if chance(rng, 0.55):
        v = int(rng.integers(0, 60))
        return (v, v, v)
    hsv = np.uint8([[[rng.integers(0, 180), rng.integers(120, 256), rng.integers(60, 210)]]])
    return tuple(int(c) for c in cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0])


def band_colour(rng: Rng) -> tuple[int, int, int]:
    """A filled area that white or black print can stand on."""
    hsv = np.uint8([[[rng.integers(0, 180), rng.integers(30, 256), rng.integers(70, 256)]]])
    return tuple(int(c) for c in cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0])


def contrast(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """White on dark, near black on light."""
    luminance = 0.3 * colour[0] + 0.6 * colour[1] + 0.1 * colour[2]
    return (255, 255, 255) if luminance < 150 else (20, 20, 20)


def picture(rng: Rng, w: int, h: int) -> np.ndarray:
    """Something like a photograph: soft coloured shapes, uint8 [h, w, 3]."""
    a, b, c = (np.array(band_colour(rng), np.float32) for _ in range(3))
    t = smooth_field(rng, w, h, int(rng.integers(2, 7)))[..., None]
    s = smooth_field(rng, w, h, int(rng.integers(3, 14)))[..., None]
    out = a * t + b * (1 - t) + 0.5 * (c - 128) * (s - 0.5)
    for _ in range(int(rng.integers(0, 9))):
        centre = (int(rng.integers(0, w)), int(rng.integers(0, h)))
        cv2.ellipse(
            out,
            centre,
            (int(rng.integers(3, w // 2 + 4)), int(rng.integers(3, h // 2 + 4))),
            float(rng.uniform(0, 180)),
            0,
            float(rng.uniform(90, 360)),
            tuple(float(v) for v in rng.uniform(0, 255, 3)),
            -1,
            cv2.LINE_AA,
        )
    return np.clip(out, 0, 255).astype(np.uint8)
