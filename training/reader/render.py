"""`python -m training.reader.render`: sets of lines as folders of pictures with their texts.

Each folder gets numbered PNG crops (grey, ordinary margins, not normalised) and `labels.tsv`, one
`file⇥text` a line, which is what `npm run evaluate` reads. The reader's own evaluation scores
laboratories of unreliable letter case case-folded; their files end in `.folded.png`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2

from training.reader.batches import Folders
from training.reader.inputs import INPUT_SETS, InputSetName, input_examples
from training.reader.items import ITEM_SETS, ItemSetName, item_examples
from training.reader.validation import SETS, Example, SetName, examples

AnySetName = SetName | ItemSetName | InputSetName
_ALL: tuple[AnySetName, ...] = (*SETS, *ITEM_SETS, *INPUT_SETS)


def _examples(name: AnySetName, folders: Folders, count: int) -> list[Example]:
    if name in ITEM_SETS:
        if folders.fonts is None:
            raise ValueError(f"{name} needs a folder of fonts")
        return item_examples(name, folders.fonts, count)
    if name in INPUT_SETS:
        if folders.strokes is None:
            raise ValueError(f"{name} needs a folder of strokes")
        return input_examples(name, folders.strokes, count)
    return examples(name, folders, count)


def render(name: AnySetName, folders: Folders, count: int, out: Path) -> int:
    """Writes one set's folder and gives the number of pictures in it."""
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, example in enumerate(_examples(name, folders, count)):
        file = f"{number:04}{'.folded' if example.fold_case else ''}.png"
        if not cv2.imwrite(str(out / file), example.gray):
            raise OSError(f"cannot write {out / file}")
        rows.append(f"{file}\t{example.text}\n")
    (out / "labels.tsv").write_text("".join(rows), encoding="utf-8")
    return len(rows)


def main() -> None:
    """Parses the command line and renders."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.render", description=__doc__)
    parser.add_argument("--set", choices=_ALL, action="append", help="may be given more than once")
    parser.add_argument("--strokes", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--out", type=Path, required=True, help="gets one folder a set")
    options = parser.parse_args()
    folders = Folders(options.strokes, options.fonts, options.text)
    for name in options.set or _ALL:
        written = render(name, folders, options.count, options.out / name)
        print(f"{options.out / name}: {written} pictures")


if __name__ == "__main__":
    main()
