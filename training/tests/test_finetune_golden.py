"""The page trains last layers by the same rules: test/golden/detector-training.json holds what this
code gives, and test/reading/finetune holds the page to it. `HANDLENS_WRITE_GOLDEN=1` writes it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import torch

from training.detector.config import LossConfig, PriorLevel
from training.detector.losses import BatchTargets, detection_loss
from training.detector.priors import assign, level_boxes, prior_boxes

GOLDEN = Path(__file__).parent.parent.parent / "test/golden/detector-training.json"
LEVELS = [PriorLevel(4, [10, 13], [0.8, 1.4]), PriorLevel(16, [26, 40], [0.5, 2])]
VARIANCES = [0.1, 0.1, 0.2, 0.2]
WIDTH, HEIGHT, CLASSES = 64, 48, 2


def make() -> dict:
    """Targets of random boxes and the loss of a random output, with its gradient."""
    # A seed without equal overlaps, among which NumPy has no order.
    rng = np.random.default_rng(137)
    corner = rng.uniform([0, 0], [40, 30], (5, 2))
    size = rng.uniform([9, 9], [16, 12], (5, 2))
    boxes = np.round(np.concatenate([corner, corner + size], 1), 2).astype(np.float32)
    labels = rng.integers(0, CLASSES, 5)
    loss = LossConfig()
    found = assign(LEVELS, WIDTH, HEIGHT, boxes, np.zeros((0, 4), np.float32), loss)
    priors = prior_boxes(LEVELS, WIDTH, HEIGHT)
    scores = np.round(rng.normal(-2, 2, (len(priors), CLASSES)), 3).astype(np.float32)
    raw = np.round(rng.normal(0, 1, (len(priors), 4)), 3).astype(np.float32)
    out = [torch.tensor(v[None], requires_grad=True) for v in (scores, raw)]
    targets = BatchTargets(
        torch.from_numpy(found.positive),
        torch.from_numpy(labels[found.target]),
        torch.from_numpy(boxes[found.target]),
        torch.from_numpy(found.ignored),
    )
    class_loss, box_loss = detection_loss(
        out[0], out[1], torch.from_numpy(priors), targets, loss, VARIANCES
    )
    (class_loss + box_loss).backward()
    plain = lambda array: [round(float(v), 6) for v in np.asarray(array).reshape(-1)]  # noqa: E731
    return {
        "levels": [
            {"stride": level.stride, "boxes": [list(b) for b in level_boxes(level)]}
            for level in LEVELS
        ],
        "variances": VARIANCES,
        "width": WIDTH,
        "height": HEIGHT,
        "corners": [plain(b) for b in boxes],
        "labels": labels.tolist(),
        "positive": found.positive.tolist(),
        "target": found.target.tolist(),
        "ignored": found.ignored.tolist(),
        "scores": plain(scores),
        "boxes": plain(raw),
        "classLoss": float(class_loss),
        "boxLoss": float(box_loss),
        "byScore": plain(out[0].grad),
        "byBox": plain(out[1].grad),
    }


def test_golden_holds() -> None:
    made = make()
    if os.environ.get("HANDLENS_WRITE_GOLDEN"):
        GOLDEN.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    kept = json.loads(GOLDEN.read_text("utf-8"))
    assert len(kept["positive"]) > 10 and len(kept["ignored"]) > 0
    for key, value in kept.items():
        if key in ("levels", "labels", "positive", "target", "ignored", "width", "height"):
            assert made[key] == value, key
        else:
            np.testing.assert_allclose(made[key], value, atol=2e-6, err_msg=key)
