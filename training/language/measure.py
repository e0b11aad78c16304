"""Held-out measures: bits a character of a packed model, and the trie's share by letters seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .mixture import read_lines
from .packed import PackedModel
from .symbols import EDGE

DEPTHS = 13


def held_out(folder: Path, name: str, lines: int) -> list[str]:
    """Some held-out lines of one kind of text, spread over the file."""
    every = read_lines(folder, name, held_out=True)
    return every[:: max(1, len(every) // lines)][:lines]


def held_out_mixture(folder: Path, weights: dict[str, float], lines: int) -> list[str]:
    """Held-out lines of all kinds; as many of each as its weight and size say."""
    parts = {name: read_lines(folder, name, held_out=True) for name in weights}
    total = sum(weights[name] * len(part) for name, part in parts.items())
    chosen: list[str] = []
    for name, part in parts.items():
        share = round(lines * weights[name] * len(part) / total)
        chosen += part[:: max(1, len(part) // max(1, share))][:share]
    return chosen


def bits_per_character(model: PackedModel, lines: list[str]) -> float:
    """Mean cost of a symbol (line ends included) in bits; 2 to its power is the perplexity."""
    bits, count = 0.0, 0
    for line in lines:
        state = model.start()
        for symbol in [*model.alphabet.encode(line), EDGE]:
            bits -= np.log2(model.row(state)[symbol])
            state = model.next(state, symbol)
            count += 1
    return bits / count


def fit_mixing(model: PackedModel, lines: list[str], rounds: int = 12) -> np.ndarray:
    """The trie's share for each number of letters seen (expectation maximisation)."""
    none, whole = np.zeros(DEPTHS, np.float32), np.ones(DEPTHS, np.float32)
    pairs: list[list[tuple[float, float]]] = [[] for _ in range(DEPTHS)]
    for line in lines:
        state = model.start()
        for symbol in [*model.alphabet.encode(line), EDGE]:
            if state.node >= 0:
                ngram, trie = model.row(state, none)[symbol], model.row(state, whole)[symbol]
                pairs[min(state.depth, DEPTHS - 1)].append((ngram, trie))
            state = model.next(state, symbol)
    shares = np.full(DEPTHS, 0.5)
    for depth, seen in enumerate(pairs):
        if not seen:
            shares[depth] = 0.0
            continue
        p, q = np.array(seen).T
        for _ in range(rounds):
            shares[depth] = (
                shares[depth] * q / ((1 - shares[depth]) * p + shares[depth] * q)
            ).mean()
    return shares.astype(np.float32)
