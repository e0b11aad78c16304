"""`python -m training.reader`: trains the reader."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from training.reader.batches import Folders, add_folder_options
from training.reader.train import Trainer, load_plan


def main() -> None:
    """Parses the command line and trains."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    add_folder_options(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--minutes", type=float, required=True, help="in all, resumed time included"
    )
    parser.add_argument("--lines", type=float, default=math.inf, help="at most so many lines")
    parser.add_argument("--resume", type=Path, help="checkpoint to go on from")
    parser.add_argument(
        "--warm-start", type=Path, help="checkpoint whose averaged weights to start a new run from"
    )
    options = parser.parse_args()
    folders = Folders(options.strokes, options.fonts, options.text, options.scanned)
    trainer = Trainer(
        load_plan(options.config), folders, options.out, options.minutes, options.lines
    )
    if options.resume:
        trainer.resume(options.resume)
    elif options.warm_start:
        trainer.resume(options.warm_start, weights_only=True)
    trainer.run()


if __name__ == "__main__":
    main()
