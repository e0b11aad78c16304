"""COCO metrics of detections by pycocotools, and thresholds chosen by F1."""

from __future__ import annotations

import contextlib
import io

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from training.detector.detect import Detections
from training.scenes.scene import Scene


def coco_metrics(
    scenes: list[Scene], found: list[Detections], classes: list[str]
) -> dict[str, float]:
    """AP50:95, AP50 and AR over all classes, AP50 of each class; ignore regions count as crowds."""
    annotations: list[dict] = []
    for i, scene in enumerate(scenes):
        rows = [(b, int(label), 0) for b, label in zip(scene.boxes, scene.labels, strict=True)]
        rows += [(b, label, 1) for b in scene.ignore for label in range(len(classes))]
        for box, label, crowd in rows:
            w, h = float(box[2] - box[0]), float(box[3] - box[1])
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": i,
                    "category_id": label,
                    "bbox": [float(box[0]), float(box[1]), w, h],
                    "area": w * h,
                    "iscrowd": crowd,
                }
            )
    truth = COCO()
    truth.dataset = {
        "info": {},
        "images": [{"id": i} for i in range(len(scenes))],
        "annotations": annotations,
        "categories": [{"id": i, "name": c} for i, c in enumerate(classes)],
    }
    results = [
        {
            "image_id": i,
            "category_id": int(label),
            "score": float(score),
            "bbox": [float(b[0]), float(b[1]), float(b[2] - b[0]), float(b[3] - b[1])],
        }
        for i, d in enumerate(found)
        for b, label, score in zip(d.boxes, d.labels, d.scores, strict=True)
    ]
    if not results:
        return {"AP50:95": 0.0, "AP50": 0.0, "AR": 0.0, **{f"AP50 {c}": 0.0 for c in classes}}
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        scored = COCOeval(truth, truth.loadRes(results), "bbox")
        most = 400
        scored.params.maxDets = [1, 100, most]
        scored.evaluate()
        scored.accumulate()
    precision, recall = scored.eval["precision"], scored.eval["recall"]

    def mean(values: np.ndarray) -> float:
        valid = values[values > -1]
        return float(valid.mean()) if len(valid) else 0.0

    out = {
        "AP50:95": mean(precision[:, :, :, 0, 2]),
        "AP50": mean(precision[0, :, :, 0, 2]),
        "AR": mean(recall[:, :, 0, 2]),
    }
    for k, name in enumerate(classes):
        out[f"AP50 {name}"] = mean(precision[0, :, k, 0, 2])
    return out


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of corner boxes [N, 4] with [M, 4], as [N, M]."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.maximum(high - low, 0).prod(2)
    area_a, area_b = (np.prod(v[:, 2:] - v[:, :2], axis=1) for v in (a, b))
    return inter / np.maximum(area_a[:, None] + area_b[None] - inter, 1e-6)


def matches(scene: Scene, found: Detections, threshold: float) -> tuple[int, int, int]:
    """True positives, false positives and misses at IoU 0.5, classes apart."""
    hits = wrong = missed = 0
    for label in range(int(max([*scene.labels, *found.labels, 0])) + 1):
        truth = scene.boxes[scene.labels == label]
        mine = found.boxes[(found.labels == label) & (found.scores >= threshold)]
        iou = overlaps(mine, truth)
        ignored = overlaps(mine, scene.ignore).max(1, initial=0) > 0.3
        free = np.ones(len(truth), bool)
        for i in range(len(mine)):
            j = int(np.argmax(iou[i] * free)) if len(truth) else -1
            if j >= 0 and free[j] and iou[i, j] >= 0.5:
                free[j] = False
                hits += 1
            elif not ignored[i]:
                wrong += 1
        missed += int(free.sum())
    return hits, wrong, missed


def best_threshold(scenes: list[Scene], found: list[Detections]) -> tuple[float, float]:
    """The score threshold with the largest F1 at IoU 0.5, and that F1."""
    best = (0.5, 0.0)
    for threshold in np.arange(0.1, 0.9, 0.05):
        totals = np.sum(
            [matches(s, d, float(threshold)) for s, d in zip(scenes, found, strict=True)], axis=0
        )
        f1 = 2 * totals[0] / max(1, 2 * totals[0] + totals[1] + totals[2])
        if f1 > best[1]:
            best = (round(float(threshold), 2), float(f1))
    return best
