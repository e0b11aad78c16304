"""Folders of textbook pages with truth.jsonl, as `npm run evaluate` reads them."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from pathlib import Path

import cv2
import numpy as np
import yaml

from training.scenes import wording
from training.scenes.generated import body_page, opener_page
from training.scenes.pages import CHAPTER, Page, RealPage, read_pages
from training.scenes.print_fonts import PrintFonts
from training.scenes.scene import Scene
from training.scenes.textbook import TextbookSource

Rng = np.random.Generator
HEADING = 2
"""Class of the boxes that keep a page's lines and head in view"""
HEAD = (0.05, 0.03, 0.95, 0.6)
"""Where headings stand on pages whose boxes are not known, in shares of the page"""


def write_jpeg(path: Path, image: np.ndarray) -> None:
    """RGB to a JPEG of quality 92."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(
        str(path),
        cv2.cvtColor(image, cv2.COLOR_RGB2BGR),
        [cv2.IMWRITE_JPEG_QUALITY, 92],
    )


def textbook(options: argparse.Namespace) -> None:
    """The validation books' pages, each photographed once with its opener in view."""
    rng = np.random.default_rng(options.seed)
    source = TextbookSource(
        options.textbook,
        options.print_fonts,
        without_books=validation_books(options.config),
    )
    photograph_pages(options.out, source, validation_pages(options, rng), rng)


def photographed(options: argparse.Namespace) -> None:
    """The pages of a folder; facing pages are generated ones."""
    source = TextbookSource(None, options.print_fonts)
    pages = some(read_pages(options.textbook), options.count, np.random.default_rng(options.seed))
    photograph_pages(options.out, source, pages, np.random.default_rng(options.seed))


def photograph_pages(
    out: Path, source: TextbookSource, pages: list[RealPage], rng: Rng
) -> None:
    """Photographs pages, each with what it opens in view; one that does not fit is left out."""
    rows: list[dict] = []
    for page in pages:
        flat = page.load()
        head = boxes_in_view(page.row, flat)
        # Title lines ride along as boxes of a third class.
        joined = Page(
            flat.image,
            np.concatenate([flat.boxes, head]),
            np.concatenate([flat.labels, np.full(len(head), HEADING)]),
        )
        size = ((768, 1024), (960, 1280))[len(rows) % 2]
        scene = view_of(rng, source, joined, size)
        if scene is None:
            continue
        name = f"{page.row['book']}/{Path(page.row['image']).stem}.jpg"
        write_jpeg(out / name, scene.image)
        n = len(flat.boxes)
        rows.append(moved_row(page.row, name, scene.boxes[:n], scene.boxes[n:], size))
    write_rows(out, rows)


def boxes_in_view(row: dict, page: Page) -> np.ndarray:
    """The title's lines; the page's head where it opens something whose boxes are not known."""
    lines = [[x, y, x + w, y + h] for x, y, w, h in (row["title"] or {}).get("lines", [])]
    if not lines and row["kind"] == "opener" and not len(page.boxes):
        height, width = page.image.shape[:2]
        lines = [[x * width, y * height, r * width, b * height] for x, y, r, b in [HEAD]]
    return np.array(lines, np.float32).reshape(-1, 4)


def view_of(
    rng: Rng, source: TextbookSource, page: Page, size: tuple[int, int]
) -> Scene | None:
    """A photograph that shows the boxes of this page and no others; None where none succeeds."""
    for _ in range(20):
        scene = source.photograph(rng, page, *size, 1.3, whole=True)
        if len(scene.boxes) == len(page.boxes):
            return scene
    return None


def moved_row(
    row: dict, image: str, boxes: np.ndarray, lines: np.ndarray, size: tuple[int, int]
) -> dict:
    """A truth.jsonl row for the photographed page: boxes come in the order chapter, title."""
    out = {
        **row,
        "image": image,
        "width": size[0],
        "height": size[1],
        "running_header": None,
    }

    def xywh(box: np.ndarray) -> list[float]:
        return [round(float(v), 1) for v in (box[0], box[1], box[2] - box[0], box[3] - box[1])]

    found = iter(boxes)
    for part in ("chapter", "title"):
        if row[part] and "box" in row[part]:
            out[part] = {**row[part], "box": xywh(next(found))}
    if row["title"] and "lines" in row["title"]:
        out["title"]["lines"] = [xywh(b) for b in lines]
    return out


