"""Written words among the signs of programs, lists and formulae.

Hardly anybody wrote such lines for a collection, and where characters are composed one by one the words
in them are no longer a hand's: so whole written words are joined by single signs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from training.ink.strokes import bounds
from training.ink.words import Word

_X_HEIGHT = 33.0

TEMPLATES = (
    *("W(W)", "W(W, W)", "W[V]", "W[N]", "W = W[V]", "W.W(W)", "W.W", "W_W", "W_W_W", "W += N"),
    *("W == W:", "W = [ ]", "W W(W):", "W V W W:", "W < N:", "W >= W", "W != N", "V = N", "V = W(W)"),
    *("W % N == N:", "W * N", "W / N", "W - N", "W + [V]", "[:W+N]", "W[N:]", "W(W[V])", "O(V)"),
    *("W/W", "W/W/W", "W: W", "W: N", "# W", "## W W", "### W", "#N W W", "*W*", "**W** W", "- W W"),
    *("N. W W", "N) W", "(N) W", "W (W)", "(W W)", "W + W", "W -> W", "W => W", "W & W", "W @ W"),
    *("<W>", "{W}", "W;", "W W!", "W W?", "W?", "W-W", "W - W", "W = W", "W | W", "W ~ N", "W: W, W"),
    *("V + V", "V(V)", "V = V + N", "(V, V)", "W(V, V)", "N x N", "N/N", "N % W", "+ W", "* W W"),
)
"""`W` a written word, `N` a number, `V` a lone letter; a space parts what is written apart."""
_LETTERS = "abcdefghijklmnpqrstuvwxyzABCLNTX"
_TIGHT = (0.03, 0.35)
"""x-heights between a word and a sign beside it"""


@dataclass(frozen=True)
class Hand:
    """Where the words and the signs of a line come from."""

    word: Callable[[], Word | None]
    """A written word; nothing where it will not do"""
    signs: Callable[[str], Word | None]
    """Characters side by side; nothing where the hand lacks one"""


def notation(rng: np.random.Generator, hand: Hand) -> list[Word]:
    """The parts of a line between its spaces, each on its baseline; nothing where the hand lacks one."""
    template = TEMPLATES[int(rng.integers(len(TEMPLATES)))]
    parts: list[Word] = []
    for chunk in template.split():
        pieces = [_piece(rng, token, hand) for token in _tokens(chunk)]
        known = [piece for piece in pieces if piece is not None]
        if len(known) < len(pieces):
            return []
        parts.append(joined(rng, known))
    return parts


def _tokens(chunk: str) -> list[str]:
    """Words, numbers and letters by themselves, runs of signs together."""
    tokens: list[str] = []
    for character in chunk:
        if character in "WNV" or not tokens or tokens[-1] in "WNV":
            tokens.append(character)
        else:
            tokens[-1] += character
    return tokens


def _piece(rng: np.random.Generator, token: str, hand: Hand) -> Word | None:
    if token == "W":
        return hand.word()
    if token == "N":
        return hand.signs(str(rng.integers(0, 10 ** int(rng.integers(1, 4)))))
    if token == "V":
        return hand.signs(_LETTERS[int(rng.integers(len(_LETTERS)))])
    return hand.signs(token)


def joined(rng: np.random.Generator, pieces: list[Word]) -> Word:
    """Pieces side by side on one baseline, of one x-height, as one word."""
    strokes, text, right = [], "", 0.0
    for piece in pieces:
        size = np.float32(_X_HEIGHT / piece.x_height * np.exp(rng.normal(0, 0.05)))
        sized = [stroke * size for stroke in piece.strokes]
        left, _, reached, _ = bounds(sized)
        gap = float(rng.uniform(*_TIGHT)) * _X_HEIGHT if text else 0.0
        offset = np.float32([right + gap - left, rng.normal(0, 0.03) * _X_HEIGHT])
        strokes += [stroke + offset for stroke in sized]
        right += gap + reached - left
        text += piece.text
    return Word(text, strokes, _X_HEIGHT)
