"""A trained detector as a TensorFlow.js model folder with manifest and parity fixture."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from training.detector.annotated import load_for
from training.detector.arguments import data_folder
from training.detector.card import write_card
from training.detector.checkpoint import load_weights, make_model
from training.detector.config import DetectorConfig
from training.detector.model import (
    PIXEL_MEAN,
    PIXEL_SCALE,
    Bottleneck,
    Detector,
    SameConv,
    Separable,
)
from training.detector.priors import level_boxes
from training.export.graph import GraphWriter, conv_weight, depthwise_weight, fold_batch_norm
from training.export.manifest import write_manifest
from training.export.parity import write_parity
from training.export.quantise import Precision
from training.scenes.annotated_files import read_folder

UNIPEN = (
    "UNIPEN train_r01_v07, International Unipen Foundation; Guyon, Schomaker, Plamondon, "
    "Liberman, Janet: UNIPEN project of on-line data exchange and recognizer benchmarks, "
    "ICPR 1994; Zenodo record 1195803, CC BY 4.0"
)
FONTS = "Handwriting fonts of the Fontsource project, SIL Open Font License 1.1"


class DetectorWriter:
    """Walks a `Detector` and writes the same computation."""

    def __init__(self, model: Detector) -> None:
        self.model, self.graph = model, GraphWriter()

    def _conv(self, x: str, layer: SameConv) -> str:
        norm = layer.norm
        weight, bias = fold_batch_norm(
            *(
                t.detach().float().cpu().numpy()
                for t in (
                    layer.conv.weight,
                    norm.weight,
                    norm.bias,
                    norm.running_mean,
                    norm.running_var,
                )
            ),
            norm.eps,
        )
        if layer is self.model.stem:
            # (image - mean) / scale baked in. Zero padding belongs to the normalised picture, so
            # only the scale goes into the weights; the mean is taken off before.
            weight = weight / PIXEL_SCALE
        activation = "relu6" if layer.act else "none"
        if layer.conv.groups > 1:
            return self.graph.depthwise(
                x, depthwise_weight(weight), bias, stride=layer.stride, activation=activation
            )
        return self.graph.conv2d(
            x, conv_weight(weight), bias, stride=layer.stride, activation=activation
        )

    def _bottleneck(self, x: str, block: Bottleneck) -> str:
        y = self._conv(x, block.expand) if block.expand is not None else x
        y = self._conv(self._conv(y, block.depthwise), block.project)
        return self.graph.add(x, y) if block.residual else y

    def _separable(self, x: str, block: Separable) -> str:
        return self._conv(self._conv(x, block.depthwise), block.pointwise)

    def _predict(self, x: str, layer: torch.nn.Conv2d) -> str:
        return self.graph.conv2d(
            x,
            conv_weight(layer.weight.detach().float().cpu().numpy()),
            layer.bias.detach().float().cpu().numpy(),
        )

    def build(self) -> GraphWriter:
        """The graph: input `image` 0..255, outputs `scores` and `boxes`, both raw."""
        g, m = self.graph, self.model
        x = g.placeholder("image", [1, -1, -1, 3])
        x = g.sub(x, g.constant(np.float32(PIXEL_MEAN)))
        x = self._conv(x, m.stem)
        taps = []
        for i, block in enumerate(m.blocks):
            x = self._bottleneck(x, block)
            if i in m.taps:
                taps.append(x)
        c3, c4, c5 = (self._conv(t, lateral) for t, lateral in zip(taps, m.lateral, strict=True))
        p4 = self._separable(g.add(c4, g.enlarge_nearest(c5, 2)), m.smooth[1])
        p3 = self._separable(g.add(c3, g.enlarge_nearest(p4, 2)), m.smooth[0])
        levels = [p3, p4, c5]
        if m.extra is not None:
            levels.append(self._separable(c5, m.extra))
        scores, boxes = [], []
        for x in levels:
            for layer in m.head:
                x = self._separable(x, layer)
            scores.append(g.reshape(self._predict(x, m.score), [1, -1, m.classes]))
            boxes.append(g.reshape(self._predict(x, m.box), [1, -1, 4]))
        g.concat(scores, 1, "scores")
        g.concat(boxes, 1, "boxes")
        return g


def attribution(config: DetectorConfig, folders: dict[str, Path]) -> tuple[list[str], list[str]]:
    """Whom to thank and what was trained on, from the data folders themselves."""
    if config.data.kind == "handwriting":
        return [UNIPEN, FONTS], [
            "synthetic scenes of UNIPEN pen strokes, handwriting fonts and printing faces"
        ]
    if config.data.kind == "annotated":
        count = len(read_folder(data_folder)) if (data_folder := folders.get("annotated")) else 0
        return [], [f"{count} annotated pictures" if count else "annotated pictures"]
    thanks: dict[str, str] = {}
    if "textbook" in folders:
        for line in (folders["textbook"] / "truth.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["book"] not in config.data.validation_books:
                thanks[row["book"]] = f"{row['book']} ({row['source']}), {row['licence']}"
    return sorted(thanks.values()), [
        f"{len(thanks)} openly licensed textbooks",
        "generated textbook pages",
    ]


def export(
    config: DetectorConfig,
    checkpoint: Path,
    folder: Path,
    data: dict[str, Path],
    *,
    version: str,
    precision: Precision = "float16",
    parity: Path | None = None,
) -> None:
    """Writes model.json, weights.bin, manifest.json, MODEL_CARD.md and, if asked, the fixture."""
    model = make_model(config)
    state = load_weights(model, checkpoint)
    graph = DetectorWriter(model.eval()).build()
    files = graph.write(folder, ["scores", "boxes"], precision)
    metrics = dict(state["done"].get("metrics", {}))
    best = float(metrics.pop("threshold", config.evaluation.score_threshold))
    chosen = config.input.score_threshold
    thanks, trained = attribution(config, data)
    details = {
        "classes": config.classes,
        "input": {
            "liveLongSide": config.input.live_long_side,
            "stillLongSide": config.input.still_long_side,
            "multiple": config.input.multiple,
        },
        "priors": {
            "levels": [
                {"stride": p.stride, "boxes": [list(b) for b in level_boxes(p)]}
                for p in config.priors
            ]
        },
        "variances": config.variances,
        "scoreThreshold": best if chosen is None else chosen,
        "iouThreshold": config.evaluation.iou_threshold,
    }
    write_manifest(
        folder,
        name=config.name,
        version=version,
        kind="detector",
        files=files,
        attribution=thanks,
        metrics=metrics,
        trained_on=trained,
        details=details,
        # Whose pictures they were, and what may be done with them, only their owner can say.
        licence="not stated" if config.data.kind == "annotated" else "Apache-2.0",
    )
    write_card(config, folder, state["done"])
    if parity is not None:
        write_parity(
            folder, parity, input_name="image", shape=[1, 96, 160, 3], outputs=["scores", "boxes"]
        )


def main() -> None:
    """Exports a checkpoint: `python -m training.detector.export --config … --checkpoint …`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="public/models/…")
    parser.add_argument("--data", type=data_folder, action="append", default=[])
    parser.add_argument("--version", default="0")
    parser.add_argument("--precision", choices=["float32", "float16", "uint8"], default="float16")
    parser.add_argument("--parity", type=Path, help="test/golden/…-parity.json")
    options = parser.parse_args()
    export(
        load_for(options.config, dict(options.data)),
        options.checkpoint,
        options.out,
        dict(options.data),
        version=options.version,
        precision=options.precision,
        parity=options.parity,
    )


if __name__ == "__main__":
    main()