def textbook_pages(options: argparse.Namespace) -> None:
    """Copies of the validation books' pages."""
    rows = []
    for page in validation_pages(options, np.random.default_rng(options.seed)):
        target = options.out / page.row["image"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page.path, target)
        rows.append(page.row)
    write_rows(options.out, rows)


def generated_pages(options: argparse.Namespace) -> None:
    """Pages drawn as for training, each a book of its own, with what they say."""
    rng = np.random.default_rng(options.seed)
    fonts = PrintFonts(options.print_fonts)
    rows = []
    for number in range(options.count):
        is_opener = bool(rng.random() < options.openers)
        page = (opener_page if is_opener else body_page)(rng, fonts, [])
        name = f"generated-{options.seed}-{number:04d}"
        write_jpeg(options.out / f"{name}.jpg", page.image)
        rows.append({**generated_row(page), "book": name, "image": f"{name}.jpg"})
    write_rows(options.out, rows)


def generated_row(page: Page) -> dict:
    """The truth of a generated page."""
    height, width = page.image.shape[:2]
    row: dict = {
        "kind": "opener" if len(page.boxes) else "body",
        "width": width,
        "height": height,
        "chapter": None,
        "title": None,
    }
    for box, label, text in zip(page.boxes, page.labels, page.texts, strict=True):
        x0, y0, x1, y1 = (round(float(v), 1) for v in box)
        part = {"text": text, "box": [x0, y0, round(x1 - x0, 1), round(y1 - y0, 1)]}
        if label == CHAPTER:
            row["chapter"] = {**part, "number": number_in(text)}
        else:
            row["title"] = part
    return row


def number_in(label: str) -> str | None:
    """The numeral of a label, wherever its word stands: digits, Roman capitals or a word."""
    words = [word.strip(".:,|–- ") for word in label.split()]
    numerals = [w for w in words if re.fullmatch(r"\d+|[IVXLC]+", w) or w in wording.NUMBERS]
    return numerals[-1] if numerals else None


def printed_titles(options: argparse.Namespace) -> None:
    """Titles of one line cut out by their boxes, on a margin of their own paper."""
    rows = []
    for page in validation_pages(options, np.random.default_rng(options.seed)):
        title = page.row["title"]
        if not title or len(title.get("lines", [])) > 1:
            continue
        x, y, w, h = title["box"]
        image = page.load().image
        crop = image[int(y) - 1 : int(y + h) + 2, int(x) - 1 : int(x + w) + 2]
        paper = [int(v) for v in np.median(crop.reshape(-1, 3), 0)]
        margin = round(0.4 * h)
        crop = cv2.copyMakeBorder(
            crop, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=paper
        )
        name = f"{page.row['book']}-{page.row['page']:04d}.folded.png"
        cv2.imwrite(str(options.out / name), cv2.cvtColor(crop, cv2.COLOR_RGB2BGR))
        rows.append(f"{name}\t{title['text']}\n")
    (options.out / "labels.tsv").write_text("".join(rows), "utf-8")


def validation_books(config: Path) -> list[str]:
    """The books that a detector's config keeps from training."""
    return list(yaml.safe_load(config.read_text("utf-8"))["data"]["validation_books"])


def validation_pages(options: argparse.Namespace, rng: Rng) -> list[RealPage]:
    """All pages of the config's validation books, or `count` of them."""
    books = validation_books(options.config)
    pages = [p for p in read_pages(options.textbook) if p.row["book"] in books]
    return some(pages, options.count, rng)


def some(pages: list[RealPage], count: int, rng: Rng) -> list[RealPage]:
    """So many of the pages, in their order; all for 0."""
    if not count or count >= len(pages):
        return pages
    return [pages[i] for i in sorted(rng.permutation(len(pages))[:count])]


def write_rows(out: Path, rows: list[dict]) -> None:
    """truth.jsonl."""
    text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    (out / "truth.jsonl").write_text(text, "utf-8")
