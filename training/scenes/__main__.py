"""Renders validation folders in the formats that `npm run evaluate` reads.

    python -m training.scenes --kind handwriting --strokes … --fonts … --count 60 --out DIR --seed 1
    python -m training.scenes --kind fitting --strokes … --fonts … --count 160 --out DIR --seed 1
    python -m training.scenes --kind few-words --strokes … --fonts … --text … --count 110 --out DIR --seed 1
    python -m training.scenes --kind size-sweep --strokes … --fonts … --text … --out DIR --seed 1
    python -m training.scenes --kind no-writing --photographs … --count 200 --out DIR --seed 1
    python -m training.scenes --kind textbook --textbook … --out DIR --seed 1
    python -m training.scenes --kind textbook-pages --textbook … --out DIR
    python -m training.scenes --kind printed-titles --textbook … --out DIR
    python -m training.scenes --kind generated-pages --count 200 --out DIR --seed 1
    python -m training.scenes --kind photographed --textbook DIR-OF-PAGES --out DIR --seed 1

handwriting: pictures and boxes.tsv (`file x y w h text`, one written line a row, the axis-aligned
box of its ink, the text `###` where it is hidden, faint or tiny); writers and fonts are those of the
validation split. fitting: the same by writers and fonts of the training split, half of them hard
scenes, also some without handwriting, and words.tsv (`file x y w h class`, class `ignore` for regions
that teach nothing): what the rules about found lines are fitted on. few-words:
the same hands' words that fill the sheet or the frame, two thirds of them alone and straight, and
boxes.tsv: what the looks from far away are fitted on. size-sweep: a folder for each share of the
frame's height (`05` to `95`, in %), with pictures of one word of letters of that height on paper, on a board and
on black, and their boxes.tsv. no-writing: pictures without any text, made of textures and of the
photographs of a folder if one is given, and a boxes.tsv in which each has a row without a box. textbook: pictures and
truth.jsonl with the boxes carried into the photograph, of the validation books' pages;
textbook-pages: the same pages as they are. printed-titles: crops of these pages' titles of one line
and labels.tsv. Their text is known without its case (many are set in small capitals), so the names
end in `.folded.png`, which `npm run evaluate` compares without case. generated-pages: pages drawn as
for training, with what their labels and titles say. photographed: the pages of any folder with a
truth.jsonl, boxes or none, each photographed once: curled, shaded, turned, a third of them with a
facing page, which is not meant.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from training.scenes.handwriting import HandwritingSource
from training.scenes.page_folders import (
    generated_pages,
    photographed,
    printed_titles,
    textbook,
    textbook_pages,
    write_jpeg,
)

Rng = np.random.Generator
USUAL_COUNTS = {
    "handwriting": 60,
    "fitting": 160,
    "few-words": 110,
    "size-sweep": 100,
    "no-writing": 200,
    "generated-pages": 200,
}
"""Of other kinds all pages"""
BOXES_HEADER = "file\tx\ty\tw\th\ttext"


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


BIG = (0.15, 0.97)
"""Heights of words seen from far away, as shares of the frame's"""


def few_words(options: argparse.Namespace) -> None:
    """Few large words by training writers."""
    rng = np.random.default_rng(options.seed)
    source = HandwritingSource(
        options.strokes, options.fonts, options.text, options.print_fonts, zoom=2.0
    )
    few = source.hard_scenes.few_words
    rows = [BOXES_HEADER]
    for number in range(options.count):
        if number % 3:
            ground = SWEEP_GROUNDS[number % 3] if number % 2 else "paper"
            share = float(np.exp(rng.uniform(*np.log(BIG))))
            scene = few.scene(rng, *CAMERA, ground, share, [1], still=True)
        else:
            scene = few.sample(rng, *FITTING_SIZES[number % len(FITTING_SIZES)])
        if not scene.lines:
            continue
        name = f"few-{number:03d}.jpg"
        write_jpeg(options.out / name, scene.image)
        rows += [box_row(name, box, text) for box, text in scene.lines]
    (options.out / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")


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
            if abs((box[3] - box[1]) / CAMERA[1] - share) > 0.1 * share or not is_word(text):
                continue
            name = f"{ground}-{made:03d}.jpg"
            write_jpeg(folder / name, scene.image)
            rows.append(box_row(name, box, text))
            made += 1
        (folder / "boxes.tsv").write_text("\n".join(rows) + "\n", "utf-8")


def is_word(text: str) -> bool:
    """Two letters or more and nothing else but a mark after them."""
    letters = text.rstrip(".,;:!?")
    return len(letters) > 1 and letters.isalpha()


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


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = {
        "handwriting": handwriting,
        "fitting": fitting,
        "few-words": few_words,
        "size-sweep": size_sweep,
        "no-writing": no_writing,
        "textbook": textbook,
        "textbook-pages": textbook_pages,
        "printed-titles": printed_titles,
        "generated-pages": generated_pages,
        "photographed": photographed,
    }
    parser.add_argument("--kind", choices=sorted(kinds), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--count", type=int, default=0, help="0: as usual"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--openers", type=float, default=0.6, help="share of openers among generated pages"
    )
    parser.add_argument(
        "--config", type=Path, default=Path("training/configs/textbook.yaml")
    )
    for name in ("strokes", "fonts", "text", "textbook", "print-fonts", "photographs"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    if options.kind in USUAL_COUNTS:
        options.count = options.count or USUAL_COUNTS[options.kind]
    elif options.textbook is None and options.kind != "generated-pages":
        parser.error("--textbook is needed")
    options.out.mkdir(parents=True, exist_ok=True)
    kinds[options.kind](options)


if __name__ == "__main__":
    main()
