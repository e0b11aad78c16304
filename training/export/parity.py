"""Parity fixtures: a picture given by a formula and the numbers a graph must give for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.export.interpreter import GraphModel

FORMULA = "((x*7 + y*13 + c*29) % 256)"


def formula_picture(shape: Sequence[int]) -> np.ndarray:
    """float32 [N, H, W, C] of the formula, the same for every n."""
    _, h, w, c = shape
    y, x, k = np.meshgrid(np.arange(h), np.arange(w), np.arange(c), indexing="ij")
    picture = ((x * 7 + y * 13 + k * 29) % 256).astype(np.float32)
    return np.broadcast_to(picture, tuple(shape)).copy()


def write_parity(
    model: Path,
    target: Path,
    *,
    input_name: str,
    shape: Sequence[int],
    outputs: list[str],
    divisor: float = 1.0,
    samples: int = 100,
) -> None:
    """Writes what the exported graph in `model` gives, run in PyTorch from the stored bytes, for
    the formula's picture over `divisor`: `samples` evenly spread values of each output."""
    picture = formula_picture(shape) / np.float32(divisor)
    results = GraphModel(model).run({input_name: picture}, outputs)
    fixture = {
        "model": model.name,
        "input": input_name,
        "shape": list(shape),
        "formula": FORMULA,
        "divisor": divisor,
        "tolerance": 1e-3,
        "outputs": {},
    }
    for name, values in zip(outputs, results, strict=True):
        flat = values.reshape(-1)
        index = np.unique(np.linspace(0, len(flat) - 1, samples).astype(int))
        fixture["outputs"][name] = {
            "shape": list(values.shape),
            "index": index.tolist(),
            "value": [float(f"{v:.6g}") for v in flat[index]],
            "magnitude": float(f"{np.abs(flat).max():.6g}"),
        }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", "utf-8")
