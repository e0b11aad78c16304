"""Trains a detector and exports it.

    python -m training.detector --config training/configs/textbook.yaml \\
        --data textbook=../data/textbook --out runs/textbook --minutes 60
"""

from __future__ import annotations

import argparse
import math
import os
from pathlib import Path

import cv2
import torch

from training.detector.annotated import load_for
from training.detector.arguments import data_folder
from training.detector.export import export
from training.detector.train import train


def main() -> None:
    """Reads the command line, trains, exports."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument(
        "--data",
        type=data_folder,
        action="append",
        default=[],
        metavar="NAME=FOLDER",
        help="textbook, strokes, fonts, text, print-fonts or annotated; repeatable",
    )
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, curves, pictures")
    parser.add_argument("--minutes", type=float, help="instead of the config's")
    parser.add_argument(
        "--pictures", type=int, help="stop after so many, even if minutes are left"
    )
    parser.add_argument("--resume", type=Path, help="checkpoint whose weights to go on from")
    parser.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--export", type=Path, help="model folder to write, e.g. public/models/…")
    parser.add_argument("--parity", type=Path, help="parity fixture to write with the export")
    parser.add_argument("--version", default="0", help="version that the manifest names")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    cv2.setNumThreads(arguments.threads)
    torch.manual_seed(arguments.seed)
    try:
        config = load_for(arguments.config, dict(arguments.data))
    except (ValueError, FileNotFoundError) as error:
        parser.error(str(error))
    minutes = config.schedule.minutes if arguments.minutes is None else arguments.minutes
    best = train(
        config,
        dict(arguments.data),
        arguments.out,
        minutes,
        arguments.resume,
        arguments.seed,
        math.inf if arguments.pictures is None else arguments.pictures,
    )
    print(f"best checkpoint: {best}")
    if arguments.export is not None and int(os.environ.get("RANK", 0)) == 0:
        export(
            config,
            best,
            arguments.export,
            dict(arguments.data),
            version=arguments.version,
            parity=arguments.parity,
        )


if __name__ == "__main__":
    main()
