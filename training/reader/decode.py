"""From logits to text, and how wrong a text is."""

from __future__ import annotations

import numpy as np

from training.ink.alphabet import ALPHABET
from training.reader.model import BLANK

_CLASS = {character: number + 1 for number, character in enumerate(ALPHABET)}


def encode(text: str) -> list[int]:
    """A text's classes.

    Raises:
        KeyError: for a character outside the alphabet.
    """
    return [_CLASS[character] for character in text]


def greedy(logits: np.ndarray) -> str:
    """The best path of `[frames, classes]`: repeats merged, blanks dropped (Graves et al. 2006)."""
    best = logits.argmax(axis=-1)
    keep = np.ones(len(best), bool)
    keep[1:] = best[1:] != best[:-1]
    keep &= best != BLANK
    return "".join(ALPHABET[number - 1] for number in best[keep])


def edit_distance(left: str, right: str) -> int:
    """Levenshtein distance."""
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b)))
        previous = current
    return previous[-1]


def character_error_rate(truths: list[str], guesses: list[str]) -> float:
    """Edits over characters of truth, in percent."""
    edits = sum(edit_distance(t, g) for t, g in zip(truths, guesses, strict=True))
    return 100.0 * edits / max(1, sum(len(t) for t in truths))
