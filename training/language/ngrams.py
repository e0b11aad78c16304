"""Character n-grams: counting, interpolated Witten–Bell estimation, pruning to a budget.

Bell, Cleary and Witten, "Text Compression" (1990); Seymore and Rosenfeld, "Scalable backoff
language models" (ICSLP 1996) for the pruning by weighted difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .symbols import BITS, EDGE


@dataclass
class Order:
    """All n-grams of one length, sorted by key (oldest symbol in the highest bits)."""

    key: np.ndarray  # uint64 [n]
    count: np.ndarray  # float64 [n]
    probability: np.ndarray  # float64 [n], of the last symbol after the others
    backoff: np.ndarray  # float64 [n], weight of the shorter history after this n-gram as history


def count_ngrams(
    symbols: np.ndarray, weights: np.ndarray, longest: int, kinds: int
) -> list[Order]:
    """
    Weighted counts of all n-grams up to the given length; none reaches over a line's edge.

    `kinds` is the number of different symbols there are.
    """
    orders: list[Order] = []
    keys = np.zeros(len(symbols), np.uint64)
    inside = np.ones(len(symbols), bool)
    for length in range(1, longest + 1):
        shifted = np.zeros(len(symbols), np.uint64)
        shifted[length - 1 :] = symbols[: len(symbols) - length + 1]
        keys |= shifted << np.uint64(BITS * (length - 1))
        if length > 1:
            # The n-gram may start with an edge, but have none between its first and last symbol.
            between = np.zeros(len(symbols), bool)
            if length > 2:
                between[length - 2 :] = symbols[: len(symbols) - length + 2] == EDGE
            inside &= ~between
            inside[: length - 1] = False
        chosen = inside.copy()
        if length == 1:
            chosen[0] = False
        key, inverse = np.unique(keys[chosen], return_inverse=True)
        count = np.bincount(inverse, weights=weights[chosen], minlength=len(key))
        if length == 1:
            every = np.arange(kinds, dtype=np.uint64)
            at = find(key, every)
            key, count = every, np.where(at >= 0, count[at], 0.0)
        size = len(key)
        orders.append(Order(key, count.astype(np.float64), np.zeros(size), np.ones(size)))
    return orders


def find(sorted_keys: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Positions of keys in a sorted array, -1 where missing."""
    if len(sorted_keys) == 0:
        return np.full(len(keys), -1)
    position = np.searchsorted(sorted_keys, keys).clip(max=len(sorted_keys) - 1)
    return np.where(sorted_keys[position] == keys, position, -1)


def _suffix(keys: np.ndarray, length: int) -> np.ndarray:
    return keys & np.uint64((1 << (BITS * (length - 1))) - 1)


def estimate(orders: list[Order], novelty: float) -> None:
    """Interpolated Witten–Bell: a history's types, times `novelty`, go to its shorter history."""
    for index, order in enumerate(orders):
        if index == 0:
            total, kinds = order.count.sum(), len(order.key)
            order.probability = (order.count + 1) / (total + kinds)
            continue
        history = order.key >> np.uint64(BITS)
        _, first, inverse = np.unique(history, return_index=True, return_inverse=True)
        total = np.bincount(inverse, weights=order.count)
        kinds = np.diff(np.append(first, len(history))) * novelty
        backoff = kinds / (total + kinds)
        lower = orders[index - 1]
        shorter = lower.probability[find(lower.key, _suffix(order.key, index + 1))]
        order.probability = order.count / (total + kinds)[inverse] + backoff[inverse] * shorter


def prune(orders: list[Order], budget: int, entry_bytes: int, history_bytes: int) -> list[Order]:
    """Drops the n-grams that matter least until the packed size fits; unigrams always stay.

    The worth of an n-gram is its count times the log ratio to its shorter history. A history stays
    while something follows it, and so do its own prefix and suffix, which keeps the model a
    finite automaton over histories.
    """
    worth: list[np.ndarray] = [np.full(len(orders[0].key), np.inf)]
    for index in range(1, len(orders)):
        order, lower = orders[index], orders[index - 1]
        shorter = lower.probability[find(lower.key, _suffix(order.key, index + 1))]
        ratio = np.log(order.probability / np.maximum(shorter, 1e-12))
        worth.append(order.count * np.abs(ratio))
    low, high = 0.0, 1e4
    for _ in range(24):
        middle = np.sqrt(max(low, 1e-3) * high)
        kept = _closed(orders, worth, middle)
        entries = sum(int(keep.sum()) for keep, _ in kept)
        histories = sum(int(used.sum()) for _, used in kept)
        if entries * entry_bytes + histories * history_bytes > budget:
            low = middle
        else:
            high = middle
    return [
        Order(
            order.key[keep | used],
            order.count[keep | used],
            np.where(keep, order.probability, np.nan)[keep | used],
            np.where(used, 1.0, np.nan)[keep | used],
        )
        for order, (keep, used) in zip(orders, _closed(orders, worth, high), strict=True)
    ]


