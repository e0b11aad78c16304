"""The model's file: written from the estimates, read back as arrays, evaluated by symbols.

All numbers are little-endian. `character` holds the code point of each symbol (0 for the edge),
`alias` pairs of code points: what counts as what. Sixteen uint32 of header (`HEADER`), then the
sections in the order of `_SECTIONS`, each padded to four bytes. Histories form a trie from the
newest character to older ones, in breadth-first order, so that one walk finds all histories that
back each other off. A node's children and entries start where its predecessor's end; every 32nd
start is stored. Costs are -16 ln(p), rounded, in one byte; backoff costs are shifted by 32.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from .lexicon import Lexicon
from .ngrams import Order, explicit, histories, renormalise
from .symbols import ALIASES, APOSTROPHE, BITS, EDGE, END, Symbols

MAGIC, VERSION = 0x4D4C4C48, 1  # "HLLM"
HEADER = (
    "magic", "version", "symbols", "order", "histories", "entries", "nodes", "depths", "aliases",
)  # fmt: skip
STEP, BACKOFF_SHIFT, BLOCK = 16, 32, 32
#: After one capital the next letter of a word is small this often.
CAPITALISED = 0.9
_SECTIONS = (
    ("character", np.uint32),
    ("alias", np.uint32),
    ("history_child_block", np.uint32),
    ("history_entry_block", np.uint32),
    ("node_child_block", np.uint32),
    ("mixing", np.float32),
    ("history_symbol", np.uint8),
    ("history_backoff", np.uint8),
    ("history_children", np.uint8),
    ("history_entries", np.uint8),
    ("entry_symbol", np.uint8),
    ("entry_cost", np.uint8),
    ("node_symbol", np.uint8),
    ("node_cost", np.uint8),
    ("node_children", np.uint8),
)


def quantise(orders: list[Order]) -> None:
    """Rounds the probabilities to what the file can hold and sets the backoffs anew."""
    for order in orders:
        cost = np.clip(np.round(-STEP * np.log(order.probability)), 0, 255)
        order.probability = np.exp(-cost / STEP)
    renormalise(orders)


def _reversed(keys: np.ndarray, length: int) -> np.ndarray:
    """Keys with the newest symbol in the highest bits."""
    result = np.zeros(len(keys), np.uint64)
    mask = np.uint64((1 << BITS) - 1)
    for place in range(length):
        digit = (keys >> np.uint64(BITS * place)) & mask
        result |= digit << np.uint64(BITS * (length - 1 - place))
    return result


def _blocks(counts: np.ndarray, first: int) -> np.ndarray:
    starts = first + np.concatenate([[0], np.cumsum(counts[:-1].astype(np.int64))])
    return starts[::BLOCK].astype(np.uint32)


def pack(
    orders: list[Order], lexicon: Lexicon, mixing: np.ndarray, alphabet: Symbols
) -> bytes:
    """The model as one file; `orders` are pruned and quantised."""
    symbol, backoff, children, entries = [np.zeros(1)], [np.zeros(1)], [], []
    entry_symbol = [orders[0].key.astype(np.uint64)]
    entry_cost = [-STEP * np.log(orders[0].probability)]
    entries.append(np.array([len(orders[0].key)]))
    parents = np.zeros(1, np.uint64)
    for length in range(1, len(orders) + 1):
        used = histories(orders[length - 1]) if length < len(orders) else np.zeros(0, bool)
        keys = orders[length - 1].key[used] if length < len(orders) else np.zeros(0, np.uint64)
        flipped = _reversed(keys, length)
        sorting = np.argsort(flipped)
        keys, flipped = keys[sorting], flipped[sorting]
        parent = np.searchsorted(parents, flipped >> np.uint64(BITS))
        children.append(np.bincount(parent, minlength=len(parents)))
        if length == len(orders):
            break
        symbol.append(flipped & np.uint64((1 << BITS) - 1))
        weight = orders[length - 1].backoff[used][sorting]
        backoff.append(-STEP * np.log(weight) + BACKOFF_SHIFT)
        longer = orders[length]
        own = explicit(longer)
        history = longer.key[own] >> np.uint64(BITS)
        at = np.argsort(keys)[np.searchsorted(np.sort(keys), history)]
        by_history = np.argsort(at, kind="stable")
        entries.append(np.bincount(at, minlength=len(keys)))
        entry_symbol.append((longer.key[own] & np.uint64((1 << BITS) - 1))[by_history])
        entry_cost.append(-STEP * np.log(longer.probability[own])[by_history])
        parents = flipped
    arrays = {
        "history_symbol": np.concatenate(symbol),
        "history_backoff": np.concatenate(backoff),
        "history_children": np.concatenate(children),
        "history_entries": np.concatenate(entries),
        "entry_symbol": np.concatenate(entry_symbol),
        "entry_cost": np.concatenate(entry_cost),
        "node_symbol": np.array(lexicon.symbol),
        "node_cost": -STEP * np.log(np.array(lexicon.probability)),
        "node_children": np.array(lexicon.children),
        "mixing": mixing,
        "character": np.array([0, *map(ord, alphabet.characters)]),
        "alias": np.array([[ord(sign), ord(plain)] for sign, plain in ALIASES.items()]).ravel(),
    }
    arrays["history_child_block"] = _blocks(arrays["history_children"], 1)
    arrays["history_entry_block"] = _blocks(arrays["history_entries"], 0)
    arrays["node_child_block"] = _blocks(arrays["node_children"], 1)
    header = [
        MAGIC, VERSION, alphabet.count, len(orders), len(arrays["history_symbol"]),
        len(arrays["entry_symbol"]), len(arrays["node_symbol"]), len(mixing),
        len(ALIASES),
    ]  # fmt: skip
    parts = [struct.pack("<16I", *header, *([0] * (16 - len(header))))]
    for name, kind in _SECTIONS:
        values = arrays[name]
        if kind is np.uint8:
            values = np.clip(np.round(values.astype(np.float64)), 0, 255)
        data = values.astype(np.dtype(kind).newbyteorder("<")).tobytes()
        parts.append(data + b"\0" * (-len(data) % 4))
    return b"".join(parts)


@dataclass(frozen=True)
class State:
    """Where in a line the model is: its history node, its trie node (-1: none) and letter case."""

    history: tuple[int, ...]
    node: int
    depth: int
    case: int  # 0: small letters follow, 1: one capital so far, 2: capitals follow


class PackedModel:
    """Reads a packed model; plain and slow, the reference for the decoder's faster reader."""

    def __init__(self, data: bytes) -> None:
        header = dict(zip(HEADER, struct.unpack_from("<16I", data), strict=False))
        if header["magic"] != MAGIC or header["version"] != VERSION:
            raise ValueError("not a language model of this version")
        self.symbols, self.order = header["symbols"], header["order"]
        histories_, nodes = header["histories"], header["nodes"]
        sizes = {
            "character": header["symbols"],
            "alias": 2 * header["aliases"],
            "mixing": header["depths"],
            "node_child_block": -(-nodes // BLOCK),
        }
        offset = 64
        self.arrays: dict[str, np.ndarray] = {}
        for name, kind in _SECTIONS:
            if name not in sizes:
                size = {"entry": header["entries"], "node": nodes}.get(
                    name.split("_")[0], histories_
                )
                size = -(-size // BLOCK) if name.endswith("block") else size
            else:
                size = sizes[name]
            self.arrays[name] = np.frombuffer(data, np.dtype(kind).newbyteorder("<"), size, offset)
            offset += -(-self.arrays[name].nbytes // 4) * 4
        if offset != len(data):
            raise ValueError("language model is cut short")
        self.alphabet = Symbols("".join(map(chr, self.arrays["character"][1:])))
        self._letters = np.array(
            [False, *(self.alphabet.trie_letter(c) > 0 for c in self.alphabet.characters)]
        )
        self._rows: dict[State, np.ndarray] = {}

    def start(self) -> State:
        """The state at the beginning of a line."""
        return State((EDGE,), -1, 0, 0)

    def row(self, state: State, mixing: np.ndarray | None = None) -> np.ndarray:
        """Probability of every symbol in a state."""
        if mixing is None and state in self._rows:
            return self._rows[state]
        row = self._ngram_row(state.history)
        trie = self._trie_row(state, row)
        if trie is not None:
            table = self.arrays["mixing"] if mixing is None else mixing
            share = float(table[min(state.depth, len(table) - 1)])
            row = (1 - share) * row + share * trie
        if mixing is None:
            self._rows[state] = row
        return row

    def next(self, state: State, symbol: int) -> State:
        """The state after a symbol."""
        history = (*state.history, symbol)[-(self.order - 1) :]
        if symbol == EDGE or not self._letters[symbol]:
            return State(history if symbol != EDGE else (EDGE,), -1, 0, 0)
        character = self.alphabet.characters[symbol - 1]
        letter = self.alphabet.trie_letter(character)
        capital = character.isupper()
        before = state.history[-1]
        if before == EDGE or not self._letters[before]:
            if character == "'":
                return State(history, -1, 0, 0)
            return State(history, self._child(0, letter), 1, int(capital))
        node = self._child(state.node, letter) if state.node >= 0 else -1
        case = state.case
        if character != "'" and case == 1:
            case = 2 if capital else 0
        elif character != "'" and capital != (case == 2):
            node = -1
        return State(history, node, state.depth + 1, case)

    def _start(self, kind: str, of: str, index: int) -> int:
        counts = self.arrays[of]
        block = index // BLOCK
        return int(self.arrays[kind][block]) + int(counts[block * BLOCK : index].sum())

    def _child(self, node: int, letter: int) -> int:
        first = self._start("node_child_block", "node_children", node)
        for child in range(first, first + int(self.arrays["node_children"][node])):
            if self.arrays["node_symbol"][child] == letter:
                return child
        return -1

    def _ngram_row(self, history: tuple[int, ...]) -> np.ndarray:
        a = self.arrays
        row = np.zeros(self.symbols)
        node = 0
        for depth in range(len(history) + 1):
            if depth > 0:
                first = self._start("history_child_block", "history_children", node)
                among = a["history_symbol"][first : first + int(a["history_children"][node])]
                found = np.flatnonzero(among == history[-depth])
                if len(found) == 0:
                    break
                node = first + int(found[0])
                row *= np.exp(-(float(a["history_backoff"][node]) - BACKOFF_SHIFT) / STEP)
            start = self._start("history_entry_block", "history_entries", node)
            span = slice(start, start + int(a["history_entries"][node]))
            row[a["entry_symbol"][span]] = np.exp(a["entry_cost"][span] / -STEP)
        return row

    def _trie_row(self, state: State, ngram: np.ndarray) -> np.ndarray | None:
        if state.node < 0:
            return None
        a = self.arrays
        row = np.zeros(self.symbols)
        first = self._start("node_child_block", "node_children", state.node)
        for child in range(first, first + int(a["node_children"][state.node])):
            p = np.exp(-float(a["node_cost"][child]) / STEP)
            letter = int(a["node_symbol"][child])
            if letter == END:
                row += np.where(self._letters, 0, ngram) * (p / ngram[~self._letters].sum())
            elif letter == APOSTROPHE:
                row[self.alphabet.index("'")] += p
            else:
                character = self.alphabet.trie_letters[letter - 1]
                small = self.alphabet.index(character)
                large = self.alphabet.index(character.upper())
                row[small] += p * (1.0, CAPITALISED, 0.0)[state.case]
                if large != EDGE:
                    row[large] += p * (0.0, 1 - CAPITALISED, 1.0)[state.case]
        return row
