"""Sigmoid focal loss for classes and generalised IoU for boxes, over a batch of assignments."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from training.detector.config import LossConfig
from training.detector.priors import decode


@dataclass(frozen=True)
class BatchTargets:
    """Flat indices into the [B * A] priors of a batch and what they should say."""

    positive: Tensor
    """int64 [P]"""
    labels: Tensor
    """int64 [P]"""
    boxes: Tensor
    """float32 [P, 4] corners"""
    ignored: Tensor
    """int64 [I]"""

    def to(self, device: torch.device) -> BatchTargets:
        """The same on another device."""
        return BatchTargets(
            self.positive.to(device),
            self.labels.to(device),
            self.boxes.to(device),
            self.ignored.to(device),
        )


def generalised_iou(a: Tensor, b: Tensor) -> Tensor:
    """GIoU of corner boxes, row by row, in -1..1 (Rezatofighi et al. 2019)."""
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    inter = (high - low).clamp(min=0).prod(1)
    union = (a[:, 2:] - a[:, :2]).prod(1) + (b[:, 2:] - b[:, :2]).prod(1) - inter
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(1)
    return inter / union.clamp(min=1e-6) - (hull - union) / hull.clamp(min=1e-6)


def detection_loss(
    scores: Tensor,
    boxes: Tensor,
    priors: Tensor,
    targets: BatchTargets,
    config: LossConfig,
    variances: list[float],
) -> tuple[Tensor, Tensor]:
    """Class and box loss of raw scores [B, A, C] and boxes [B, A, 4], each per positive prior."""
    batch, anchors, classes = scores.shape
    flat = scores.reshape(-1, classes)
    truth = torch.zeros_like(flat)
    truth[targets.positive, targets.labels] = 1
    weight = torch.ones(len(flat), 1, device=flat.device)
    weight[targets.ignored] = 0
    probability = torch.sigmoid(flat)
    cross = F.binary_cross_entropy_with_logits(flat, truth, reduction="none")
    miss = torch.where(truth > 0, 1 - probability, probability)
    balance = torch.where(truth > 0, config.alpha, 1 - config.alpha)
    positives = max(1, len(targets.positive))
    class_loss = (weight * balance * miss.pow(config.gamma) * cross).sum() / positives
    if len(targets.positive) == 0:
        return class_loss, boxes.sum() * 0
    chosen = boxes.reshape(-1, 4)[targets.positive]
    found = decode(chosen, priors[targets.positive % anchors], variances)
    box_loss = (1 - generalised_iou(found, targets.boxes)).mean()
    return class_loss, box_loss * config.box_weight
