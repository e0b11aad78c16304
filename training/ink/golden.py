"""`python -m training.ink.golden`: the pictures that both normalisations are held to.

Four small crops (dark on light with a shadow, light on dark and enlarged, grey noise at the
reader's own height, faint ink in a shadow with an edge) with what `normalise` makes of them,
both ways and for a taller reader, rounded to four digits.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from training.ink.normalise import normalise

TALL = 48


def _drawn(text: str, shape: tuple[int, int], ink: int, paper: int, size: float) -> np.ndarray:
    gray = np.full(shape, paper, np.uint8)
    face = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(gray, text, (4, shape[0] - 8), face, size, ink, 1, cv2.LINE_AA)
    return gray


def crops() -> dict[str, np.ndarray]:
    """The golden crops by name."""
    rng = np.random.default_rng(40)
    shadow = np.linspace(0.55, 1.0, 74)[None, :]
    edge = np.where(np.arange(64) < 36, 0.5, 1.0)[None, :]
    return {
        "shadow": (_drawn("an", (58, 74), 40, 225, 1.3) * shadow).astype(np.uint8),
        "lightOnDark": _drawn("7", (26, 24), 230, 50, 0.7),
        "noise": rng.integers(90, 140, (40, 30), dtype=np.uint8),
        "shadowEdge": (_drawn("so", (36, 64), 150, 200, 1.0) * edge).astype(np.uint8),
    }


def main() -> None:
    """Writes the golden file."""
    parser = argparse.ArgumentParser(prog="python -m training.ink.golden", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("test/golden/normalise.json"))
    options = parser.parse_args()
    cases = []
    for name, gray in crops().items():
        ink = normalise(gray)
        flat = normalise(gray, top_hat=True)
        tall = normalise(gray, TALL, top_hat=True)
        cases.append(
            {
                "name": name,
                "width": gray.shape[1],
                "height": gray.shape[0],
                "gray": gray.ravel().tolist(),
                "normalisedWidth": ink.shape[1],
                "normalised": [round(float(value), 4) for value in ink.ravel()],
                "topHat": [round(float(value), 4) for value in flat.ravel()],
                "tall": [round(float(value), 4) for value in tall.ravel()],
            }
        )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"cases": cases}, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
