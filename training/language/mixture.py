"""Which texts the model learns from, how much each counts, and how they are cut into lines."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import numpy as np

from .symbols import Symbols

#: How often each line of a file counts. Modern everyday text weighs more than books and manuals.
WEIGHTS: dict[str, float] = {
    "everyday": 0.3,
    "items": 1.0,
    "phrases": 4.0,
    "examples": 2.0,
    "speeches": 1.0,
    "sayings": 1.0,
    "titles": 2.0,
    "places": 2.0,
    "things": 1.0,
    "names": 3.0,
    "job-words": 2.0,
    "words": 1.0,
    "novels": 0.5,
    "technical": 0.4,
    "glosses": 0.5,
    "speeches-old": 0.3,
}
#: The same of the languages besides English, for which there is less text.
LOCAL_WEIGHTS: dict[str, float] = {
    "everyday": 0.4,
    "items": 1.0,
    "messages": 1.0,
    "dialogue": 3.0,
    "manual": 0.5,
    "things": 1.0,
    "places": 2.0,
    "names": 3.0,
    "words": 0.5,
}
#: What one of them has besides.
MIXTURES = {
    "eng": WEIGHTS,
    "fra": LOCAL_WEIGHTS | {"transcripts": 2.0},
    "deu": LOCAL_WEIGHTS,
    "spa": LOCAL_WEIGHTS | {"scripture": 0.3},
}
#: Files that hold each word once, whatever it is worth.
LISTS = frozenset(("words", "names", "places", "things"))
HELD_OUT_SHARE = 50  # every 50th line of each file is kept for measuring
_LONE_ALPHANUMERIC, _LONE_SIGN = 150, 50


_RUNS_ON = 0.5
"""Of sentences, those that stand in one line's text with the next: on paper lines do not end where
sentences do, and a full stop is followed by a capital."""
_SENTENCE = re.compile(r"\S+ \S+ .*[.!?][\"'”’)]?")


def running_text(lines: list[str], rng: Random) -> list[str]:
    """The lines of a file, some sentences joined to the next, up to three in one."""
    texts: list[str] = []
    joined = 0
    for line in lines:
        if texts and joined < 2 and rng.random() < _RUNS_ON and _goes_on(texts[-1], line):
            texts[-1] += f" {line}"
            joined += 1
        else:
            texts.append(line)
            joined = 0
    return texts


def _goes_on(text: str, following: str) -> bool:
    """Whether one ends a sentence and the other begins one."""
    return bool(_SENTENCE.fullmatch(text)) and following.lstrip("\"'“‘")[:1].isupper()


def _width(rng: Random) -> int:
    """Characters of a written line; one in four is a word or two on its own."""
    return rng.randint(1, 14) if rng.random() < 0.25 else rng.randint(12, 75)


def line_pieces(text: str, rng: Random) -> list[str]:
    """Cuts a long text at spaces into written lines; most short texts stay whole."""
    if len(text) <= 40 and rng.random() < 0.8:
        return [text]
    pieces: list[str] = []
    words = text.split(" ")
    line, width = words[0], _width(rng)
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            pieces.append(line)
            line, width = word, _width(rng)
        else:
            line += " " + word
    return [*pieces, line]


def single_characters(characters: str) -> list[str]:
    """Lines of one character, so that a lone one is not taken for the beginning of a word."""
    return [
        character
        for character in characters
        if character != " "
        for _ in range(_LONE_ALPHANUMERIC if character.isalnum() else _LONE_SIGN)
    ]


def read_lines(folder: Path, name: str, held_out: bool) -> list[str]:
    """Lines of one text file, either the held-out ones or all others, cut to written lines."""
    lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
    chosen = [line for i, line in enumerate(lines) if (i % HELD_OUT_SHARE == 0) == held_out]
    if name == "words":
        # A word list's possessives would make every noun end in 's.
        chosen = [word for word in chosen if not word.endswith("'s")]
    rng = Random(name)
    texts = chosen if name in LISTS else running_text(chosen, rng)
    return [piece for text in texts for piece in line_pieces(text, rng)]


def training_symbols(
    folder: Path, mixture: dict[str, float], alphabet: Symbols
) -> tuple[np.ndarray, np.ndarray]:
    """Symbols of all training text and the weight of each symbol's line (uint8, float32)."""
    symbols, weights = [], []
    for name, weight in mixture.items():
        encoded = alphabet.encode_lines(read_lines(folder, name, held_out=False))
        symbols.append(encoded)
        weights.append(np.full(len(encoded), weight, np.float32))
    symbols.append(alphabet.encode_lines(single_characters(alphabet.characters)))
    weights.append(np.ones(len(symbols[-1]), np.float32))
    return np.concatenate(symbols), np.concatenate(weights)
