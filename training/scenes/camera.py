"""From a flat page to a photograph: perspective and curl, light, blur, noise, compression."""

from __future__ import annotations

import cv2
import numpy as np

Rng = np.random.Generator


def chance(rng: Rng, p: float) -> bool:
    """True with probability p."""
    return bool(rng.random() < p)


class Warp:
    """A smooth map from page px to picture px: a homography after a gentle curl.

    `curl_x` and `curl_y` bend the page by sine waves of a few pixels (as a bound page does);
    boxes are carried over by their outlines.
    """

    def __init__(
        self,
        homography: np.ndarray,
        page: tuple[int, int],
        curl: tuple[float, float, float, float] = (0, 1, 0, 0),
    ) -> None:
        self.homography = homography
        self.inverse = np.linalg.inv(homography)
        self.page = page
        self.curl = curl

    def _bend(self, x: np.ndarray) -> np.ndarray:
        amplitude, waves, phase, fold = self.curl
        u = x / self.page[0]
        return amplitude * np.sin(np.pi * (waves * u + phase)) + fold * u * u

    def points(self, points: np.ndarray) -> np.ndarray:
        """Page points [N, 2] in the picture."""
        moved = points.astype(np.float64).copy()
        moved[:, 1] += self._bend(moved[:, 0])
        return cv2.perspectiveTransform(moved[None], self.homography)[0]

    def boxes(self, boxes: np.ndarray) -> np.ndarray:
        """Page boxes [N, 4] (corners) to the boxes around their bent outlines, float32 [N, 4]."""
        if not len(boxes):
            return np.zeros((0, 4), np.float32)
        t = np.array([0, 0.5, 1.0])
        x0, y0, x1, y1 = (boxes[:, i, None] for i in range(4))
        xs = np.concatenate([x0 + (x1 - x0) * t, x0 + (x1 - x0) * t], 1)
        ys = np.concatenate([np.repeat(y0, 3, 1), np.repeat(y1, 3, 1)], 1)
        moved = self.points(np.stack([xs, ys], -1).reshape(-1, 2)).reshape(len(boxes), 6, 2)
        return np.concatenate([moved.min(1), moved.max(1)], 1).astype(np.float32)

    def image(
        self,
        page: np.ndarray,
        width: int,
        height: int,
        border: int = cv2.BORDER_CONSTANT,
        value: tuple[int, int, int] = (0, 0, 0),
    ) -> np.ndarray:
        """The page as the camera sees it, [height, width(, channels)]."""
        if self.curl[0] == 0 and self.curl[3] == 0:
            return cv2.warpPerspective(
                page,
                self.homography,
                (width, height),
                flags=cv2.INTER_LINEAR,
                borderMode=border,
                borderValue=value,
            )
        # The curl is smooth: compute its map on a coarse grid and enlarge that.
        step = 8
        gw, gh = width // step + 2, height // step + 2
        gx, gy = np.meshgrid(np.arange(gw) * step, np.arange(gh) * step)
        grid = np.stack([gx, gy], -1).reshape(1, -1, 2).astype(np.float64)
        back = cv2.perspectiveTransform(grid, self.inverse)[0]
        back[:, 1] -= self._bend(back[:, 0])
        small = back.reshape(gh, gw, 2).astype(np.float32)
        scale = np.array([[1 / step, 0, 0], [0, 1 / step, 0]], np.float32)
        full = cv2.warpAffine(
            small,
            scale,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return cv2.remap(page, full, None, cv2.INTER_LINEAR, borderMode=border, borderValue=value)


def random_warp(
    rng: Rng, page: tuple[int, int], corners: np.ndarray, tilt: float, curl: float
) -> Warp:
    """A warp taking the page (w, h) to four picture corners [4, 2], each moved by up to `tilt`
    of the picture's shorter quad side; `curl` is the largest bend as a share of the page."""
    w, h = page
    side = min(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[3] - corners[0]))
    moved = corners + rng.uniform(-tilt, tilt, (4, 2)) * side
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, moved.astype(np.float32))
    bend = (0.0, 1.0, 0.0, 0.0)
    if curl > 0:
        bend = (
            float(rng.uniform(-curl, curl) * h),
            float(rng.uniform(0.6, 1.6)),
            float(rng.uniform(0, 1)),
            float(rng.uniform(-curl, curl) * h),
        )
    return Warp(matrix, page, bend)


def rotated_corners(
    centre: tuple[float, float], width: float, height: float, degrees: float
) -> np.ndarray:
    """Corners [4, 2] (top left first, clockwise) of a turned rectangle."""
    a = np.deg2rad(degrees)
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array([width, height]) / 2
    return half @ turn + np.array(centre)


