"""Measures a detector on pictures that training never draws, and paints what it finds.

    python -m training.detector.evaluate --config training/configs/textbook.yaml \\
        --model public/models/textbook-detector --data textbook=…

measures an exported model, its stored weights and all; `--checkpoint` a checkpoint.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from training.detector.annotated import load_for
from training.detector.arguments import data_folder
from training.detector.checkpoint import load_weights, make_model
from training.detector.config import DetectorConfig
from training.detector.data import make_source
from training.detector.detect import Detections, detect
from training.detector.metrics import best_threshold, coco_metrics
from training.export.interpreter import GraphModel
from training.scenes.annotated import AnnotatedSource
from training.scenes.pages import letterbox, read_pages
from training.scenes.scene import Scene
from training.scenes.textbook import TextbookSource

COLOURS = ((230, 60, 40), (40, 90, 230), (20, 160, 70), (200, 140, 0))


def validation_scenes(
    config: DetectorConfig, folders: dict[str, Path], seed: int = 20261122
) -> dict[str, list[Scene]]:
    """Named sets: `pages` and `photos` of unseen books, `scenes` by unseen writers and fonts, or the
    annotated `pictures` that are held out."""
    rng = np.random.default_rng(seed)
    width, height = config.evaluation.size
    count = config.evaluation.pictures
    if config.data.kind == "textbook" and "textbook" in folders:
        pages = [
            p
            for p in read_pages(folders["textbook"])
            if p.row["book"] in config.data.validation_books
        ]
        order = rng.permutation(len(pages))[:count]
        source = TextbookSource(
            folders["textbook"],
            folders.get("print-fonts"),
            without_books=config.data.validation_books,
        )
        loaded = [pages[i].load() for i in order]
        return {
            "pages": [letterbox(p, width, height) for p in loaded],
            "photos": [source.photograph(rng, p, width, height, 1.3, whole=True) for p in loaded],
        }
    if config.data.kind == "annotated":
        held = AnnotatedSource(folders["annotated"], config.classes, "validation")
        return {"pictures": held.whole(width, height, count)}
    source = make_source(config, folders, "validation")
    return {"scenes": [source.sample(rng, width, height) for _ in range(count)]}


def paint(scene: Scene, found: Detections, threshold: float) -> np.ndarray:
    """Truth in thin white-edged boxes, findings over them in the class's colour; BGR."""
    image = cv2.cvtColor(scene.image, cv2.COLOR_RGB2BGR)
    for box in scene.boxes:
        x0, y0, x1, y1 = (int(v) for v in box)
        cv2.rectangle(image, (x0 - 1, y0 - 1), (x1 + 1, y1 + 1), (0, 220, 255), 1)
    for box in scene.ignore:
        x0, y0, x1, y1 = (int(v) for v in box)
        cv2.rectangle(image, (x0, y0), (x1, y1), (128, 128, 128), 1)
    for box, label, score in zip(found.boxes, found.labels, found.scores, strict=True):
        if score >= threshold:
            x0, y0, x1, y1 = (int(v) for v in box)
            cv2.rectangle(image, (x0, y0), (x1, y1), COLOURS[int(label) % 4][::-1], 2)
    return image


def evaluate(
    model: nn.Module, config: DetectorConfig, sets: dict[str, list[Scene]], pictures: Path | None
) -> dict[str, float]:
    """Metrics of every set (`<set> AP50`, …) and the best threshold of all; writes one sheet of
    pictures a set to the path's folder. Leaves the model in evaluation mode."""
    model.eval()
    out: dict[str, float] = {}
    everything: list[Scene] = []
    everywhere: list[Detections] = []
    with torch.inference_mode():
        for name, scenes in sets.items():
            found = [detect(model, config, s.image) for s in scenes]
            for key, value in coco_metrics(scenes, found, config.classes).items():
                out[f"{name} {key}"] = round(value, 4)
            everything += scenes
            everywhere += found
            if pictures is not None:
                shown = [
                    paint(s, d, config.evaluation.score_threshold)
                    for s, d in zip(scenes, found, strict=True)
                ][: config.evaluation.shown]
                row = 6
                while len(shown) % row:
                    shown.append(np.zeros_like(shown[0]))
                sheet = np.concatenate(
                    [np.concatenate(shown[i : i + row], 1) for i in range(0, len(shown), row)]
                )
                cv2.imwrite(str(pictures.with_name(f"{pictures.name}-{name}.png")), sheet)
    threshold, f1 = best_threshold(everything, everywhere)
    return {**out, "threshold": threshold, "F1": round(f1, 4)}


class ExportedDetector(nn.Module):
    """A model folder with the face of the net it came from."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.graph = GraphModel(folder)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures [1, 3, H, W] to raw scores and boxes."""
        scores, boxes = self.graph.run(
            {"image": image.permute(0, 2, 3, 1).numpy()}, ["scores", "boxes"]
        )
        return torch.from_numpy(scores), torch.from_numpy(boxes)


def main() -> None:
    """Prints the metrics of a model folder or a checkpoint, one a line."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="exported folder")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--data", type=data_folder, action="append", default=[])
    parser.add_argument("--pictures", type=int, help="instead of the config's")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(options.threads)
    config = load_for(options.config, dict(options.data))
    if options.pictures:
        config = replace(config, evaluation=replace(config.evaluation, pictures=options.pictures))
    if options.model is not None:
        model: nn.Module = ExportedDetector(options.model)
    elif options.checkpoint is not None:
        model = make_model(config)
        load_weights(model, options.checkpoint)
    else:
        parser.error("--model or --checkpoint is needed")
    sets = validation_scenes(config, dict(options.data))
    for name, value in evaluate(model, config, sets, None).items():
        print(f"{name}\t{value}")


if __name__ == "__main__":
    main()
