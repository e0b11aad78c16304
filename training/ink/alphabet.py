"""The reader's alphabet, what is folded into it, and how far its characters reach."""

from __future__ import annotations

import unicodedata

PRINTABLE_ASCII = "".join(chr(code) for code in range(32, 127))
ENGLISH = PRINTABLE_ASCII + "€£°–—‘’“”"
"""What a net without accents reads."""
ACCENTED = (
    "äöüßéèêëàâçîïôœùûÿæñáíóúìòãõåøąćęłńśźżčďěňřšťůýž"
    "ÄÖÜÉÈÊËÀÂÇÎÏÔŒÙÛÆÑÁÍÓÚÌÒÃÕÅØĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮÝŽ"
)
"""Letters of German, French, Spanish, Italian, Portuguese, the Nordic languages, Polish, Czech."""
ALPHABET = ENGLISH + ACCENTED + "¿¡«»§→×÷±≤≥½"
"""Characters in class order: class `i + 1` is `ALPHABET[i]`; class 0 is the CTC blank. New ones are
only ever appended, so that a net of an earlier, shorter alphabet reads the beginning of this one."""

_FOLDED = {
    "\u00a0": " ", "\t": " ", "…": "...", "−": "–", "‐": "-", "‑": "-", "´": "’", "′": "’",
    "″": "”", "„": "“", "‚": ",", "º": "°", "·": ".", "•": "-", "ẞ": "ß", "⋎": "",
}  # fmt: skip

_BASES = {"ß": "B", "œ": "o", "æ": "a", "ø": "o", "ł": "l", "Œ": "O", "Æ": "A", "Ø": "O", "Ł": "L"}

_ASCENDING = frozenset(
    "bdfhkltij0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!?#$%&()/[]\\{}|@'\"^*`€£°‘’“”½§ß"
)
_DESCENDING = frozenset("gjpqy,;()[]{}|@$Q¿¡§çąęÇĄĘ")
_HIGH = frozenset("'\"^*`°‘’“”")
_MIDDLE = frozenset("-–—=~+<>«»→×÷±≤≥")
_LOW = frozenset(".,_")

ASCENDER = 1.85
"""Height of tall letters above the baseline, in x-heights."""
DESCENDER = 0.8
"""Depth of tails below the baseline, in x-heights."""


def base(character: str) -> str:
    """The plain letter that an accented one is written from; any other character is its own."""
    if character in _BASES:
        return _BASES[character]
    return unicodedata.normalize("NFD", character)[0] if character in ACCENTED else character


def fold(text: str) -> str:
    """Maps look-alikes into the alphabet, takes accents that it does not hold off their letters and
    drops what is left; blanks become single."""
    composed = unicodedata.normalize("NFC", text)
    mapped = "".join(_FOLDED.get(character, character) for character in composed)
    known = (c if c in ALPHABET else unicodedata.normalize("NFD", c)[0] for c in mapped)
    return " ".join("".join(c for c in known if c in ALPHABET).split())


def spelt_in(text: str, alphabet: str) -> str | None:
    """A text as a net of an earlier, shorter alphabet reads it: accented letters as the plain ones
    that they are written from. `None` where a sign is left that it does not know."""
    plain = "".join(c if c in alphabet else base(c) for c in text)
    return plain if all(c in alphabet for c in plain) else None


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
    if base(character) != character and character not in _BASES and character not in "ąęç":
        top = 2.3 if character.isupper() else 1.6
    else:
        top = ASCENDER if base(character) in _ASCENDING or character == "ß" else 1.0
    return top, DESCENDER * (0.4 if character in "()[]{}|@$Q" else 1.0) if (
        character in _DESCENDING or base(character) in _DESCENDING
    ) else 0.0
