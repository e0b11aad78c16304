"""Fits the reader of numerals: `python -m training.numerals --out public/models/numeral-reader`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import nn

from training.numerals.drawing import HEIGHT, WIDTH, split_fonts
from training.numerals.net import HIDDEN, draw, measure
from training.pieces.net import description, fit


def main() -> None:
    """Draws, fits, measures on faces that were kept, and writes the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--drawn", type=int, default=50000)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    fonts = split_fonts()
    train = draw(fonts.train, options.drawn, options.seed)
    validation = draw(fonts.validation, max(1, options.drawn // 10), options.seed + 1)
    net = fit(*train, HIDDEN, options.epochs)
    metrics = measure(net, *validation)
    print(metrics)
    write(options.out, net, metrics, options)


def write(
    out: Path, net: nn.Sequential, metrics: dict[str, float], options: argparse.Namespace
) -> None:
    """The manifest, which holds the weights."""
    manifest = {
        "manifestVersion": 1,
        "name": "numeral-reader",
        "version": options.version,
        "kind": "numeral-reader",
        "files": [],
        "licence": "Apache-2.0",
        "attribution": [],
        "metrics": {name: round(value, 4) for name, value in metrics.items()},
        "trainedOn": [f"{options.drawn} figures drawn with printing faces, seed {options.seed}"],
        "numerals": description(net, WIDTH, HEIGHT),
    }
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(manifest, separators=(",", ":"))
    (out / "manifest.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
