"""Textbook pages, real and generated, as clean pages and as photographs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np

from training.scenes.camera import Warp, chance, develop, random_warp, rotated_corners
from training.scenes.generated import body_page, opener_page
from training.scenes.pages import Page, RealPage, letterbox, read_pages
from training.scenes.print_fonts import PrintFonts
from training.scenes.scene import Scene, no_boxes, visible_share
from training.scenes.surroundings import Surroundings, add_fingers

Rng = np.random.Generator


class TextbookSource:
    """Draws training pages: real openers and bodies of given books, generated ones between.

    `folder` may be None: then every page is generated.
    """

    def __init__(
        self,
        folder: Path | None,
        fonts_folder: Path | None = None,
        *,
        without_books: list[str] | None = None,
        layout_caps: dict[str, float] | None = None,
        generated: float = 0.35,
        pool: int = 60,
    ) -> None:
        self.fonts = PrintFonts(fonts_folder)
        self.surroundings = Surroundings()
        left_out = set(without_books or [])
        pages = (
            []
            if folder is None
            else [p for p in read_pages(folder) if p.row["book"] not in left_out]
        )
        self.openers = [p for p in pages if p.row["kind"] == "opener"]
        self.bodies = [p for p in pages if p.row["kind"] == "body"]
        self.weights = self._weights(layout_caps or {})
        self.titles = [p.row["title"]["text"] for p in self.openers if p.row["title"]]
        self.generated = generated if self.openers else 1.0
        self.pool = pool
        self.made: dict[bool, list[Page]] = {True: [], False: []}
        self.loaded: dict[Path, Page] = {}

    def _weights(self, caps: dict[str, float]) -> np.ndarray:
        """Every book alike, then over-represented layouts held at their cap."""
        if not self.openers:
            return np.zeros(0)
        books = Counter(p.row["book"] for p in self.openers)
        weights = np.array([1 / books[p.row["book"]] for p in self.openers])
        layouts = np.array([p.row["layout"] for p in self.openers])
        weights /= weights.sum()
        for layout, cap in caps.items():
            mine = layouts == layout
            share = weights[mine].sum()
            if share > cap:
                weights[mine] *= cap * (1 - share) / (share * (1 - cap))
                weights /= weights.sum()
        return weights

    def _real(self, page: RealPage) -> Page:
        if page.path not in self.loaded:
            self.loaded[page.path] = page.load()
        return self.loaded[page.path]

    def _generated(self, rng: Rng, opener: bool) -> Page:
        """From a pool that keeps being renewed: setting a page costs more than warping it."""
        made = self.made[opener]
        make = opener_page if opener else body_page
        if len(made) < self.pool:
            made.append(make(rng, self.fonts, self.titles))
            return made[-1]
        if chance(rng, 0.15):
            made[int(rng.integers(0, self.pool))] = make(rng, self.fonts, self.titles)
        return made[int(rng.integers(0, self.pool))]

    def _body(self, rng: Rng) -> Page:
        if self.bodies and chance(rng, 1 - self.generated):
            return self._real(self.bodies[int(rng.integers(0, len(self.bodies)))])
        return self._generated(rng, False)

    def _onto_real_body(self, rng: Rng, opener: Page) -> Page:
        """A generated opener's head above a real page's text."""
        body = self._real(self.bodies[int(rng.integers(0, len(self.bodies)))])
        h, w = body.image.shape[:2]
        bottom = int(opener.boxes[:, 3].max()) + 12
        if bottom > 620:
            return opener
        head = cv2.resize(opener.image[:bottom], (w, bottom), interpolation=cv2.INTER_AREA)
        ratio = np.array([w / opener.image.shape[1], 1] * 2, np.float32)
        image = body.image.copy()
        start = max(0, bottom - int(rng.integers(0, 60)))
        ink = body.image.min(2).min(1) > 200
        # Cut the real page between two of its lines of print.
        gap = next((y for y in range(start, h - 1) if ink[y]), start)
        image[:bottom] = head
        image = np.concatenate([image[:bottom], body.image[gap:]])[:h]
        if len(image) < h:
            image = np.concatenate([image, np.full((h - len(image), w, 3), 255, np.uint8)])
        return Page(image, opener.boxes * ratio, opener.labels)

    def _opener(self, rng: Rng) -> Page:
        if chance(rng, self.generated):
            page = self._generated(rng, True)
            if self.bodies and chance(rng, 0.3):
                return self._onto_real_body(rng, page)
            return page
        return self._real(self.openers[int(rng.choice(len(self.openers), p=self.weights))])

    def page(self, rng: Rng) -> Page:
        """One flat page, perhaps on tinted paper or in tinted ink."""
        page = self._opener(rng) if chance(rng, 0.58) else self._body(rng)
        if chance(rng, 0.35):
            low, high = rng.uniform(0, 70, 3), rng.uniform(190, 255, 3)
            if chance(rng, 0.5):
                low, high = low.mean().repeat(3), 255 - rng.uniform(0, 30, 3)
            table = low + np.arange(256)[:, None] / 255 * (high - low)
            image = cv2.LUT(page.image, table.astype(np.uint8)[:, None, :])
            page = Page(image, page.boxes, page.labels)
        elif chance(rng, 0.06):
            page = Page(255 - page.image, page.boxes, page.labels)
        return page

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """A third of the pictures are clean pages, one half photographs, the rest crops."""
        page = self.page(rng)
        kind = rng.random()
        if kind < 0.33:
            scene = letterbox(page, width, height)
            if chance(rng, 0.4):
                scene.image = develop(rng, scene.image, 0.4)
            return scene
        return self.photograph(rng, page, width, height, harsh=1.0 if kind < 0.9 else 1.4)

    def photograph(
        self, rng: Rng, page: Page, width: int, height: int, harsh: float = 1.0, whole: bool = False
    ) -> Scene:
        """The page on a desk, perhaps beside its neighbour, seen by a hand-held camera.

        `whole` keeps chapter and title well inside the picture.
        """
        h, w = page.image.shape[:2]
        boxes, labels, image = page.boxes, page.labels, page.image
        shift = 0
        if chance(rng, 0.35):
            image, boxes, labels, shift = self._spread(rng, page)
        fh, fw = image.shape[:2]
        for attempt in range(12):
            scale = min(width / w, height / h) * (
                rng.uniform(0.8, 1.15) if whole else rng.uniform(0.7, 1.5)
            )
            angle = float(rng.normal(0, 3 * harsh))
            # Where the page of interest is centred; the spread's other page follows.
            cx, cy = width / 2, height / 2
            slack_x, slack_y = abs(w * scale - width) / 2, abs(h * scale - height) / 2
            cx += rng.uniform(-1, 1) * (slack_x + 0.05 * width)
            cy += rng.uniform(-1, 1) * (slack_y + 0.05 * height)
            turn = np.deg2rad(angle)
            offset = (fw / 2 - shift - w / 2) * scale
            centre = (cx + offset * np.cos(turn), cy + offset * np.sin(turn))
            corners = rotated_corners(centre, fw * scale, fh * scale, angle)
            warp = random_warp(
                rng, (fw, fh), corners, 0.05 * harsh, 0.025 * harsh if chance(rng, 0.6) else 0.0
            )
            moved = warp.boxes(boxes)
            inside = visible_share(moved, width, height)
            if (inside > 0.999).all() or (not whole and (attempt > 3 or (inside > 0.85).any())):
                break
        background = (
            self.surroundings.sample(rng, width, height)
            if not chance(rng, 0.15)
            else np.full((height, width, 3), int(rng.integers(0, 256)), np.uint8)
        )
        out = self._lay(rng, image, warp, background)
        kept = inside > 0.85
        cut = moved[(inside > 0.02) & ~kept]
        moved, labels = moved[kept], labels[kept]
        np.clip(moved, 0, [width, height, width, height], out=moved)
        if chance(rng, 0.25):
            before = out.copy()
            mask = add_fingers(rng, out, str(rng.choice(list("lrb"))))
            if any(
                mask[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1].any() for x0, y0, x1, y1 in moved
            ):
                out = before
        out = develop(rng, out, harsh)
        return Scene(
            out,
            moved.astype(np.float32),
            labels,
            cut.astype(np.float32) if len(cut) else no_boxes(),
        )

    def _spread(self, rng: Rng, page: Page) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
        """The page with a neighbour, the book's fold shaded between them."""
        h, w = page.image.shape[:2]
        other = self._body(rng) if chance(rng, 0.85) else self._opener(rng)
        ow = max(40, round(other.image.shape[1] * h / other.image.shape[0]))
        ratio = np.array([ow / other.image.shape[1], h / other.image.shape[0]] * 2, np.float32)
        facing = cv2.resize(other.image, (ow, h), interpolation=cv2.INTER_AREA)
        page_right = chance(rng, 0.6)
        image = np.concatenate([facing, page.image] if page_right else [page.image, facing], 1)
        shift = ow if page_right else 0
        fold = ow if page_right else w
        reach = int(w * rng.uniform(0.03, 0.16))
        shade = 1 - rng.uniform(0.2, 0.75) * np.exp(
            -np.abs(np.arange(w + ow) - fold) / max(1, reach / 2)
        )
        image = (image * shade[None, :, None]).astype(np.uint8)
        mine = page.boxes + np.array([shift, 0, shift, 0], np.float32)
        theirs = other.boxes * ratio + np.array([0 if page_right else w, 0] * 2, np.float32)
        return (
            image,
            np.concatenate([mine, theirs]),
            np.concatenate([page.labels, other.labels]),
            shift,
        )

    def _lay(self, rng: Rng, image: np.ndarray, warp: Warp, background: np.ndarray) -> np.ndarray:
        """The warped page over the background with the shadow it throws."""
        height, width = background.shape[:2]
        # Shrink first where the warp would skip pixels.
        scale = float(np.sqrt(abs(np.linalg.det(warp.homography[:2, :2]))))
        seen = (
            cv2.warpPerspective(
                np.full((8, 8), 255, np.uint8),
                warp.homography @ np.diag([warp.page[0] / 8, warp.page[1] / 8, 1]),
                (width, height),
            )
            if warp.curl[0] == 0 and warp.curl[3] == 0
            else warp.image(np.full(image.shape[:2], 255, np.uint8), width, height)
        )
        if scale < 0.75:
            image = (
                cv2.blur(image, (2, 2))
                if scale > 0.55
                else cv2.GaussianBlur(image, (0, 0), 0.45 / scale)
            )
        page = warp.image(image, width, height, cv2.BORDER_REPLICATE)
        alpha = (seen.astype(np.float32) / 255)[..., None]
        base = background.astype(np.float32)
        if chance(rng, 0.6):
            soft = cv2.GaussianBlur(
                np.roll(seen, (int(rng.integers(-4, 9)), int(rng.integers(-6, 7))), (0, 1)),
                (0, 0),
                float(rng.uniform(2, 9)),
            )
            base *= 1 - rng.uniform(0.2, 0.7) * (soft.astype(np.float32) / 255)[..., None]
        return np.clip(page * alpha + base * (1 - alpha), 0, 255).astype(np.uint8)
