"""From raw outputs to boxes: sigmoid, decoding, non-maximum suppression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from training.detector.config import DetectorConfig
from training.detector.data import to_tensor
from training.detector.priors import decode, prior_boxes


@dataclass(frozen=True)
class Detections:
    """What was found in one picture, best first."""

    boxes: np.ndarray
    """float32 [N, 4] corners in px"""
    labels: np.ndarray
    """int64 [N]"""
    scores: np.ndarray
    """float32 [N], 0..1"""


def suppress(boxes: np.ndarray, scores: np.ndarray, iou: float, most: int) -> np.ndarray:
    """Greedy non-maximum suppression; indices kept, best first."""
    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    while len(order) and len(kept) < most:
        i = order[0]
        kept.append(int(i))
        rest = order[1:]
        low = np.maximum(boxes[i, :2], boxes[rest, :2])
        high = np.minimum(boxes[i, 2:], boxes[rest, 2:])
        inter = np.maximum(high - low, 0).prod(1)
        order = rest[inter / np.maximum(area[i] + area[rest] - inter, 1e-6) <= iou]
    return np.array(kept, np.int64)


@torch.no_grad()
def detect(
    model: nn.Module,
    config: DetectorConfig,
    image: np.ndarray,
    *,
    threshold: float = 0.02,
    iou: float | None = None,
    most: int = 400,
) -> Detections:
    """Runs one picture (uint8 [H, W, 3], sides multiples of 32) through the net in float32."""
    device = next(model.parameters(), torch.empty(0)).device
    scores, raw = model(to_tensor([image]).to(device).float())
    height, width = image.shape[:2]
    priors = torch.from_numpy(prior_boxes(config.priors, width, height)).to(device)
    boxes = decode(raw[0], priors, config.variances).cpu().numpy()
    probability = torch.sigmoid(scores[0]).cpu().numpy()
    iou = config.evaluation.iou_threshold if iou is None else iou
    parts = []
    for label in range(probability.shape[1]):
        mine = np.flatnonzero(probability[:, label] > threshold)
        mine = mine[np.argsort(-probability[mine, label])][:4000]
        kept = mine[suppress(boxes[mine], probability[mine, label], iou, most)]
        parts.append((boxes[kept], np.full(len(kept), label, np.int64), probability[kept, label]))
    found, labels, score = (np.concatenate(p) for p in zip(*parts, strict=True))
    order = np.argsort(-score, kind="stable")
    return Detections(
        found[order].astype(np.float32), labels[order], score[order].astype(np.float32)
    )
