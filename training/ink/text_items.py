"""What fonts and composed characters write: runs of words out of a corpus, and generated items."""

from __future__ import annotations

import string
from pathlib import Path
from random import Random

import numpy as np

from training.ink.alphabet import ACCENTED, ALPHABET, base, fold
from training.text import items

_EVERYDAY_SHARE = 0.3
_STAND_IN = (
    "the of and to in is it you that he was for on are with as his they at be this from have or by "
    "one had not but what all were when we there can an your which their said if do will "
    "how up out them then she many some so these would other into has more her two like him "
    "could no make than first been its who now people my made over did down only way find use may"
).split()


_ACCENTS = {
    plain: [c for c in ACCENTED if base(c) == plain] for plain in sorted({base(c) for c in ACCENTED})
}
_ACCENTED_SHARE = 0.25


def accented(rng: np.random.Generator, text: str) -> str:
    """Puts accents on some of the letters that can bear one, so that no word tells an accent."""
    share = rng.uniform(0.05, 0.35)
    letters = list(text)
    for place, letter in enumerate(letters):
        if letter in _ACCENTS and letter != "B" and rng.random() < share:
            letters[place] = str(rng.choice(_ACCENTS[letter]))
        elif letter == "s" and rng.random() < 0.1:
            letters[place] = "ß"
    return "".join(letters)


def jumble(rng: np.random.Generator) -> str:
    """Random characters of the alphabet, so that no character depends on its neighbours."""
    pool = list(ALPHABET[1:]) if rng.random() < 0.5 else list(string.ascii_letters + string.digits)
    return "".join(rng.choice(pool, rng.integers(1, 9)))


class TextSource:
    """Texts from a folder of plain text files, one sentence a line, with generated items between.

    Small files count for more than their share, `everyday.txt` for most; without a folder common
    words stand in for sentences.
    """

    def __init__(self, folder: Path | None) -> None:
        self._files: list[list[str]] = []
        weights: list[float] = []
        for path in sorted(folder.glob("*.txt")) if folder else []:
            lines = [s for s in path.read_text(encoding="utf-8").splitlines() if s.strip()]
            if lines and path.stem != "items":
                self._files.append(lines)
                weights.append(0.0 if path.stem == "everyday" else float(np.sqrt(len(lines))))
        total = sum(weights) or 1.0
        everyday = _EVERYDAY_SHARE / (1 - _EVERYDAY_SHARE) * total
        self._weights = np.cumsum([weight or everyday for weight in weights])

    def words(self, rng: np.random.Generator, most: int) -> str:
        """A run of 1 to `most` words of prose, now and then in capitals or as a title."""
        count = int(rng.integers(1, most + 1))
        words: list[str] = []
        if self._files:
            place = int(np.searchsorted(self._weights, rng.random() * self._weights[-1]))
            lines = self._files[min(place, len(self._files) - 1)]
            words = fold(lines[int(rng.integers(len(lines)))]).split()
            first = int(rng.integers(0, max(1, len(words) - count + 1)))
            words = words[first : first + count]
        text = " ".join(words or [str(word) for word in rng.choice(_STAND_IN, count)])
        style = rng.random()
        if style < 0.06:
            return text.upper()
        if style < 0.12:
            return text.title()
        return text

    def text(self, rng: np.random.Generator, most: int) -> str:
        """Prose two times in three, else a generated item or random characters."""
        kind = rng.random()
        if kind < 0.68:
            words = self.words(rng, most)
            return accented(rng, words) if rng.random() < _ACCENTED_SHARE else words
        if kind < 0.92:
            return fold(items.item(Random(int(rng.integers(2**63)))))
        return fold(jumble(rng)) or "a"
