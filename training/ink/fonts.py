"""Handwriting fonts: out of Fontsource packages, into masks of words.

`python -m training.ink.fonts --packages node_modules/@fontsource --out DIR` turns each package's
Latin woff2 file into `DIR/<family>.ttf`. All families used are under the SIL Open Font Licence.
"""

from __future__ import annotations

import argparse
from functools import lru_cache
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import ImageFont

from training.ink.alphabet import ALPHABET
from training.ink.strokes import Split

VALIDATION_FAMILIES = frozenset(
    "cedarville-cursive dancing-script gochi-hand grape-nuts handlee homemade-apple kalam "
    "marck-script nothing-you-could-do reenie-beanie short-stack zeyada".split()
)
"""Families never trained on: the set "fonts never seen"."""


CAPITALS_ONLY = frozenset(("amatic-sc", "permanent-marker", "rock-salt", "walter-turncoat"))
"""Families that draw small letters as capitals: what they write is labelled in capitals."""


def convert_package(package: Path, out: Path) -> Path | None:
    """Writes a Fontsource package's regular Latin face as `out/<family>.ttf`.

    Returns the file, or `None` when the package has no Latin face in the normal style.
    """
    faces = sorted((package / "files").glob(f"{package.name}-latin-*-normal.woff2"))
    if not faces:
        return None
    regular = [face for face in faces if "-400-" in face.name] or faces
    font = TTFont(regular[0])
    font.flavor = None
    target = out / f"{package.name}.ttf"
    font.save(target)
    return target


class Face:
    """One font family at one em size, drawn through FreeType."""

    def __init__(self, path: Path, em_px: int = 64) -> None:
        self.family = path.stem
        self._font = ImageFont.truetype(str(path), em_px, layout_engine=ImageFont.Layout.BASIC)
        covered = TTFont(path, lazy=True).getBestCmap()
        self.characters = frozenset(c for c in ALPHABET if ord(c) in covered)
        self.x_height = max(4.0, float(self._extent("x")))
        self.capitals_only = path.stem in CAPITALS_ONLY

    def _extent(self, text: str) -> int:
        left, top, right, bottom = self._font.getbbox(text, anchor="ls")
        return bottom - top

    def can_write(self, text: str) -> bool:
        """Whether the family has a glyph for every character."""
        return all(c in self.characters for c in text)

    def word(self, text: str) -> tuple[np.ndarray, float]:
        """A word as a tight uint8 coverage mask, and its baseline's row in it."""
        core, (offset_x, offset_y) = self._font.getmask2(text, mode="L", anchor="ls")
        width, height = core.size
        if width == 0 or height == 0:
            return np.zeros((0, 0), np.uint8), 0.0
        mask = np.frombuffer(bytes(core), np.uint8).reshape(height, width)
        rows = np.flatnonzero(mask.max(axis=1) > 16)
        columns = np.flatnonzero(mask.max(axis=0) > 16)
        if len(rows) == 0:
            return np.zeros((0, 0), np.uint8), 0.0
        mask = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        return mask, float(-offset_y - rows[0])


class FontShelf:
    """The families of one split of a folder of ttf files."""

    def __init__(self, folder: Path, split: Split) -> None:
        paths = [
            path
            for path in sorted(folder.glob("*.ttf"))
            if (path.stem in VALIDATION_FAMILIES) == (split == "validation")
        ]
        self._paths = paths
        self.face = lru_cache(maxsize=None)(lambda number: Face(paths[number]))

    def __len__(self) -> int:
        return len(self._paths)

    def pick(self, rng: np.random.Generator) -> Face:
        """Any family, each as likely."""
        return self.face(int(rng.integers(len(self._paths))))


def main() -> None:
    """Converts installed Fontsource packages."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for package in sorted(options.packages.iterdir()):
        written = convert_package(package, options.out)
        if written is None:
            print(f"{package.name}: no Latin face")
            continue
        face = Face(written)
        missing = "".join(c for c in ALPHABET if c not in face.characters)
        print(f"{face.family}: capitals only {face.capitals_only}, missing {missing!r}")


if __name__ == "__main__":
    main()
