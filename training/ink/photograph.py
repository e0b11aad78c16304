"""From ink coverage to what a camera sees of a line: paper, light, blur, noise, a rough crop."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class Conditions:
    """How roughly lines are photographed.

    Args:
        harsh: how likely each kind of damage is, 0 (scanner) to 1.
        heights_px: least and greatest height of the crop in the camera's pixels.
        margins: whether margins and crop wander from the contract's 12 %.
        binarised: share of crops that are thresholded to black and white.
        light_on_dark: share of light writing on a dark ground.
        ruled: share of ruled and squared paper; by default it follows from `harsh`.
        intruded: share of lines that a given neighbour reaches into; likewise.
    """

    harsh: float = 0.6
    heights_px: tuple[float, float] = (14.0, 84.0)
    margins: bool = True
    binarised: float = 0.15
    light_on_dark: float = 0.16
    ruled: float | None = None
    intruded: float | None = None


TRAINING = Conditions()
SMALL = Conditions(harsh=0.8, heights_px=(15.0, 28.0), binarised=0.1)
"""Far from the camera: few pixels, and every kind of damage."""
CLEAN = Conditions(harsh=0.15, heights_px=(40.0, 72.0), margins=False, binarised=0.0)
HARSH = Conditions(harsh=0.8, heights_px=(20.0, 22.0), margins=False, binarised=0.0)


def _smooth_noise(rng: np.random.Generator, shape: tuple[int, int], cells: int) -> np.ndarray:
    """Clouds of mean 0 and deviation about 1, `cells` of them in the height."""
    height, width = shape
    coarse = rng.standard_normal(
        (cells + 1, max(2, int(cells * width / max(1, height)) + 1)), dtype=np.float32
    )
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def _tilt(rng: np.random.Generator, mask: np.ndarray, harsh: float) -> np.ndarray:
    """Slope and perspective left over by an imperfect rectification."""
    height, width = mask.shape
    if rng.random() > 0.25 + 0.35 * harsh:
        return mask
    most = np.arctan2(0.4 * height, width)
    angle = float(np.clip(rng.normal(0, np.deg2rad(1.6)), -np.deg2rad(4), np.deg2rad(4)))
    angle = float(np.clip(angle, -most, most))
    rise = np.tan(angle) * width
    squeeze = float(rng.normal(0, 0.05 * harsh)) * height
    lean = float(rng.normal(0, 0.08 * harsh)) * height
    top = max(0.0, -rise, -rise - squeeze) + abs(squeeze)
    source = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    target = np.float32(
        [
            [max(0, lean), top],
            [width + max(0, lean), top + rise + squeeze],
            [width + max(0, -lean), top + rise + height - squeeze],
            [max(0, -lean), top + height],
        ]
    )
    target -= target.min(axis=0)
    far = np.ceil(target.max(axis=0)).astype(int)
    matrix = cv2.getPerspectiveTransform(source, target)
    tilted = cv2.warpPerspective(mask, matrix, (int(far[0]), int(far[1])), flags=cv2.INTER_LINEAR)
    rows = np.flatnonzero(tilted.max(axis=1) > 0.25)
    if len(rows) == 0:
        return mask
    return tilted[rows[0] : rows[-1] + 1]


def frame(
    rng: np.random.Generator, mask: np.ndarray, x_height_px: float, conditions: Conditions
) -> np.ndarray:
    """Puts margins around a tight mask: the contract's 12 % and half a height, or thereabouts."""
    height, width = mask.shape
    body = max(height, x_height_px * rng.uniform(0.6, 1.5))
    extra = (body - height) / 2
    if conditions.margins:
        above, below = rng.uniform(-0.03, 0.24, 2) if rng.random() < 0.6 else (0.12, 0.12)
        left, right = rng.uniform(0.05, 0.8, 2) if rng.random() < 0.6 else (0.5, 0.5)
    else:
        above = below = 0.12
        left = right = 0.5
    shift = rng.uniform(-1, 1) * extra if conditions.margins else 0.0
    top, bottom = int(above * body + extra + shift), int(below * body + extra - shift)
    left_px, right_px = int(left * body), int(right * body)
    framed = np.zeros((max(4, height + top + bottom), width + left_px + right_px), np.float32)
    cut_top, cut_bottom = max(0, -top), max(0, -bottom)
    part = mask[cut_top : height - cut_bottom]
    first = max(0, top)
    framed[first : first + part.shape[0], left_px : left_px + width] = part[
        : framed.shape[0] - first
    ]
    return framed


