"""The reader's alphabet, what is folded into it, and how far its characters reach."""

from __future__ import annotations

PRINTABLE_ASCII = "".join(chr(code) for code in range(32, 127))
ALPHABET = PRINTABLE_ASCII + "€£°–—‘’“”"
"""Characters in class order: class `i + 1` is `ALPHABET[i]`; class 0 is the CTC blank."""

_FOLDED = {
    "\u00a0": " ", "\t": " ", "…": "...", "−": "–", "‐": "-", "‑": "-", "´": "’", "′": "’",
    "″": "”", "„": "“", "‚": ",", "º": "°", "×": "x", "÷": "/", "·": ".", "•": "-",
}  # fmt: skip

_ASCENDING = frozenset(
    "bdfhkltij0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!?#$%&()/[]\\{}|@'\"^*`€£°‘’“”"
)
_DESCENDING = frozenset("gjpqy,;()[]{}|@$Q")
_HIGH = frozenset("'\"^*`°‘’“”")
_MIDDLE = frozenset("-–—=~+<>")
_LOW = frozenset(".,_")

ASCENDER = 1.85
"""Height of tall letters above the baseline, in x-heights."""
DESCENDER = 0.8
"""Depth of tails below the baseline, in x-heights."""


def fold(text: str) -> str:
    """Maps look-alikes into the alphabet, drops what it does not hold; blanks become single."""
    mapped = "".join(_FOLDED.get(character, character) for character in text)
    return " ".join("".join(c for c in mapped if c in ALPHABET).split())


def reach(text: str) -> tuple[float, float]:
    """How far a text reaches above and below its baseline, in x-heights (below is positive)."""
    top = 0.0
    bottom = -2.0
    for character in text:
        if character == " ":
            continue
        high, low = character_reach(character)
        top, bottom = max(top, high), max(bottom, low)
    return top, bottom


def character_reach(character: str) -> tuple[float, float]:
    """Top and bottom of one character around the baseline, in x-heights (below is positive)."""
    if character in _HIGH:
        return ASCENDER, -1.1
    if character in _MIDDLE:
        return (0.65, -0.5) if character in "-–—" else (0.9, -0.15)
    if character in _LOW:
        return {".": (0.2, 0.0), ",": (0.2, 0.35), "_": (0.0, 0.15)}[character]
    if character in ":;":
        return 0.9, 0.35 if character == ";" else 0.0
    top = ASCENDER if character in _ASCENDING else 1.0
    return top, DESCENDER * (0.4 if character in "()[]{}|@$Q" else 1.0) if (
        character in _DESCENDING
    ) else 0.0
