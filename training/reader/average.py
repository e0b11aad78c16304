"""`python -m training.reader.average`: the mean of two readers' weights, one trained on from the other.

Keeps a part of what the earlier one read better (Wortsman et al. 2022). A net of fewer characters is
widened first.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.reader.checkpoint import load_reader, save_half, widened
from training.reader.model import Reader

UNSEEN = -2.0
"""As `widened`: what a character's score loses in the net that has never seen it."""


@torch.no_grad()
def averaged(model: Reader, before: Reader, share: float) -> Reader:
    """`share` of the first network's weights and the rest of the second's.

    Raises:
        ValueError: the networks are not of one shape.
    """
    characters = model.shape.characters
    if before.shape.characters < characters:
        before = widened(before, characters, UNSEEN)
    if before.shape != model.shape:
        raise ValueError(f"{before.shape} is not {model.shape}")
    other = before.state_dict()
    mean = Reader(model.shape)
    mean.load_state_dict(
        {
            name: torch.lerp(other[name], value, share) if value.is_floating_point() else value
            for name, value in model.state_dict().items()
        }
    )
    return mean.eval()


def main() -> None:
    """Parses the command line and writes the mean in half precision."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.average", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--before", type=Path, required=True)
    parser.add_argument("--share", type=float, required=True, help="of the first, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    model, before = load_reader(options.checkpoint), load_reader(options.before)
    save_half(averaged(model, before, options.share), options.out)


if __name__ == "__main__":
    main()