def _closed(
    orders: list[Order], worth: list[np.ndarray], threshold: float
) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each order: which n-grams are kept, and which are needed as histories."""
    keeps = [values >= threshold for values in worth]
    used = [np.zeros(len(order.key), bool) for order in orders]
    for index in range(len(orders) - 1, 0, -1):
        order, shorter = orders[index], orders[index - 1]
        used[index - 1][
            find(shorter.key, np.unique(order.key[keeps[index]] >> np.uint64(BITS)))
        ] = True
    for index in range(len(orders) - 2, 0, -1):
        keys = orders[index].key[used[index]]
        shorter = orders[index - 1]
        for relatives in (keys >> np.uint64(BITS), _suffix(keys, index + 1)):
            used[index - 1][find(shorter.key, np.unique(relatives))] = True
    return list(zip(keeps, used, strict=True))


def explicit(order: Order) -> np.ndarray:
    """Which n-grams have a probability of their own (the others are only histories)."""
    return ~np.isnan(order.probability)


def histories(order: Order) -> np.ndarray:
    """Which n-grams are histories of longer ones."""
    return ~np.isnan(order.backoff)


def probability_of(orders: list[Order], keys: np.ndarray, length: int) -> np.ndarray:
    """Probability of each n-gram's last symbol after the others, backing off where needed."""
    order = orders[length - 1]
    at = find(order.key, keys)
    own = np.where(at >= 0, order.probability[at], np.nan)
    if length == 1:
        return own
    shorter = orders[length - 2]
    history = find(shorter.key, keys >> np.uint64(BITS))
    weight = np.where(history >= 0, shorter.backoff[history], np.nan)
    weight = np.where(np.isnan(weight), 1.0, weight)
    return np.where(
        np.isnan(own), weight * probability_of(orders, _suffix(keys, length), length - 1), own
    )


def renormalise(orders: list[Order]) -> None:
    """Sets every history's backoff so that its probabilities, explicit and not, sum to one."""
    for length in range(2, len(orders) + 1):
        order, shorter = orders[length - 1], orders[length - 2]
        keys = order.key[explicit(order)]
        at = find(shorter.key, keys >> np.uint64(BITS))
        size = len(shorter.key)
        taken = np.bincount(at, weights=order.probability[explicit(order)], minlength=size)
        lower = probability_of(orders, _suffix(keys, length), length - 1)
        covered = np.bincount(at, weights=lower, minlength=size)
        # Rounding makes what is left of a nearly full history meaningless: never above one.
        weight = np.clip(np.clip(1 - taken, 1e-4, 1) / np.clip(1 - covered, 1e-4, 1), 1e-4, 1)
        shorter.backoff = np.where(histories(shorter), weight, np.nan)


def text_probabilities(orders: list[Order], symbols: np.ndarray) -> np.ndarray:
    """Probability of every symbol of a text but the first (an edge), histories kept in the line."""
    since_edge = np.arange(len(symbols)) - np.maximum.accumulate(
        np.where(symbols == EDGE, np.arange(len(symbols)), 0)
    )
    # An edge at the end of a line sees the line before it; the first symbol sees its edge.
    seen = np.concatenate([[0], since_edge[:-1] + 1])
    result = np.zeros(len(symbols))
    keys = np.zeros(len(symbols), np.uint64)
    for length in range(1, len(orders) + 1):
        shifted = np.zeros(len(symbols), np.uint64)
        shifted[length - 1 :] = symbols[: len(symbols) - length + 1]
        keys |= shifted << np.uint64(BITS * (length - 1))
        chosen = np.minimum(seen + 1, len(orders)) == length
        if chosen.any():
            result[chosen] = probability_of(orders, keys[chosen], length)
    return result[1:]
