"""Batches from worker processes: pictures of one size and what their priors should say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from training.detector.config import DetectorConfig
from training.detector.losses import BatchTargets
from training.detector.priors import assign, prior_boxes
from training.scenes.annotated import AnnotatedSource
from training.scenes.handwriting import HandwritingSource
from training.scenes.scene import Scene, SceneSource
from training.scenes.textbook import TextbookSource


def make_source(config: DetectorConfig, folders: dict[str, Path], split: str) -> SceneSource:
    """The scenes of a config. `folders` names data folders: `textbook`, `strokes`, `fonts`, `text`,
    `print-fonts`; a missing one is done without. `split` is `train` or `validation`."""
    fonts = folders.get("print-fonts")
    if config.data.kind == "textbook":
        return TextbookSource(
            folders.get("textbook"),
            fonts,
            without_books=config.data.validation_books,
            layout_caps=config.data.layout_caps,
            generated=config.data.generated,
        )
    if config.data.kind == "handwriting":
        return HandwritingSource(
            folders.get("strokes"),
            folders.get("fonts"),
            folders.get("text"),
            fonts,
            split=split,
            hard=0.0 if split == "validation" else config.data.hard,
        )
    if config.data.kind == "annotated":
        part = "validation" if split == "validation" else "train"
        return AnnotatedSource(folders["annotated"], config.classes, part)
    raise ValueError(f"data.kind is handwriting, textbook or annotated, not {config.data.kind}")


def to_tensor(images: list[np.ndarray]) -> Tensor:
    """uint8 pictures [H, W, 3] to a uint8 batch [B, 3, H, W] in channels_last memory."""
    return torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2)


def batch_targets(
    scenes: list[Scene], config: DetectorConfig, width: int, height: int
) -> BatchTargets:
    """Assigns every scene's priors and joins them with flat indices."""
    anchors = len(prior_boxes(config.priors, width, height))
    positive, labels, boxes, ignored = [], [], [], []
    for i, scene in enumerate(scenes):
        found = assign(config.priors, width, height, scene.boxes, scene.ignore, config.loss)
        positive.append(found.positive + i * anchors)
        labels.append(scene.labels[found.target])
        boxes.append(scene.boxes[found.target].reshape(-1, 4))
        ignored.append(found.ignored + i * anchors)
    return BatchTargets(
        *(torch.from_numpy(np.concatenate(p)) for p in (positive, labels, boxes, ignored))
    )


class SceneBatches(IterableDataset):
    """Endless batches (pictures, targets); every worker and every run has its own random stream."""

    def __init__(self, config: DetectorConfig, folders: dict[str, Path], seed: int) -> None:
        self.config, self.folders, self.seed = config, folders, seed

    def __iter__(self) -> Iterator[tuple[Tensor, BatchTargets]]:
        cv2.setNumThreads(1)
        torch.set_num_threads(1)
        info = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, info.id if info else 0])
        config = self.config
        source = make_source(config, self.folders, "train")
        annotated = self.folders.get("annotated") if config.data.kind != "annotated" else None
        people = AnnotatedSource(annotated, config.classes) if annotated else None
        while True:
            width, height = config.data.sizes[int(rng.integers(0, len(config.data.sizes)))]
            # Batches of like cost: small pictures come in larger batches.
            largest = max(w * h for w, h in config.data.sizes)
            count = max(1, round(config.schedule.batch * largest / (width * height)))
            scenes = [
                (
                    people if people and rng.random() < config.data.annotated_share else source
                ).sample(rng, width, height)
                for _ in range(count)
            ]
            yield (
                to_tensor([s.image for s in scenes]),
                batch_targets(scenes, config, width, height),
            )


def batches(
    config: DetectorConfig, folders: dict[str, Path], seed: int
) -> Iterator[tuple[Tensor, BatchTargets]]:
    """Batches made ahead in `config.data.workers` processes (0: in this one)."""
    data = SceneBatches(config, folders, seed)
    workers = config.data.workers
    # Forking after OpenCV or OpenMP have started threads can hang: start workers afresh.
    return iter(
        DataLoader(
            data,
            batch_size=None,
            num_workers=workers,
            prefetch_factor=6 if workers else None,
            multiprocessing_context="spawn" if workers else None,
        )
    )
