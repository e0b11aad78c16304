"""The language model's symbols: 0 is the edge of a line, then the characters it tells apart."""

from __future__ import annotations

import numpy as np

from training.text.characters import ASCII_PRINTABLE

EDGE = 0
#: Symbol `i + 1` is `CHARACTERS[i]`.
CHARACTERS = ASCII_PRINTABLE + "€£°"
#: Signs of typography that count as their plain counterparts.
ALIASES = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
SYMBOLS = len(CHARACTERS) + 1
BITS = 7

_INDEX = {character: index + 1 for index, character in enumerate(CHARACTERS)}
_INDEX |= {sign: _INDEX[plain] for sign, plain in ALIASES.items()}

LETTERS = frozenset(_INDEX[c] for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'")


def encode(text: str) -> list[int]:
    """Symbols of a text; raises KeyError on a character outside the reader's alphabet."""
    return [_INDEX[character] for character in text]


def encode_lines(lines: list[str]) -> np.ndarray:
    """All lines as one uint8 array, one edge symbol before the first and after each line."""
    table = np.zeros(0x2100, np.uint8)
    for character, index in _INDEX.items():
        table[ord(character)] = index
    table[ord("\n")] = EDGE
    text = "\n" + "\n".join(lines) + "\n"
    return table[np.frombuffer(text.encode("utf-32-le"), np.uint32)]
