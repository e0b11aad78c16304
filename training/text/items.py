"""Short written items that are not sentences: dates, prices, codes, addresses, formulae, lists.

Every generator takes a seeded `random.Random` and gives one string in the reader's alphabet.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .item_codes import code, email, formula, url
from .item_numbers import date, number, phone, price, time_of_day
from .item_phrases import address, heading, name, to_do

Generator = Callable[[Random], str]

#: Each kind of item with its share of a mixed sample.
GENERATORS: dict[str, tuple[float, Generator]] = {
    "date": (10, date),
    "time": (6, time_of_day),
    "price": (8, price),
    "number": (12, number),
    "phone": (5, phone),
    "email": (5, email),
    "url": (4, url),
    "code": (10, code),
    "formula": (8, formula),
    "name": (12, name),
    "address": (7, address),
    "to-do": (14, to_do),
    "heading": (12, heading),
}
_KINDS = list(GENERATORS)
_SHARES = [share for share, _ in GENERATORS.values()]


def item(rng: Random, kind: str | None = None) -> str:
    """One item of the given kind, or of a kind drawn by the shares in `GENERATORS`."""
    chosen = kind if kind is not None else rng.choices(_KINDS, _SHARES)[0]
    return GENERATORS[chosen][1](rng)


def sample_items(rng: Random, count: int) -> list[str]:
    """A mixed sample of items, repetitions included as they fall."""
    return [item(rng) for _ in range(count)]