def smooth_field(rng: Rng, width: int, height: int, cells: int = 4) -> np.ndarray:
    """Slowly changing noise in 0..1, float32 [height, width]."""
    small = rng.random((cells, cells)).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def light(rng: Rng, image: np.ndarray, strength: float) -> np.ndarray:
    """Uneven light, colour cast, a shadow's edge and a lamp's glare; float32 in, float32 out."""
    h, w = image.shape[:2]
    gain = np.ones((h, w), np.float32)
    if chance(rng, 0.8):
        gain *= 1 - strength * rng.uniform(0.05, 0.6) * smooth_field(rng, w, h, rng.integers(2, 5))
    if chance(rng, 0.35):
        # A shadow: a half plane or a blob with a soft edge.
        mask = np.zeros((h // 4 + 1, w // 4 + 1), np.float32)
        if chance(rng, 0.6):
            pts = rng.uniform(-0.3, 1.3, (rng.integers(3, 6), 2)) * [w / 4, h / 4]
            cv2.fillPoly(mask, [pts.astype(np.int32)], 1.0)
        else:
            cv2.ellipse(
                mask,
                (int(rng.integers(0, w // 4)), int(rng.integers(0, h // 4))),
                (
                    int(rng.integers(w // 20 + 1, w // 6 + 2)),
                    int(rng.integers(h // 20 + 1, h // 6 + 2)),
                ),
                float(rng.uniform(0, 180)),
                0,
                360,
                1.0,
                -1,
            )
        mask = cv2.GaussianBlur(mask, (0, 0), float(rng.uniform(0.8, 10)))
        gain *= 1 - strength * rng.uniform(0.1, 0.6) * cv2.resize(mask, (w, h))
    cast = 1 + strength * rng.uniform(-0.12, 0.12, 3)
    image = image * gain[..., None] * cast.astype(np.float32)
    if chance(rng, 0.08 * strength):
        glow = np.zeros((h // 8 + 1, w // 8 + 1), np.float32)
        cv2.circle(
            glow,
            (int(rng.integers(0, w // 8)), int(rng.integers(0, h // 8))),
            int(rng.integers(2, max(3, w // 50))),
            1.0,
            -1,
        )
        glow = cv2.GaussianBlur(glow, (0, 0), float(rng.uniform(2, 8)))
        image = image + 160 * cv2.resize(glow, (w, h))[..., None]
    return image


_NOISE = np.random.default_rng(7).standard_normal(1 << 21).astype(np.float32)


def noise(rng: Rng, shape: tuple[int, ...]) -> np.ndarray:
    """Normal noise cut from a long precomputed strip (drawing it anew is what costs time)."""
    n = int(np.prod(shape))
    start = int(rng.integers(0, len(_NOISE) - n)) if n < len(_NOISE) else 0
    return np.resize(_NOISE[start : start + n], shape)


def develop(rng: Rng, image: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """Lens, sensor and codec: exposure, contrast, blur, noise, JPEG. uint8 [H, W, 3] in and out.

    `strength` 0 leaves the picture as it is, 1 is an ordinary bad webcam, 1.5 harsh.
    """
    if strength <= 0:
        return image
    x = light(rng, image.astype(np.float32), min(1.0, strength))
    contrast, exposure = rng.uniform(0.7, 1.15), rng.uniform(0.7, 1.25)
    if chance(rng, 0.1 * strength):
        exposure *= rng.uniform(0.35, 0.8)
    mean = float(rng.uniform(90, 150))
    x = ((x - mean) * contrast + mean) * exposure
    if chance(rng, 0.5 * strength):
        x = cv2.GaussianBlur(x, (0, 0), float(rng.uniform(0.3, 0.6 + 0.7 * strength)))
    elif chance(rng, 0.12 * strength):
        n = int(rng.integers(3, 4 + int(4 * strength)))
        kernel = np.zeros((n, n), np.float32)
        a = rng.uniform(0, np.pi)
        c = (n - 1) / 2
        cv2.line(
            kernel,
            (round(c - c * np.cos(a)), round(c - c * np.sin(a))),
            (round(c + c * np.cos(a)), round(c + c * np.sin(a))),
            1.0,
        )
        x = cv2.filter2D(x, -1, kernel / kernel.sum())
    if chance(rng, 0.7):
        sigma = float(rng.uniform(1, 5 + 6 * strength))
        h, w = x.shape[:2]
        if chance(rng, 0.5):
            x = x + sigma * noise(rng, (h, w, 1))
        else:
            x = x + sigma * noise(rng, x.shape)
    out = np.clip(x, 0, 255).astype(np.uint8)
    if chance(rng, 0.08):
        gray = cv2.cvtColor(out, cv2.COLOR_RGB2GRAY)
        out = cv2.cvtColor(gray, cv2.COLOR_GRAY2RGB)
    if chance(rng, 0.15 * strength):
        blur = cv2.GaussianBlur(out, (0, 0), 1.2)
        amount = float(rng.uniform(0.3, 1.2))
        out = cv2.addWeighted(out, 1 + amount, blur, -amount, 0)
    if chance(rng, 0.5):
        quality = int(rng.integers(25 if strength >= 1 else 45, 95))
        ok, data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if ok:
            out = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return out
