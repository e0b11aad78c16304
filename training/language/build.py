"""From the text folder to a packed model within a size."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path

import numpy as np

from .lexicon import build_lexicon, count_words
from .measure import DEPTHS, fit_mixing, held_out_mixture
from .mixture import MIXTURES, training_symbols
from .ngrams import Order, count_ngrams, estimate, prune
from .packed import PackedModel, pack, quantise
from .symbols import ACCENTED, ENGLISH

ENTRY_BYTES, HISTORY_BYTES, NODE_BYTES = 2.0, 4.25, 3.125
NOVELTY = 2.0


class Builder:
    """Counts the text once; builds models of any order, size and lexicon from the counts."""

    def __init__(self, folder: Path, language: str, longest: int) -> None:
        self.folder = folder
        self.mixture = MIXTURES[language]
        self.alphabet = ENGLISH if language == "eng" else ACCENTED
        symbols, weights = training_symbols(folder, self.mixture, self.alphabet)
        self.training_symbols = len(symbols)
        self._counts = count_ngrams(symbols, weights, longest, self.alphabet.count)
        self._words: Counter[str] = count_words(folder, self.mixture)

    def build(self, order: int, budget_bytes: int, words: int) -> bytes:
        """A packed model of at most the given size, mixing weights fitted on held-out text."""
        lexicon = build_lexicon(self._words, words, self.alphabet)
        orders: list[Order] = [copy.copy(counted) for counted in self._counts[:order]]
        estimate(orders, NOVELTY)
        left = budget_bytes - round(NODE_BYTES * len(lexicon.symbol)) - 1024
        kept = prune(orders, left, ENTRY_BYTES, HISTORY_BYTES)
        quantise(kept)
        unmixed = PackedModel(
            pack(kept, lexicon, np.zeros(DEPTHS, np.float32), self.alphabet)
        )
        mixing = fit_mixing(unmixed, held_out_mixture(self.folder, self.mixture, 1500))
        return pack(kept, lexicon, mixing, self.alphabet)
