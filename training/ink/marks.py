"""Points, commas and dashes as a pen makes them, for writers who never wrote one by itself."""

from __future__ import annotations

import numpy as np

from training.ink.strokes import Stroke

MARKS = frozenset(".,-–")


def mark(rng: np.random.Generator, character: str) -> list[Stroke]:
    """The stroke of one of `MARKS`, in the units of a character about 60 high."""
    if character == ".":
        # From a touch that hardly moves to a small tick.
        reach = float(np.exp(rng.uniform(np.log(0.5), np.log(5.0))))
        turn = rng.uniform(-np.pi, np.pi)
        steps = np.linspace(0, 1, int(rng.integers(2, 5)))[:, None]
        path = steps * reach * np.array([np.cos(turn), np.sin(turn)])
    elif character == ",":
        length, lean = rng.uniform(8, 20), rng.uniform(-0.1, 0.6)
        steps = np.linspace(0, 1, 6)[:, None]
        bow = rng.uniform(-0.05, 0.2) * length * np.sin(np.pi * steps)
        path = np.concatenate([bow - lean * length * steps, length * steps], axis=1)
    else:
        length, slope = rng.uniform(14, 34), rng.normal(0, 0.08)
        steps = np.linspace(0, 1, 6)[:, None]
        bow = rng.normal(0, 0.04) * length * np.sin(np.pi * steps)
        path = np.concatenate([length * steps, slope * length * steps + bow], axis=1)
    return [path.astype(np.float32)]
