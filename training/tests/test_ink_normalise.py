"""Line normalisation: the golden numbers, and what must hold for any crop."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from training.ink.golden import TALL, crops
from training.ink.normalise import HEIGHT, normalise

GOLDEN = Path(__file__).parents[2] / "test" / "golden" / "normalise.json"


def test_golden_numbers() -> None:
    cases = json.loads(GOLDEN.read_text("utf-8"))["cases"]
    assert [case["name"] for case in cases] == list(crops())
    for case in cases:
        gray = np.array(case["gray"], np.uint8).reshape(case["height"], case["width"])
        ink = normalise(gray)
        assert ink.shape == (HEIGHT, case["normalisedWidth"])
        np.testing.assert_allclose(ink.ravel(), case["normalised"], atol=1e-4)
        flat = normalise(gray, top_hat=True)
        np.testing.assert_allclose(flat.ravel(), case["topHat"], atol=1e-4)
        tall = normalise(gray, TALL, top_hat=True)
        np.testing.assert_allclose(tall.ravel(), case["tall"], atol=1e-4)


@pytest.mark.parametrize("name", ["shadow", "shadowEdge"])
def test_shadow_does_not_decide_which_is_the_ink(name: str) -> None:
    gray = crops()[name]
    dark = normalise(gray)
    assert np.median(dark) < 0.15
    np.testing.assert_allclose(dark, normalise(255 - gray), atol=0.02)


def test_paper_is_nought_and_ink_is_one() -> None:
    gray = np.full((60, 120), 200, np.uint8)
    gray[20:40, 40:46] = 30
    ink = normalise(gray)
    assert ink.shape == (40, 80)
    assert ink[20, 28] == pytest.approx(1.0, abs=0.05)
    assert ink[:, :10].max() < 0.02 and ink[:, -20:].max() < 0.02


def test_blank_paper_is_not_blown_up() -> None:
    rng = np.random.default_rng(0)
    gray = (200 + rng.integers(-2, 3, (40, 200))).astype(np.uint8)
    assert normalise(gray).max() < 0.35


def test_width_follows_height_and_has_a_floor() -> None:
    assert normalise(np.full((80, 161), 9, np.uint8)).shape == (40, 81)
    assert normalise(np.full((80, 4), 9, np.uint8)).shape == (40, 8)


def test_a_top_hat_takes_the_edge_of_a_shadow_out() -> None:
    paper = np.full((40, 160), 220, np.uint8)
    written = paper.copy()
    for x in range(12, 150, 16):
        written[14:28, x : x + 3] = 150
    edge = (0.4 + 0.6 / (1 + np.exp((80 - np.arange(160)) / 4)))[None, :]
    shaded = (written * edge).astype(np.uint8)
    kept, flat = normalise(shaded), normalise(shaded, top_hat=True)
    # Ink in the shadow is as black as in the light, and the shadow's edge is paper.
    assert kept[20, 13] < 0.75 * kept[20, 141]
    assert flat[20, 13] == pytest.approx(flat[20, 141], abs=0.1)
    assert flat[:10, 70:90].max() < 0.3


def test_a_top_hat_of_black_paper_is_nought() -> None:
    assert normalise(np.zeros((40, 60), np.uint8), top_hat=True).max() == 0
