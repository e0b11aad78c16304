"""A language model's symbols: 0 is the edge of a line, then the characters it tells apart."""

from __future__ import annotations

import numpy as np

from training.text.characters import ASCII_PRINTABLE
from training.text.languages import LATIN

EDGE = 0
#: Signs of typography that count as their plain counterparts.
ALIASES = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
#: Bits of a symbol in an n-gram's key.
BITS = 8
#: Letters of the word trie: 0 ends a word, 1–26 are a–z, 27 is the apostrophe; from 28 on come the
#: other small letters of a model, in the order of its symbols.
END, APOSTROPHE, FIRST_ACCENTED = 0, 27, 28


class Symbols:
    """Symbol `i + 1` is `characters[i]`."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        self.count = len(characters) + 1
        self._index = {character: index + 1 for index, character in enumerate(characters)}
        accented = [c for c in characters if not c.isascii() and c.islower()]
        #: Small letters of the word trie from its first number on, the apostrophe among them.
        self.trie_letters = "abcdefghijklmnopqrstuvwxyz'" + "".join(accented)
        self._trie_letter = {letter: at + 1 for at, letter in enumerate(self.trie_letters)}
        self._index |= {sign: self._index[plain] for sign, plain in ALIASES.items()}

    def index(self, character: str) -> int:
        """The symbol of a character, 0 where there is none (the capital of ß)."""
        return self._index.get(character, EDGE)

    def trie_letter(self, character: str) -> int:
        """The word trie's letter of a character of either case, 0 where it is in no word."""
        return self._trie_letter.get(character.lower(), 0)

    def encode(self, text: str) -> list[int]:
        """Symbols of a text; raises KeyError on a character outside the reader's alphabet."""
        return [self._index[character] for character in text]

    def encode_lines(self, lines: list[str]) -> np.ndarray:
        """All lines as one uint8 array, one edge symbol before the first and after each line."""
        table = np.zeros(0x2100, np.uint8)
        for character, index in self._index.items():
            table[ord(character)] = index
        table[ord("\n")] = EDGE
        text = "\n" + "\n".join(lines) + "\n"
        return table[np.frombuffer(text.encode("utf-32-le"), np.uint32)]


ENGLISH = Symbols(ASCII_PRINTABLE + "€£°")
#: Of a model of French, German or Spanish.
ACCENTED = Symbols(
    ENGLISH.characters
    + "".join(c for c in LATIN if c not in ENGLISH.characters and c not in ALIASES)
)
