"""Prior boxes: where they stand, how boxes are coded against them, which targets they learn.

Coding follows SSD (Liu et al. 2016): cx = pcx + dcx*v0*pw, w = pw*exp(dw*v2), and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.detector.config import LossConfig, PriorLevel


def level_boxes(level: PriorLevel) -> list[tuple[float, float]]:
    """Widths and heights (px at input scale) of one level's priors, in the graph's order."""
    return [(round(h * a, 2), float(h)) for h in level.heights for a in level.aspects]


def grid(size: int, stride: int) -> int:
    """Cells along a side: TensorFlow's SAME padding rounds up."""
    return -(-size // stride)


def prior_boxes(levels: list[PriorLevel], width: int, height: int) -> np.ndarray:
    """All priors as float32 [A, 4] (cx, cy, w, h): levels, then rows, columns, boxes."""
    parts = []
    for level in levels:
        boxes = np.array(level_boxes(level), np.float32)
        rows, columns = grid(height, level.stride), grid(width, level.stride)
        cy, cx = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
        centres = (np.stack([cx, cy], -1).astype(np.float32) + 0.5) * level.stride
        tiled = np.concatenate(
            [
                np.repeat(centres[:, :, None], len(boxes), 2),
                np.broadcast_to(boxes, (rows, columns, *boxes.shape)),
            ],
            -1,
        )
        parts.append(tiled.reshape(-1, 4))
    return np.concatenate(parts)


def decode(raw: Tensor, priors: Tensor, variances: list[float]) -> Tensor:
    """Raw regressions [..., A, 4] to corner boxes [..., A, 4] (x0, y0, x1, y1) in px."""
    v = raw.new_tensor(variances)
    centre = priors[:, :2] + raw[..., :2] * v[:2] * priors[:, 2:]
    size = priors[:, 2:] * torch.exp((raw[..., 2:] * v[2:]).clamp(-4, 4))
    return torch.cat([centre - size / 2, centre + size / 2], -1)


@dataclass(frozen=True)
class Assignment:
    """What one picture's priors should say."""

    positive: np.ndarray
    """int64 [P], indices of priors with a target"""
    target: np.ndarray
    """int64 [P], index of each positive prior's target"""
    ignored: np.ndarray
    """int64 [I], priors whose class is left out of the loss"""


def _overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of centre-form priors a [..., 4] with corner boxes b, broadcast."""
    ax0, ay0 = a[..., 0] - a[..., 2] / 2, a[..., 1] - a[..., 3] / 2
    ax1, ay1 = a[..., 0] + a[..., 2] / 2, a[..., 1] + a[..., 3] / 2
    w = np.minimum(ax1, b[..., 2]) - np.maximum(ax0, b[..., 0])
    h = np.minimum(ay1, b[..., 3]) - np.maximum(ay0, b[..., 1])
    inter = np.maximum(w, 0) * np.maximum(h, 0)
    area = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return inter / np.maximum(a[..., 2] * a[..., 3] + area - inter, 1e-6)


def assign(
    levels: list[PriorLevel],
    width: int,
    height: int,
    boxes: np.ndarray,
    ignore: np.ndarray,
    loss: LossConfig,
) -> Assignment:
    """Gives targets (float32 [G, 4] corners) their priors, looking only at cells near each centre.

    A target claims its k best priors, k being the sum of its ten best overlaps (the dynamic k of
    OTA, Ge et al. 2021, with overlap as the only cost), at least one; a prior claimed twice goes
    to the larger overlap. Priors centred in `ignore` boxes and unclaimed ones that overlap much
    learn no class.
    """
    ignored = [np.zeros(0, np.int64)]
    indices, overlaps = [], []
    offset, reach = 0, 3
    for level in levels:
        shapes = np.array(level_boxes(level), np.float32)
        rows, columns, n = grid(height, level.stride), grid(width, level.stride), len(shapes)
        if len(boxes):
            cx = ((boxes[:, 0] + boxes[:, 2]) / 2 / level.stride).astype(np.int64)
            cy = ((boxes[:, 1] + boxes[:, 3]) / 2 / level.stride).astype(np.int64)
            d = np.arange(-reach, reach + 1)
            r = cy[:, None, None] + d[None, :, None]
            c = cx[:, None, None] + d[None, None, :]
            r, c = np.broadcast_arrays(r, c)
            inside = (r >= 0) & (r < rows) & (c >= 0) & (c < columns)
            priors = np.empty((*r.shape, n, 4), np.float32)
            priors[..., 0] = ((c + 0.5) * level.stride)[..., None]
            priors[..., 1] = ((r + 0.5) * level.stride)[..., None]
            priors[..., 2:] = shapes
            found = _overlap(priors, boxes[:, None, None, None, :])
            found[~inside] = -1
            index = offset + (r * columns + c)[..., None] * n + np.arange(n)
            indices.append(index.reshape(len(boxes), -1))
            overlaps.append(found.reshape(len(boxes), -1))
        for x0, y0, x1, y1 in ignore:
            c0, c1 = max(0, round(x0 / level.stride)), min(columns, round(x1 / level.stride))
            r0, r1 = max(0, round(y0 / level.stride)), min(rows, round(y1 / level.stride))
            if c1 > c0 and r1 > r0:
                cells = np.arange(r0, r1)[:, None] * columns + np.arange(c0, c1)[None]
                ignored.append((offset + cells.reshape(-1, 1) * n + np.arange(n)).reshape(-1))
        offset += rows * columns * n
    if not len(boxes):
        empty = np.zeros(0, np.int64)
        return Assignment(empty, empty, np.unique(np.concatenate(ignored)))

    index, overlap = np.concatenate(indices, 1), np.concatenate(overlaps, 1)
    top = min(10, overlap.shape[1])
    order = np.argpartition(-overlap, top - 1, 1)[:, :top]
    best = np.take_along_axis(overlap, order, 1)
    rank = np.argsort(-best, 1)
    order, best = np.take_along_axis(order, rank, 1), np.take_along_axis(best, rank, 1)
    count = np.clip(np.maximum(best, 0).sum(1).astype(np.int64), 1, loss.candidates)
    claimed = (np.arange(top)[None] < count[:, None]) & (best > 0)
    target = np.broadcast_to(np.arange(len(boxes))[:, None], best.shape)[claimed]
    prior = np.take_along_axis(index, order, 1)[claimed]
    score = best[claimed]
    first = np.lexsort((-score, prior))
    prior, target = prior[first], target[first]
    keep = np.ones(len(prior), bool)
    keep[1:] = prior[1:] != prior[:-1]
    prior, target = prior[keep], target[keep]
    ignored.append(index[overlap >= loss.ignore_iou])
    left_out = np.setdiff1d(np.concatenate(ignored), prior)
    return Assignment(prior, target, left_out)
