"""Renders validation folders in the formats that `npm run evaluate` reads.

    python -m training.scenes --kind handwriting --strokes … --fonts … --count 60 --out DIR --seed 1
    python -m training.scenes --kind textbook --textbook … --out DIR --seed 1
    python -m training.scenes --kind textbook-pages --textbook … --out DIR
    python -m training.scenes --kind printed-titles --textbook … --out DIR

handwriting: pictures and boxes.tsv (`file x y w h text`, one written line a row, the axis-aligned
box of its ink, the text `###` where it is hidden, faint or tiny); writers and fonts are those of the validation split. textbook: pictures and
truth.jsonl with the boxes carried into the photograph, of the validation books' pages;
textbook-pages: the same pages as they are. printed-titles: crops of these pages' titles of one line
and labels.tsv. Their text is known without its case (many are set in small capitals), so the names
end in `.folded.png`, which `npm run evaluate` compares without case.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import yaml

from training.scenes.handwriting import HandwritingSource
from training.scenes.pages import Page, RealPage, read_pages
from training.scenes.textbook import TextbookSource

Rng = np.random.Generator


def write_jpeg(path: Path, image: np.ndarray) -> None:
    """RGB to a JPEG of quality 92."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(
        str(path),
        cv2.cvtColor(image, cv2.COLOR_RGB2BGR),
        [cv2.IMWRITE_JPEG_QUALITY, 92],
    )


def handwriting(options: argparse.Namespace) -> None:
    """Scenes with at least one written line, in sizes that cameras give."""
    rng = np.random.default_rng(options.seed)
    source = HandwritingSource(
        options.strokes,
        options.fonts,
        options.text,
        options.print_fonts,
        split="validation",
        zoom=2.0,
    )
    rows, made = ["file\tx\ty\tw\th\ttext"], 0
    while made < options.count:
        width, height = [(1280, 720), (960, 720), (1024, 1024), (900, 1200)][made % 4]
        scene = source.sample(rng, width // 32 * 32, height // 32 * 32)
        if not scene.lines:
            continue
        name = f"scene-{made:03d}.jpg"
        write_jpeg(options.out / name, scene.image)
        for box, text in scene.lines:
            x0, y0, x1, y1 = (round(float(v)) for v in box)
            rows.append(f"{name}\t{x0}\t{y0}\t{x1 - x0}\t{y1 - y0}\t{text}")
        made += 1
    (options.out / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")


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
        return [
            round(float(v), 1)
            for v in (box[0], box[1], box[2] - box[0], box[3] - box[1])
        ]

    found = iter(boxes)
    if row["chapter"]:
        out["chapter"] = {**row["chapter"], "box": xywh(next(found))}
    if row["title"]:
        out["title"] = {
            **row["title"],
            "box": xywh(next(found)),
            "lines": [xywh(b) for b in lines],
        }
    return out


def textbook(options: argparse.Namespace) -> None:
    """The validation books' pages, each photographed once with its opener in view."""
    rng = np.random.default_rng(options.seed)
    source = TextbookSource(
        options.textbook,
        options.print_fonts,
        without_books=validation_books(options.config),
    )
    rows = []
    for page in validation_pages(options, rng):
        flat = page.load()
        lines = [
            [x, y, x + w, y + h]
            for x, y, w, h in (page.row["title"] or {}).get("lines", [])
        ]
        # Title lines ride along as boxes of a third class.
        joined = Page(
            flat.image,
            np.concatenate([flat.boxes, np.array(lines, np.float32).reshape(-1, 4)]),
            np.concatenate([flat.labels, np.full(len(lines), 2)]),
        )
        for _ in range(20):
            scene = source.photograph(
                rng, joined, *((768, 1024), (960, 1280))[len(rows) % 2], 1.3, whole=True
            )
            own = len(scene.boxes) == len(joined.boxes)
            if own:
                break
        if not own:
            continue
        name = f"{page.row['book']}/{Path(page.row['image']).name}"
        write_jpeg(options.out / name, scene.image)
        n = len(flat.boxes)
        rows.append(
            moved_row(
                page.row,
                name,
                scene.boxes[:n],
                scene.boxes[n:],
                (scene.image.shape[1], scene.image.shape[0]),
            )
        )
    write_rows(options.out, rows)


def textbook_pages(options: argparse.Namespace) -> None:
    """Copies of the validation books' pages."""
    rows = []
    for page in validation_pages(options, np.random.default_rng(options.seed)):
        target = options.out / page.row["image"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page.path, target)
        rows.append(page.row)
    write_rows(options.out, rows)


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
    if options.count and options.count < len(pages):
        pages = [pages[i] for i in sorted(rng.permutation(len(pages))[: options.count])]
    return pages


def write_rows(out: Path, rows: list[dict]) -> None:
    """truth.jsonl."""
    text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    (out / "truth.jsonl").write_text(text, "utf-8")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = {
        "handwriting": handwriting,
        "textbook": textbook,
        "textbook-pages": textbook_pages,
        "printed-titles": printed_titles,
    }
    parser.add_argument("--kind", choices=sorted(kinds), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--count", type=int, default=0, help="0: all pages; 60 handwriting scenes"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--config", type=Path, default=Path("training/configs/textbook.yaml")
    )
    for name in ("strokes", "fonts", "text", "textbook", "print-fonts"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    if options.kind == "handwriting" and not options.count:
        options.count = 60
    if options.kind != "handwriting" and options.textbook is None:
        parser.error("--textbook is needed")
    options.out.mkdir(parents=True, exist_ok=True)
    kinds[options.kind](options)


if __name__ == "__main__":
    main()
