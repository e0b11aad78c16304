"""A trie of frequent words with the probability of each next letter or the end of the word.

The trie holds words in lower case. The n-gram model sees six characters back; the trie knows a
word from its first letter to its end, and shares the rest of a long word with the n-grams.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .mixture import HELD_OUT_SHARE, LISTS
from .symbols import END, Symbols

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST, _LONGEST = 2, 20
#: Word lists count each word once; what is only there counts as little as this.
_LISTED_COUNT = 0.25


@dataclass
class Lexicon:
    """The trie in breadth-first order: node 0 is the root, children of a node are neighbours."""

    symbol: list[int] = field(default_factory=list)
    probability: list[float] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    words: int = 0


def trie_symbols(word: str, symbols: Symbols) -> list[int]:
    """The word's trie symbols without the end."""
    return [symbols.trie_letter(character) for character in word]


def count_words(folder: Path, weights: dict[str, float]) -> Counter[str]:
    """Weighted counts of the words of all training text, in lower case."""
    counts: Counter[str] = Counter()
    for name, weight in weights.items():
        lines = (folder / f"{name}.txt").read_text("utf-8").splitlines()
        listed = name in LISTS
        for index, line in enumerate(lines):
            if index % HELD_OUT_SHARE == 0:
                continue
            for match in _WORD.finditer(line):
                word = match.group().lower().replace("’", "'")
                if _SHORTEST <= len(word) <= _LONGEST:
                    counts[word] += _LISTED_COUNT if listed else weight
    return counts


def build_lexicon(counts: Counter[str], size: int, symbols: Symbols) -> Lexicon:
    """The trie of the most frequent words, with conditional probabilities from their counts."""
    chosen = sorted(word for word, _ in counts.most_common(size))
    lexicon = Lexicon(words=len(chosen))
    # A node is a range of the sorted words that share their first `depth` letters.
    keys = [[*trie_symbols(word, symbols), END] for word in chosen]
    order = sorted(range(len(chosen)), key=keys.__getitem__)
    keys = [keys[i] for i in order]
    mass = np.concatenate([[0.0], np.cumsum([counts[chosen[i]] for i in order])])
    level: list[tuple[int, int, int, int]] = [(0, len(keys), 0, -1)]
    lexicon.symbol.append(END)
    lexicon.probability.append(1.0)
    lexicon.children.append(0)
    node = 0
    while level:
        following: list[tuple[int, int, int, int]] = []
        for first, last, depth, symbol in level:
            if symbol == END:
                node += 1
                continue
            start = first
            while start < last:
                letter = keys[start][depth]
                stop = start
                while stop < last and keys[stop][depth] == letter:
                    stop += 1
                lexicon.symbol.append(letter)
                lexicon.probability.append((mass[stop] - mass[start]) / (mass[last] - mass[first]))
                lexicon.children.append(0)
                lexicon.children[node] += 1
                following.append((start, stop, depth + 1, letter))
                start = stop
            node += 1
        level = following
    return lexicon
