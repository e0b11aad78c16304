"""Where paper lies: desks, walls, rooms, clutter. All procedural, none with text."""

from __future__ import annotations

import cv2
import numpy as np

from training.scenes.camera import chance, noise, smooth_field

Rng = np.random.Generator


def random_colour(rng: Rng, low: int = 0, high: int = 255, saturation: float = 1.0) -> np.ndarray:
    """An RGB colour, float32 [3]; lower saturation keeps it near grey."""
    grey = rng.uniform(low, high)
    colour = grey + saturation * rng.uniform(-70, 70, 3)
    return np.clip(colour, low, high).astype(np.float32)


def wood(rng: Rng, w: int, h: int) -> np.ndarray:
    """Planks with grain, float32 [h, w, 3]."""
    base = np.array([rng.uniform(90, 215), rng.uniform(60, 160), rng.uniform(30, 110)])
    stretch = cv2.resize(noise(rng, (h, max(2, w // 24))), (w, h), interpolation=cv2.INTER_LINEAR)
    rows = cv2.resize(noise(rng, (max(2, h // 6), 1)), (w, h), interpolation=cv2.INTER_CUBIC)
    grain = 0.6 * stretch + 0.7 * rows + 1.5 * smooth_field(rng, w, h, 4)
    out = base * (1 + rng.uniform(0.03, 0.12) * grain[..., None])
    if chance(rng, 0.5):
        plank = int(rng.integers(max(8, h // 6), max(9, h // 2)))
        for y in range(int(rng.integers(0, plank)), h, plank):
            out[y : y + 2] *= rng.uniform(0.4, 0.8)
    return np.ascontiguousarray(out.transpose(1, 0, 2)) if chance(rng, 0.5) and w == h else out


def cloth(rng: Rng, w: int, h: int) -> np.ndarray:
    """A woven or knitted pattern."""
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    fx, fy = rng.uniform(0.05, 1.2, 2)
    weave = np.sin(xx * fx + yy * rng.uniform(-0.4, 0.4)) * np.sin(yy * fy)
    base = random_colour(rng, 20, 230)
    return base * (1 + rng.uniform(0.02, 0.2) * weave[..., None]) + 4 * noise(rng, (h, w, 1))


def gradient(rng: Rng, w: int, h: int) -> np.ndarray:
    """A wall or sky: two colours running into each other."""
    a, b = random_colour(rng), random_colour(rng)
    t = smooth_field(rng, w, h, int(rng.integers(2, 5)))[..., None]
    return a * (1 - t) + b * t + rng.uniform(0, 5) * noise(rng, (h, w, 1))


def tiles(rng: Rng, w: int, h: int) -> np.ndarray:
    """Squared tiles, bricks or a keyboard's keys."""
    tw, th = int(rng.integers(14, 90)), int(rng.integers(10, 70))
    base, joint = random_colour(rng, 20, 240), random_colour(rng, 10, 240)
    out = np.empty((h, w, 3), np.float32)
    out[:] = joint
    gap = int(rng.integers(1, 6))
    for row, y in enumerate(range(0, h, th)):
        shift = (row % 2) * tw // 2 if chance(rng, 0.5) else 0
        for x in range(-shift, w, tw):
            out[y : y + th - gap, max(0, x) : max(0, x + tw - gap)] = base * rng.uniform(0.85, 1.1)
    return out


def add_clutter(rng: Rng, image: np.ndarray, pieces: int) -> None:
    """Draws things of no meaning onto float32 [h, w, 3]: cups, cables, lamps, grids."""
    h, w = image.shape[:2]
    for _ in range(pieces):
        colour = tuple(float(c) for c in random_colour(rng))
        kind = rng.integers(0, 8)
        x, y = int(rng.integers(-w // 10, w)), int(rng.integers(-h // 10, h))
        a, b = int(rng.integers(6, max(7, w // 3))), int(rng.integers(6, max(7, h // 3)))
        if kind == 0:
            cv2.ellipse(
                image,
                (x, y),
                (a // 2 + 2, b // 2 + 2),
                float(rng.uniform(0, 180)),
                0,
                360,
                colour,
                -1,
                cv2.LINE_AA,
            )
        elif kind == 1:
            box = cv2.boxPoints(((x, y), (a, b), float(rng.uniform(0, 90))))
            cv2.fillPoly(image, [box.astype(np.int32)], colour, cv2.LINE_AA)
        elif kind == 2:
            end = (int(rng.integers(0, w)), int(rng.integers(0, h)))
            cv2.line(image, (x, y), end, colour, int(rng.integers(1, 14)), cv2.LINE_AA)
        elif kind == 3:
            t = np.linspace(0, 1, 30)
            p = rng.uniform(0, 1, (4, 2)) * [w, h]
            curve = sum(
                c * (t**i * (1 - t) ** (3 - i))[:, None] * p[i] for i, c in enumerate((1, 3, 3, 1))
            )
            cv2.polylines(
                image, [curve.astype(np.int32)], False, colour, int(rng.integers(1, 7)), cv2.LINE_AA
            )
        elif kind == 4:
            cv2.circle(image, (x, y), a // 3 + 3, colour, int(rng.integers(1, 9)), cv2.LINE_AA)
        elif kind == 5:
            # A row of like shapes: keys, slats, book backs, blinds: what text is not.
            n, sx = int(rng.integers(3, 14)), int(rng.integers(5, 40))
            up = chance(rng, 0.5)
            for i in range(n):
                px, py = (x, y + i * sx) if up else (x + i * sx, y)
                size = (b if not up else max(2, sx - 3), a if up else max(2, sx - 3))
                cv2.rectangle(
                    image,
                    (px, py),
                    (px + size[1], py + size[0]),
                    tuple(float(v) * rng.uniform(0.7, 1.1) for v in colour),
                    -1,
                )
        elif kind == 6:
            for r in range(a // 2 + 4, 2, -max(2, a // 14)):
                glow = tuple(min(255.0, v + 255.0 * (1 - r / (a / 2 + 4))) for v in colour)
                cv2.circle(image, (x, y), r, glow, -1, cv2.LINE_AA)
        else:
            patch = image[max(0, y) : max(0, y) + b, max(0, x) : max(0, x) + a]
            patch += rng.uniform(5, 40) * noise(rng, (*patch.shape[:2], 1))


def keys(rng: Rng, w: int, h: int) -> np.ndarray:
    """A keyboard, a rack of books, blinds or a grille: many small parts in rows."""
    base, gap = random_colour(rng, 10, 245), random_colour(rng, 0, 255)
    out = np.empty((h, w, 3), np.float32)
    out[:] = gap
    th = int(rng.integers(8, 60))
    thin = chance(rng, 0.4)
    for y in range(0, h, th + int(rng.integers(1, 6))):
        x = int(rng.integers(-th, 0))
        while x < w:
            tw = int(th * (rng.uniform(0.15, 0.5) if thin else rng.uniform(0.6, 3)))
            tone = base * rng.uniform(0.6, 1.2) if thin else base * rng.uniform(0.93, 1.04)
            out[y : y + th, max(0, x) : max(0, x + tw)] = tone
            x += tw + int(rng.integers(1, 5))
    return out


def foliage(rng: Rng, w: int, h: int) -> np.ndarray:
    """Leaves, gravel, fur or crumpled cloth: blobs and strands of many sizes."""
    a, b = random_colour(rng), random_colour(rng)
    field = np.zeros((h, w), np.float32)
    for octave in range(int(rng.integers(2, 6))):
        cell = 2 ** (octave + 1)
        grain = noise(rng, (max(2, h // cell), max(2, int(w / cell * rng.uniform(0.3, 1)))))
        field += cv2.resize(grain, (w, h), interpolation=cv2.INTER_CUBIC) * (0.3 + 0.3 * octave)
    edge = float(rng.uniform(0.5, 4))
    t = 1 / (1 + np.exp(-edge * field[..., None]))
    return a * t + b * (1 - t)


class Surroundings:
    """A pool of backgrounds, renewed little by little, cropped and turned anew for each picture."""

    def __init__(self, size: int = 768, pool: int = 24) -> None:
        self.size, self.pool = size, pool
        self.made: list[np.ndarray] = []

    def _make(self, rng: Rng) -> np.ndarray:
        w = h = self.size
        kind = rng.choice(7, p=[0.22, 0.14, 0.22, 0.1, 0.12, 0.08, 0.12])
        if kind == 0:
            out = wood(rng, w, h)
        elif kind == 1:
            out = cloth(rng, w, h)
        elif kind == 2:
            out = gradient(rng, w, h)
        elif kind == 3:
            out = tiles(rng, w, h)
        elif kind == 5:
            out = keys(rng, w, h)
        elif kind == 6:
            out = foliage(rng, w, h)
        else:
            out = np.empty((h, w, 3), np.float32)
            out[:] = random_colour(rng, saturation=0.5)
        out = np.ascontiguousarray(out, np.float32)
        if chance(rng, 0.75):
            add_clutter(rng, out, int(rng.integers(1, 30)))
        return np.clip(out, 0, 255).astype(np.uint8)

    def sample(self, rng: Rng, width: int, height: int) -> np.ndarray:
        """uint8 [height, width, 3]."""
        if len(self.made) < self.pool:
            self.made.append(self._make(rng))
        elif chance(rng, 0.05):
            self.made[int(rng.integers(0, self.pool))] = self._make(rng)
        source = self.made[int(rng.integers(0, len(self.made)))]
        side = int(self.size * rng.uniform(0.45, 1.0))
        x, y = (int(v) for v in rng.integers(0, self.size - side + 1, 2))
        crop = source[y : y + side, x : x + side]
        if chance(rng, 0.5):
            crop = crop[:, ::-1]
        if chance(rng, 0.5):
            crop = crop.transpose(1, 0, 2)
        return cv2.resize(
            np.ascontiguousarray(crop), (width, height), interpolation=cv2.INTER_LINEAR
        )


def add_fingers(rng: Rng, image: np.ndarray, side: str) -> np.ndarray:
    """Draws one to four fingers reaching in from a side of uint8 [h, w, 3]; returns their mask."""
    h, w = image.shape[:2]
    skin = np.array([rng.uniform(95, 240), 0, 0])
    skin[1] = skin[0] * rng.uniform(0.68, 0.82)
    skin[2] = skin[0] * rng.uniform(0.48, 0.72)
    mask = np.zeros((h, w), np.uint8)
    thick = max(6, int(min(w, h) * rng.uniform(0.05, 0.11)))
    count = int(rng.integers(1, 5))
    along = float(rng.uniform(0.1, 0.8))
    for i in range(count):
        depth = rng.uniform(0.06, 0.22)
        offset = along + i * thick * 1.15 / (h if side in "lr" else w)
        if side in "lr":
            y = int(h * offset)
            start = (-thick if side == "l" else w + thick, y)
            end = (
                int(w * (depth if side == "l" else 1 - depth)),
                int(y - h * rng.uniform(0, 0.06)),
            )
        else:
            x = int(w * offset)
            start = (x, h + thick)
            end = (int(x + w * rng.uniform(-0.05, 0.05)), int(h * (1 - depth)))
        cv2.line(mask, start, end, 255, thick, cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), thick / 3).astype(np.float32) / 255
    shade = (0.55 + 0.5 * soft)[..., None]
    alpha = (mask.astype(np.float32) / 255)[..., None]
    image[:] = (image * (1 - alpha) + np.clip(skin * shade, 0, 255) * alpha).astype(np.uint8)
    return mask
