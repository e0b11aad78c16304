"""Fits the reader of scripts: `python -m training.scripts --out public/models/script-reader`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from training.pieces.net import description, fit
from training.scenes.page_folders import some as some_pages
from training.scenes.page_folders import validation_books
from training.scenes.pages import read_pages
from training.scripts.drawing import (
    HEIGHT,
    NONE,
    SCRIPTS,
    WIDTH,
    line,
    nothing,
    pieces,
    split_faces,
)
from training.scripts.pages import MOST, advantages, least_advantages, page_pieces

Rng = np.random.Generator
Faces = dict[str, list[tuple[str, int]]]
HIDDEN = 64
LATIN, OTHERS = 0.14, 0.1
SHARES = np.array([LATIN] + [(1 - LATIN - OTHERS) / (NONE - 1)] * (NONE - 1) + [OTHERS])
"""Shares of the scripts among the pieces drawn, and of no script"""
A_LINE = 6
"""Pieces taken of one line at most"""
LATIN_PAGES, MOST_FACES = 280, 12
"""Real pages and faces of a script on which what is said of pages is fitted and measured"""


def main() -> None:
    """Draws, fits, measures on faces that were kept, and writes the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--print-fonts", type=Path)
    parser.add_argument("--textbook", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--config", type=Path, default=Path("training/configs/textbook.yaml")
    )
    parser.add_argument("--drawn", type=int, default=50000)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    faces = split_faces(options.print_fonts, kept=False)
    net = fit(*draw(faces, options.drawn, options.seed), HIDDEN, options.epochs)
    kept = split_faces(options.print_fonts, kept=True)
    pictures, labels = draw(kept, options.drawn // 10, options.seed + 1)
    said = net(pictures.flatten(1)).argmax(1)
    rng = np.random.default_rng(options.seed)
    real = [latin_pages(options, rng, kept=is_kept) for is_kept in (False, True)]
    least, metrics = judge_pages(net, kept, *real, options.seed + 2)
    metrics["pieces right"] = float((said == labels).float().mean())
    print(least, metrics)
    manifest = {
        "manifestVersion": 1,
        "name": "script-reader",
        "version": options.version,
        "kind": "script-reader",
        "files": [],
        "licence": "Apache-2.0",
        "attribution": ["Words drawn: names of countries and languages of CLDR (Unicode Licence V3)"],
        "metrics": {name: round(value, 4) for name, value in metrics.items()},
        "trainedOn": [
            f"{options.drawn} pieces drawn with printing faces, seed {options.seed}",
            "bounds: pages of the textbook detector's training books",
        ],
        "scripts": {
            "names": SCRIPTS,
            "shares": [round(float(share), 5) for share in SHARES[:NONE]],
            "least": [round(least.get(script, 0.0), 3) for script in SCRIPTS],
            "net": description(net, WIDTH, HEIGHT),
        },
    }
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(manifest, separators=(",", ":"))
    (options.out / "manifest.json").write_text(text + "\n", "utf-8")


def draw(faces: Faces, count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures of pieces, 0..1, and their scripts."""
    rng = np.random.default_rng(seed)
    pictures: list[np.ndarray] = []
    labels: list[int] = []
    while len(pictures) < count:
        label = int(rng.choice(NONE + 1, p=SHARES))
        own = some(rng, faces, label)
        pictures += own
        labels += [label] * len(own)
    return torch.from_numpy(np.stack(pictures)).float() / 255, torch.tensor(labels)


def some(rng: Rng, faces: Faces, label: int) -> list[np.ndarray]:
    """Some pieces of one line."""
    if label == NONE:
        drawn = nothing(rng, faces["latin"])
    else:
        drawn = line(rng, faces[SCRIPTS[label]], SCRIPTS[label])
    found = pieces(drawn)
    return [found[i] for i in rng.permutation(len(found))[:A_LINE]]


def drawn_page(rng: Rng, face: tuple[str, int], script: str) -> list[np.ndarray]:
    """The pieces of lines of one face, as many as tell of a page."""
    page: list[np.ndarray] = []
    while len(page) < MOST:
        page += pieces(line(rng, [face], script))
    return page[:MOST]


def latin_pages(options: argparse.Namespace, rng: Rng, kept: bool) -> list[list[np.ndarray]]:
    """Pieces of real pages of the training or the kept books, all of them in Latin letters."""
    books = validation_books(options.config)
    every = [page for folder in options.textbook for page in read_pages(folder)]
    pages = [page for page in every if (page.row["book"] in books) == kept]
    cut = [
        page_pieces(cv2.cvtColor(page.load().image, cv2.COLOR_RGB2GRAY))
        for page in some_pages(pages, LATIN_PAGES, rng)
    ]
    return [page for page in cut if page]


def judge_pages(
    net: nn.Sequential,
    faces: Faces,
    latin: list[list[np.ndarray]],
    latin_kept: list[list[np.ndarray]],
    seed: int,
) -> tuple[dict[str, float], dict[str, float]]:
    """From when each script is believed, and the shares of pages that are told right then.

    Latin pages and half of what is drawn of each other script set the bounds, the rest is measured.
    """
    rng = np.random.default_rng(seed)
    own = {
        script: np.array(
            [
                advantages(net, drawn_page(rng, face, script), SHARES[:NONE])
                for face in faces[script][:MOST_FACES]
                for _ in range(2)
            ]
        )
        for script in SCRIPTS
        if script != "latin"
    }
    real, real_kept = (
        np.array([advantages(net, page, SHARES[:NONE]) for page in pages])
        for pages in (latin, latin_kept)
    )
    least = least_advantages(
        real, {script: rows[::2, SCRIPTS.index(script)] for script, rows in own.items()}
    )
    bounds = np.array([least.get(script, 0.0) for script in SCRIPTS])
    right = {"latin": float((told(real_kept, bounds) == SCRIPTS.index("latin")).mean())}
    for script, rows in own.items():
        right[script] = float((told(rows[1::2], bounds) == SCRIPTS.index(script)).mean())
    return least, {f"pages right, {script}": share for script, share in right.items()}


def told(rows: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """The script of each page: the one furthest above its bound, or Latin."""
    above = rows - bounds
    above[:, SCRIPTS.index("latin")] = 0
    return above.argmax(1)


if __name__ == "__main__":
    main()
