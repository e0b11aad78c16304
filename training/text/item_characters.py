"""Runs of random digits and letters."""

from __future__ import annotations

import string
from random import Random


def digits(rng: Random, count: int) -> str:
    """As many random digits."""
    return "".join(rng.choice(string.digits) for _ in range(count))


def capitals(rng: Random, count: int) -> str:
    """As many random capitals."""
    return "".join(rng.choice(string.ascii_uppercase) for _ in range(count))
