"""Renders validation folders in the formats that `npm run evaluate` reads.

    python -m training.scenes --kind handwriting --strokes … --fonts … --count 60 --out DIR --seed 1
    python -m training.scenes --kind fitting --strokes … --fonts … --count 160 --out DIR --seed 1
    python -m training.scenes --kind size-sweep --strokes … --fonts … --text … --out DIR --seed 1
    python -m training.scenes --kind no-writing --photographs … --count 200 --out DIR --seed 1
    python -m training.scenes --kind textbook --textbook … --out DIR --seed 1
    python -m training.scenes --kind textbook-pages --textbook … --out DIR
    python -m training.scenes --kind printed-titles --textbook … --out DIR

handwriting: pictures and boxes.tsv (`file x y w h text`, one written line a row, the axis-aligned
box of its ink, the text `###` where it is hidden, faint or tiny); writers and fonts are those of the
validation split. fitting: the same by writers and fonts of the training split, half of them hard
scenes, also some without handwriting, and words.tsv (`file x y w h class`, class `ignore` for regions
that teach nothing): what the rules about found lines are fitted on. size-sweep: a folder for each share of the
frame's height (`05` to `95`, in %), with pictures of one word of that height on paper, on a board and
on black, and their boxes.tsv. no-writing: pictures without any text, made of textures and of the
photographs of a folder if one is given, and a boxes.tsv in which each has a row without a box. textbook: pictures and
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
from training.scenes.placement import ILLEGIBLE
from training.scenes.textbook import TextbookSource

Rng = np.random.Generator
USUAL_COUNTS = {"handwriting": 60, "fitting": 160, "size-sweep": 100, "no-writing": 200}
"""Of other kinds all pages"""
BOXES_HEADER = "file\tx\ty\tw\th\ttext"


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
    source = validation_source(options, zoom=2.0)
    rows, made = [BOXES_HEADER], 0
    while made < options.count:
        width, height = [(1280, 720), (960, 720), (1024, 1024), (900, 1200)][made % 4]
        scene = source.sample(rng, width // 32 * 32, height // 32 * 32)
        if not scene.lines:
            continue
        name = f"scene-{made:03d}.jpg"
        write_jpeg(options.out / name, scene.image)
        for box, text in scene.lines:
            rows.append(box_row(name, box, text))
        made += 1
    (options.out / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")


FITTING_SIZES = ((1280, 704), (960, 704), (1024, 1024), (896, 1216))
WORDS_HEADER = "file\tx\ty\tw\th\tclass"


def fitting(options: argparse.Namespace) -> None:
    """Scenes by training writers with their lines and their words of both classes."""
    rng = np.random.default_rng(options.seed)
    source = HandwritingSource(
        options.strokes,
        options.fonts,
        options.text,
        options.print_fonts,
        zoom=2.0,
        hard=0.5,
    )
    rows, words = [BOXES_HEADER], [WORDS_HEADER]
    for number in range(options.count):
        scene = source.sample(rng, *FITTING_SIZES[number % len(FITTING_SIZES)])
        name = f"fitting-{number:03d}.jpg"
        write_jpeg(options.out / name, scene.image)
        rows += [box_row(name, box, text) for box, text in scene.lines]
        if not scene.lines:
            rows.append(f"{name}\t\t\t\t\t")
        for box, label in zip(scene.boxes, scene.labels, strict=True):
            words.append(box_row(name, box, ("handwriting", "print")[int(label)]))
        words += [box_row(name, box, "ignore") for box in scene.ignore]
    (options.out / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    (options.out / "words.tsv").write_text("\n".join(words) + "\n", "utf-8")


SWEEP = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95)
"""Heights of words as shares of the frame's"""
SWEEP_GROUNDS = ("paper", "board", "black")
CAMERA = (1280, 704)
"""Frame of a camera, its sides multiples of 32 px"""


def size_sweep(options: argparse.Namespace) -> None:
    """One word a picture: folders by height, `count` words each, ink of exactly that height."""
    few = validation_source(options, zoom=2.0).hard_scenes.few_words
    for share in SWEEP:
        rng = np.random.default_rng([options.seed, round(100 * share)])
        folder, rows, made = options.out / f"{round(100 * share):02d}", [BOXES_HEADER], 0
        while made < options.count:
            ground = SWEEP_GROUNDS[made % len(SWEEP_GROUNDS)]
            scene = few.scene(rng, *CAMERA, ground, share, [1], still=True)
            if len(scene.lines) != 1:
                continue
            ((box, text),) = scene.lines
            # A long word would be too wide at this height and was set smaller: another one.
            if text == ILLEGIBLE or abs((box[3] - box[1]) / CAMERA[1] - share) > 0.1 * share:
                continue
            name = f"{ground}-{made:03d}.jpg"
            write_jpeg(folder / name, scene.image)
            rows.append(box_row(name, box, text))
            made += 1
        (folder / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def no_writing(options: argparse.Namespace) -> None:
    """Pictures that show no text, every third a photograph where there are any."""
    rng = np.random.default_rng(options.seed)
    scenes = validation_source(options, zoom=2.0).hard_scenes.everyday
    photographs = sorted(options.photographs.iterdir()) if options.photographs else []
    rows = [BOXES_HEADER]
    for number in range(options.count):
        name = f"nothing-{number:03d}.jpg"
        if photographs and number % 3 == 0:
            image = photograph(rng, photographs[number // 3 % len(photographs)])
        else:
            image = scenes.nothing(rng, *CAMERA).image
        write_jpeg(options.out / name, image)
        rows.append(f"{name}\t\t\t\t\t")
    (options.out / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def photograph(rng: Rng, path: Path) -> np.ndarray:
    """A part of a photograph in the camera's size, RGB. Throws ValueError where it is no picture."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"{path} is not a picture")
    height, width = image.shape[:2]
    side = rng.uniform(0.5, 1) * min(width / CAMERA[0], height / CAMERA[1])
    w, h = int(CAMERA[0] * side), int(CAMERA[1] * side)
    x, y = int(rng.integers(0, width - w + 1)), int(rng.integers(0, height - h + 1))
    part = cv2.resize(image[y : y + h, x : x + w], CAMERA, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(part, cv2.COLOR_BGR2RGB)


def validation_source(options: argparse.Namespace, zoom: float) -> HandwritingSource:
    """Scenes by the writers and fonts that are kept from training."""
    return HandwritingSource(
        options.strokes,
        options.fonts,
        options.text,
        options.print_fonts,
        split="validation",
        zoom=zoom,
    )


def box_row(name: str, box: np.ndarray, text: str) -> str:
    """A row of boxes.tsv."""
    x0, y0, x1, y1 = (round(float(v)) for v in box)
    return f"{name}\t{x0}\t{y0}\t{x1 - x0}\t{y1 - y0}\t{text}"


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
        "fitting": fitting,
        "size-sweep": size_sweep,
        "no-writing": no_writing,
        "textbook": textbook,
        "textbook-pages": textbook_pages,
        "printed-titles": printed_titles,
    }
    parser.add_argument("--kind", choices=sorted(kinds), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--count", type=int, default=0, help="0: as usual"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--config", type=Path, default=Path("training/configs/textbook.yaml")
    )
    for name in ("strokes", "fonts", "text", "textbook", "print-fonts", "photographs"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    if options.kind in USUAL_COUNTS:
        options.count = options.count or USUAL_COUNTS[options.kind]
    elif options.textbook is None:
        parser.error("--textbook is needed")
    options.out.mkdir(parents=True, exist_ok=True)
    kinds[options.kind](options)


if __name__ == "__main__":
    main()
