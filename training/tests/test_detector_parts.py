"""Prior boxes, assignment, losses, suppression, metrics and configs of the detectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from training.detector.config import LossConfig, PriorLevel, load_config
from training.detector.detect import Detections, suppress
from training.detector.losses import BatchTargets, detection_loss, generalised_iou
from training.detector.metrics import best_threshold, coco_metrics
from training.detector.priors import assign, decode, prior_boxes
from training.scenes.scene import Scene, no_boxes

LEVELS = [
    PriorLevel(8, [10], [1, 3]),
    PriorLevel(16, [24], [1, 3]),
    PriorLevel(32, [50], [1, 3]),
    PriorLevel(64, [100], [1, 3]),
]
VARIANCES = [0.1, 0.1, 0.2, 0.2]
CONFIGS = Path(__file__).parent.parent / "configs"


def scene(boxes: list[list[float]], labels: list[int], ignore: np.ndarray | None = None) -> Scene:
    return Scene(
        np.zeros((96, 160, 3), np.uint8),
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(labels, np.int64),
        no_boxes() if ignore is None else ignore,
    )


def found(boxes: list[list[float]], labels: list[int], scores: list[float]) -> Detections:
    return Detections(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(labels, np.int64),
        np.array(scores, np.float32),
    )


def test_priors_stand_in_levels_rows_columns_boxes() -> None:
    priors = prior_boxes(LEVELS, 160, 96)
    # The coarsest grid is rounded up: 160 / 64 = 2.5 gives 3 columns, 96 / 64 = 1.5 gives 2 rows.
    assert len(priors) == 2 * (20 * 12 + 10 * 6 + 5 * 3 + 3 * 2)
    assert priors[0].tolist() == [4, 4, 10, 10]
    assert priors[1].tolist() == [4, 4, 30, 10]
    assert priors[2].tolist() == [12, 4, 10, 10]
    assert priors[40].tolist() == [4, 12, 10, 10]
    assert priors[-1].tolist() == [160, 96, 300, 100]


def test_raw_zero_decodes_to_the_prior_and_variances_scale() -> None:
    priors = torch.tensor([[50.0, 40.0, 20.0, 10.0]])
    assert decode(torch.zeros(1, 4), priors, VARIANCES).tolist() == [[40, 35, 60, 45]]
    raw = torch.tensor([[1.0, -2.0, 5 * np.log(2), 0.0]])
    moved = decode(raw, priors, VARIANCES)
    np.testing.assert_allclose(moved.numpy(), [[32, 33, 72, 43]], atol=1e-4)


def test_every_target_claims_its_best_prior() -> None:
    boxes = np.array([[10, 10, 38, 21], [60, 20, 90, 44], [20, 30, 140, 90]], np.float32)
    priors = prior_boxes(LEVELS, 160, 96)
    given = assign(LEVELS, 160, 96, boxes, no_boxes(), LossConfig())
    assert set(given.target.tolist()) == {0, 1, 2}
    assert len(set(given.positive.tolist())) == len(given.positive)
    corners = np.concatenate(
        [priors[:, :2] - priors[:, 2:] / 2, priors[:, :2] + priors[:, 2:] / 2], 1
    )
    for t, box in enumerate(boxes):
        low, high = np.maximum(corners[:, :2], box[:2]), np.minimum(corners[:, 2:], box[2:])
        inter = np.maximum(high - low, 0).prod(1)
        union = priors[:, 2] * priors[:, 3] + (box[2] - box[0]) * (box[3] - box[1]) - inter
        best = int(np.argmax(inter / union))
        assert best in given.positive[given.target == t]
    assert not set(given.ignored) & set(given.positive)


def test_ignored_regions_leave_their_cells_out() -> None:
    region = np.array([[64, 32, 128, 64]], np.float32)
    given = assign(LEVELS, 160, 96, no_boxes(), region, LossConfig())
    assert len(given.positive) == 0
    priors = prior_boxes(LEVELS, 160, 96)[given.ignored]
    assert len(priors) >= 2 * 8 * 4
    assert (priors[:, 0] > 60).all() and (priors[:, 0] < 132).all()
    assert (priors[:, 1] > 30).all() and (priors[:, 1] < 66).all()


def test_generalised_iou_of_same_touching_and_far_boxes() -> None:
    a = torch.tensor([[0.0, 0, 10, 10]] * 3)
    b = torch.tensor([[0.0, 0, 10, 10], [10, 0, 20, 10], [30, 0, 40, 10]])
    np.testing.assert_allclose(generalised_iou(a, b).numpy(), [1, 0, -0.5], atol=1e-5)


def test_loss_falls_when_the_answer_is_right_and_ignored_priors_are_free() -> None:
    priors = torch.tensor([[50.0, 40, 20, 10], [90.0, 40, 20, 10]])
    targets = BatchTargets(
        torch.tensor([0]), torch.tensor([1]), torch.tensor([[40.0, 35, 60, 45]]), torch.tensor([1])
    )
    right = torch.tensor([[[-9.0, 9.0], [9.0, 9.0]]])
    classes, boxes = detection_loss(
        right, torch.zeros(1, 2, 4), priors, targets, LossConfig(), VARIANCES
    )
    assert classes < 1e-3 and boxes < 1e-3
    wrong, far = detection_loss(
        -right, torch.full((1, 2, 4), 4.0), priors, targets, LossConfig(), VARIANCES
    )
    assert wrong > 3 and far > 0.5


def test_suppression_keeps_the_better_of_two_and_the_lone_one() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [40, 0, 50, 10]], np.float32)
    assert suppress(boxes, np.array([0.5, 0.9, 0.3]), 0.45, 10).tolist() == [1, 2]


def test_coco_metrics_of_perfect_wrong_and_missing_boxes() -> None:
    truth = [scene([[10, 10, 50, 30], [60, 10, 100, 30]], [0, 1])]
    perfect = coco_metrics(
        truth, [found([[10, 10, 50, 30], [60, 10, 100, 30]], [0, 1], [0.9, 0.8])], ["a", "b"]
    )
    assert [perfect[k] for k in ("AP50", "AP50:95", "AR")] == pytest.approx([1, 1, 1])
    swapped = coco_metrics(truth, [found([[10, 10, 50, 30]], [1], [0.9])], ["a", "b"])
    assert swapped["AP50 a"] == 0 and swapped["AP50 b"] == 0
    assert coco_metrics(truth, [found([], [], [])], ["a", "b"])["AP50"] == 0


def test_ignored_regions_cost_nothing() -> None:
    region = np.array([[60, 50, 100, 70]], np.float32)
    truth = [scene([[10, 10, 50, 30]], [0], region)]
    seen = [found([[60, 50, 100, 70], [10, 10, 50, 30]], [0, 0], [0.9, 0.8])]
    assert coco_metrics(truth, seen, ["a"])["AP50"] == pytest.approx(1)
    assert best_threshold(truth, seen)[1] == pytest.approx(1)


def test_threshold_parts_right_from_wrong() -> None:
    truth = [scene([[10, 10, 50, 30]], [0])]
    threshold, f1 = best_threshold(
        truth, [found([[10, 10, 50, 30], [60, 50, 100, 70]], [0, 0], [0.8, 0.5])]
    )
    assert 0.5 < threshold <= 0.8 and f1 == pytest.approx(1)


@pytest.mark.parametrize("name", ["handwriting", "textbook"])
def test_shipped_configs_are_read(name: str) -> None:
    config = load_config(CONFIGS / f"{name}.yaml")
    assert config.name == f"{name}-detector"
    assert len(config.classes) == 2


def test_config_errors_say_where(tmp_path: Path) -> None:
    text = (CONFIGS / "textbook.yaml").read_text("utf-8")
    path = tmp_path / "c.yaml"
    path.write_text(text.replace("gamma: 1.5", "gama: 1.5"), "utf-8")
    with pytest.raises(ValueError, match=r"c\.yaml\.loss: unknown keys \['gama'\]"):
        load_config(path)
    path.write_text(text.replace("sizes: [[320, 416]", "sizes: [[330, 416]"), "utf-8")
    with pytest.raises(ValueError, match="330x416 is no multiple of 32"):
        load_config(path)