def _intrude(
    rng: np.random.Generator, framed: np.ndarray, neighbour: np.ndarray, x_height_px: float
) -> None:
    """Tails of the line above or tops of the line below reach into the crop."""
    height, width = framed.shape
    depth = int(min(rng.uniform(0.08, 0.5) * x_height_px, 0.3 * height, neighbour.shape[0]))
    if depth < 2:
        return
    start = int(rng.integers(-width // 2, width))
    column = max(0, -start)
    target = max(0, start)
    if rng.random() < 0.5:
        strip, rows = neighbour[-depth:, column:], slice(0, depth)
    else:
        strip, rows = neighbour[:depth, column:], slice(height - depth, height)
    view = framed[rows, target : target + strip.shape[1]]
    np.maximum(view, strip[:, : view.shape[1]], out=view)


def _ruled(rng: np.random.Generator, gray: np.ndarray, contrast: float) -> None:
    """Prints rules or squares on the paper, before the ink."""
    height, width = gray.shape
    squared = rng.random() < 0.4
    pitch = rng.uniform(0.2, 0.6) * height if squared else rng.uniform(0.7, 1.3) * height
    pitch = max(pitch, 5.0)
    shade = float(rng.uniform(0.08, 0.5) * contrast)
    thick = max(1, round(rng.uniform(0.01, 0.035) * height))
    rise = float(rng.normal(0, 0.008)) * width
    for y in np.arange(rng.uniform(0, pitch), height + abs(rise), pitch):
        start, end = (0, int(y * 16)), (width * 16, int((y + rise) * 16))
        cv2.line(gray, start, end, -shade, thick, cv2.LINE_AA if thick > 1 else cv2.LINE_8, 4)
    if squared:
        for x in np.arange(rng.uniform(0, pitch), width, pitch):
            cv2.line(gray, (int(x), 0), (int(x), height), -shade, thick)


def _blur(rng: np.random.Generator, gray: np.ndarray, harsh: float) -> np.ndarray:
    height = gray.shape[0]
    kind = rng.random()
    if kind < 0.25 + 0.45 * harsh:
        sigma = float(rng.uniform(0.2, 0.45 + 0.022 * height * (0.4 + harsh)))
        return cv2.GaussianBlur(gray, (0, 0), min(sigma, 2.6 * height / 40))
    if kind < 0.3 + 0.6 * harsh:
        length = int(np.clip(rng.uniform(0.03, 0.09) * height, 2, 9))
        kernel = np.zeros((length, length), np.float32)
        angle = rng.uniform(0, np.pi)
        middle = (length - 1) / 2
        reach = np.array([np.cos(angle), np.sin(angle)]) * middle
        start = (round(middle - reach[0]), round(middle - reach[1]))
        end = (round(middle + reach[0]), round(middle + reach[1]))
        cv2.line(kernel, start, end, 1.0, 1)
        return cv2.filter2D(gray, -1, kernel / kernel.sum())
    return gray


def _binarise(rng: np.random.Generator, gray: np.ndarray) -> np.ndarray:
    """Black on white by Otsu's or a local threshold."""
    if rng.random() < 0.5:
        _, binary = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        return binary
    block = max(7, int(gray.shape[0] * rng.uniform(0.4, 1.0)) | 1)
    return cv2.adaptiveThreshold(
        gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, float(rng.uniform(5, 15))
    )


def photograph(
    rng: np.random.Generator,
    mask: np.ndarray,
    x_height_px: float,
    conditions: Conditions = TRAINING,
    neighbour: np.ndarray | None = None,
) -> np.ndarray:
    """A grey crop of a line as a camera or scanner gives it.

    Args:
        mask: tight float32 ink coverage of the line.
        x_height_px: x-height in the mask's pixels.
        neighbour: another line's mask, of which a strip may reach into the crop.

    Returns:
        uint8 `[height, width]`.
    """
    harsh = conditions.harsh * (rng.uniform(0.3, 1.6) if conditions.margins else 1.0)
    harsh = min(harsh, 1.0)
    framed = frame(rng, _tilt(rng, mask, harsh), x_height_px, conditions)
    intruded = 0.25 * harsh + 0.05 if conditions.intruded is None else conditions.intruded
    if neighbour is not None and rng.random() < intruded:
        _intrude(rng, framed, neighbour, x_height_px)
    low, high = conditions.heights_px
    height_px = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    scale = height_px / framed.shape[0]
    shape = (max(6, round(framed.shape[1] * scale)), max(6, round(height_px)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    ink = cv2.resize(framed, shape, interpolation=how)

    faint = rng.random() < 0.2 * harsh + 0.05
    contrast = rng.uniform(25, 70) if faint else rng.uniform(70, 215)
    if rng.random() < 0.25:
        texture = _smooth_noise(rng, ink.shape, int(rng.integers(4, 14)))
        ink = ink * np.clip(1 + rng.uniform(0.05, 0.3) * texture, 0.3, 1.15)
    paper = np.zeros(ink.shape, np.float32)
    ruled = 0.12 + 0.25 * harsh if conditions.ruled is None else conditions.ruled
    if rng.random() < ruled:
        _ruled(rng, paper, contrast)
    if rng.random() < 0.3 + 0.3 * harsh:
        paper += _smooth_noise(rng, ink.shape, int(rng.integers(2, 10))) * rng.uniform(0.5, 4)
    gray = paper * (1 - ink) - contrast * ink

    level = rng.uniform(max(contrast + 20, 110), 255)
    dark_ground = rng.random() < conditions.light_on_dark
    if dark_ground:
        level = 255 - rng.uniform(contrast, 235)
        gray = -gray
    gray += np.float32(level)
    if rng.random() < 0.2 + 0.5 * harsh:
        y, x = np.ogrid[-1 : 1 : gray.shape[0] * 1j, -1 : 1 : gray.shape[1] * 1j]
        slope = rng.normal(0, 0.22 * (0.3 + harsh), 2)
        gray *= np.clip(1 + slope[0] * x + slope[1] * y, 0.3, 1.12).astype(np.float32)
    if rng.random() < 0.35 * harsh:
        edge = rng.uniform(0, 1) * gray.shape[1]
        lean = rng.normal(0, 1.5)
        y, x = np.ogrid[0 : gray.shape[0], 0 : gray.shape[1]]
        wide = max(1.0, rng.uniform(0.05, 0.6) * gray.shape[0])
        ramp = 1 / (1 + np.exp(-np.clip((x + lean * y - edge) / wide, -30, 30)))
        gray *= (1 - rng.uniform(0.2, 0.6) * ramp).astype(np.float32)
    gray = _blur(rng, gray, harsh)
    if rng.random() < 0.3 + 0.6 * harsh:
        sigma = rng.uniform(0.5, 2 + 7 * harsh) * (0.5 if faint else 1.0)
        gray = gray + rng.standard_normal(gray.shape, dtype=np.float32) * np.float32(sigma)
    picture = np.clip(gray, 0, 255).astype(np.uint8)
    if rng.random() < 0.15 + 0.4 * harsh:
        quality = int(rng.integers(30, 90))
        _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    if rng.random() < conditions.binarised:
        picture = _binarise(rng, picture)
    return picture
