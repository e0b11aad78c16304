"""`python -m training.reader.export`: a checkpoint's averaged weights as the model that is shipped.

Writes `model.json`, `weights.bin`, `manifest.json` and `MODEL_CARD.md`, measures the written graph
(stored weights unpacked again) on the validation sets, and writes the parity fixture for the
TypeScript side. With `--half` the averaged weights are kept in half precision for the next round.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from training.export.interpreter import GraphModel
from training.export.manifest import write_manifest
from training.export.parity import formula_picture, write_parity
from training.ink.alphabet import ALPHABET
from training.reader.batches import Folders
from training.reader.card import (
    ATTRIBUTION,
    SCANNED_ATTRIBUTION,
    SCANNED_TRAINED_ON,
    TRAINED_ON,
    model_card,
)
from training.reader.checkpoint import load_reader, save_half
from training.reader.evaluate import character_ranks, evaluate, graph_logits
from training.reader.graph import build_graph
from training.reader.model import BLANK, STRIDE, WIDTH_MULTIPLE, Reader, ReaderShape
from training.reader.validation import SetName, available, examples

CHARACTERS: SetName = "unipen-characters"


def parity_shape(shape: ReaderShape) -> tuple[int, int, int, int]:
    """Of the picture that both sides must agree on."""
    return (1, shape.height, 96, 1)


def greatest_difference(model: Reader, folder: Path) -> float:
    """How far an exported graph's logits are from the network's on the parity picture."""
    picture = formula_picture(parity_shape(model.shape)) / np.float32(255)
    (written,) = GraphModel(folder).run({"image": picture}, ["logits"])
    with torch.no_grad():
        ours = model(torch.from_numpy(picture).permute(0, 3, 1, 2)).numpy()
    return float(np.abs(written - ours).max())


def measure(
    folder: Path, shape: ReaderShape, folders: Folders, count: int, *, lone_only: bool = False
) -> dict[str, float]:
    """Greedy error rates of the written graph, in percent, and ranks of lone characters.

    `lone_only` leaves out every set but theirs.
    """
    run = graph_logits(folder)
    metrics: dict[str, float] = {}
    for name in [CHARACTERS] if lone_only else available(folders):
        chosen = examples(name, folders, count)
        metrics[f"cer-greedy-{name}"] = round(evaluate(run, chosen, shape), 2)
        if name == CHARACTERS:
            first, third = character_ranks(run, chosen, shape)
            metrics["characters-top-1"] = round(first, 2)
            metrics["characters-top-3"] = round(third, 2)
    return metrics


def main() -> None:
    """Parses the command line and exports."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.export", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("public/models/handwriting-reader"))
    parser.add_argument("--parity", type=Path, default=Path("test/golden/reader-parity.json"))
    parser.add_argument("--half", type=Path, help="also keep the weights here in half precision")
    parser.add_argument("--strokes", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--count", type=int, default=500, help="validation examples of each set")
    parser.add_argument(
        "--lone-only", action="store_true", help="a reader of lone characters: measured on them"
    )
    parser.add_argument(
        "--scanned", action="store_true", help="lines of real paper were trained on: say so"
    )
    parser.add_argument("--version", required=True, help="the date, like 2026.11.22")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    model = load_reader(options.checkpoint)
    files = build_graph(model).write(options.out, ["logits"], precision="uint8")
    print(f"logits differ by at most {greatest_difference(model, options.out):.4f} from float32")
    folders = Folders(options.strokes, options.fonts, options.text)
    metrics = measure(
        options.out, model.shape, folders, options.count, lone_only=options.lone_only
    )
    for name, value in metrics.items():
        print(f"{name}: {value}")
    write_manifest(
        options.out,
        name=options.out.name,
        version=options.version,
        kind="reader",
        files=files,
        attribution=[
            *(ATTRIBUTION if options.fonts else ATTRIBUTION[:1]),
            *([SCANNED_ATTRIBUTION] if options.scanned else []),
        ],
        metrics=metrics,
        trained_on=[
            *(TRAINED_ON if options.fonts else TRAINED_ON[:1]),
            *([SCANNED_TRAINED_ON] if options.scanned else []),
        ],
        details={
            "height": model.shape.height,
            "stride": STRIDE,
            "widthMultiple": WIDTH_MULTIPLE,
            "alphabet": ALPHABET[: model.shape.characters],
            "topHat": model.shape.top_hat,
            "blank": BLANK,
        },
    )
    card = model_card(
        options.out.name,
        model,
        metrics,
        options.count,
        options.fonts,
        lone_only=options.lone_only,
        scanned=options.scanned,
    )
    (options.out / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    write_parity(
        options.out,
        options.parity,
        input_name="image",
        shape=parity_shape(model.shape),
        outputs=["logits"],
        divisor=255.0,
    )
    if options.half:
        save_half(model, options.half)


if __name__ == "__main__":
    main()
