"""Writes a reader's logits on its validation sets, for tuning and measuring the decoder.

`python -m training.language.logits --checkpoint FILE --strokes DIR --fonts DIR --text DIR
--out DIR`

One `<set>.json` (classes, alphabet, lines) and one `<set>.bin` (float32 `[steps, classes]` of all
lines one after the other) a set; and the same of every other look that the engine takes at unsure
lines, `<set>-again`, `<set>-again-latin`, `<set>-latin`, and at lone characters,
`unipen-characters-lone`. Beside the reader's own validation sets
there are four of generated items in unseen fonts, which no language model may turn into words: codes, numbers,
e-mail and web addresses, names. And one of lone characters of writers trained on, as often as each
was written: what the decoder knows of how often characters stand alone is fitted on them.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import torch

from training.ink.alphabet import ALPHABET
from training.ink.normalise import normalise
from training.ink.photograph import CLEAN, photograph
from training.ink.stroke_line import render_words
from training.ink.strokes import StrokePack
from training.ink.words import set_on_baseline
from training.reader.batches import Folders
from training.reader.checkpoint import load_reader
from training.reader.items import ITEM_SETS, item_examples
from training.reader.model import STRIDE, WIDTH_MULTIPLE, Reader
from training.reader.validation import Example, available, examples

LONE_CHARACTERS = "lone-characters"
_READER = Path(__file__).parents[2] / "public" / "models" / "handwriting-reader"
_LONE_X_HEIGHT_PX = 30.0


def lone_characters(strokes: Path, count: int) -> list[Example]:
    """Lone characters of writers trained on, drawn evenly from all that they wrote."""
    pack = StrokePack(strokes / "unipen-char-train.npz", "train")
    order = np.random.default_rng(20_27).permutation(pack.indices)
    found: list[Example] = []
    for number in order[:count]:
        rng = np.random.default_rng([23, int(number)])
        sample = pack.sample(int(number))
        words = [set_on_baseline(sample.text, sample.strokes)]
        line = render_words(rng, words, _LONE_X_HEIGHT_PX, as_written=True)
        found.append(Example(photograph(rng, line.mask, line.x_height_px, CLEAN), line.text, False))
    return found


@cache
def other_cut() -> tuple[float, float]:
    """The engine's other cut of an unsure line, in heights: rows left out above and below it, paper
    added on either side of a lone character."""
    manifest = json.loads((_READER / "manifest.json").read_text("utf-8"))
    cut = manifest.get("calibration", {}).get("otherCut", {"rows": 0.07, "aside": 0.05})
    return cut["rows"], cut["aside"]


def again(example: Example) -> Example:
    """The picture that the engine looks at where it is unsure of a line."""
    height = example.gray.shape[0]
    rows, aside = other_cut()
    if len(example.text) == 1:
        added = max(1, round(aside * height))
        gray = cv2.copyMakeBorder(example.gray, 0, 0, added, added, cv2.BORDER_REPLICATE)
    else:
        cut = int(rows * height + 0.5)
        gray = example.gray[cut : height - cut]
    return replace(example, gray=gray)


@torch.no_grad()
def line_logits(model: Reader, gray: np.ndarray) -> np.ndarray:
    """Logits `[steps, classes]` of one crop, without the padding's steps."""
    image = normalise(gray, model.shape.height, top_hat=model.shape.top_hat)
    width = -(-image.shape[1] // WIDTH_MULTIPLE) * WIDTH_MULTIPLE
    padded = np.zeros((1, 1, model.shape.height, width), np.float32)
    padded[0, 0, :, : image.shape[1]] = image
    return model(torch.from_numpy(padded))[0, : -(-image.shape[1] // STRIDE)].numpy()


def write_set(out: Path, name: str, model: Reader, crops: list[Example]) -> None:
    """Writes the logits and truths of one set."""
    lines, parts = [], []
    for example in crops:
        logits = line_logits(model, example.gray)
        parts.append(logits.astype("<f4"))
        lines.append({"text": example.text, "foldCase": example.fold_case, "steps": len(logits)})
    (out / f"{name}.bin").write_bytes(b"".join(part.tobytes() for part in parts))
    alphabet = ALPHABET[: model.shape.characters]
    description = {"classes": len(alphabet) + 1, "alphabet": alphabet, "lines": lines}
    (out / f"{name}.json").write_text(json.dumps(description, ensure_ascii=False), "utf-8")
    print(f"{name}: {len(lines)} lines", flush=True)


def write_looks(
    out: Path, name: str, model: Reader, latin: Reader | None, crops: list[Example]
) -> None:
    """Writes one set's logits of every look that the engine may take at a line."""
    others = [again(crop) for crop in crops]
    write_set(out, name, model, crops)
    write_set(out, f"{name}-again", model, others)
    if latin is not None:
        write_set(out, f"{name}-again-latin", latin, others)
        write_set(out, f"{name}-latin", latin, crops)


def main() -> None:
    """Parses the arguments and writes all sets whose data is there."""
    parser = argparse.ArgumentParser(prog="training.language.logits", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--latin", type=Path, help="the Latin reader's checkpoint")
    parser.add_argument(
        "--characters", type=Path, help="checkpoint of the reader of lone characters"
    )
    parser.add_argument("--strokes", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=600, help="lines of each set")
    parser.add_argument("--lone", type=int, default=6000, help="lone characters to fit biases on")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = load_reader(arguments.checkpoint)
    folders = Folders(arguments.strokes, arguments.fonts, arguments.text)
    latin = None if arguments.latin is None else load_reader(arguments.latin)
    specialist = None if arguments.characters is None else load_reader(arguments.characters)
    for name in available(folders):
        crops = examples(name, folders, arguments.count)
        write_looks(arguments.out, name, model, latin, crops)
        if name == "unipen-characters" and specialist is not None:
            write_set(arguments.out, f"{name}-lone", specialist, crops)
    if arguments.strokes is not None:
        crops = lone_characters(arguments.strokes, arguments.lone)
        write_set(arguments.out, LONE_CHARACTERS, model, crops)
    if arguments.fonts is not None:
        for name in ITEM_SETS:
            crops = item_examples(name, arguments.fonts, max(1, arguments.count // 3))
            write_looks(arguments.out, name, model, latin, crops)


if __name__ == "__main__":
    main()
