"""The characters that text for the reader may hold, and how other text is brought down to them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ASCII_PRINTABLE = "".join(chr(code) for code in range(32, 127))
EXTRA = "€£°–—‘’“”"
#: The characters of English texts: printable ASCII and nine signs of typography.
ALPHABET = ASCII_PRINTABLE + EXTRA

_REPLACEMENTS = {
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2003": " ", "\u200b": "", "\ufeff": "",
    "\u00ad": "", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "-",
    "\u201a": "'", "\u201b": "‘", "\u201e": "“", "\u201f": "“", "\u2032": "'", "\u2033": '"',
    "\u2026": "...", "\u00d7": "x", "\u2022": "-", "\u00b7": "-", "\u2192": "->", "\u00df": "ss",
    "\u00e6": "ae", "\u00c6": "Ae", "\u00f8": "o", "\u00d8": "O", "\u0153": "oe", "\u0142": "l",
    "\u2264": "<=", "\u2265": ">=", "\u00ba": "°", "\u02da": "°", "\u00ab": '"', "\u00bb": '"',
    "`": "'", "\u00b4": "'",
}  # fmt: skip
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[\"'“‘(«¿¡]?\s?[A-ZÀ-Ý0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Rev|Hon|Gen|Col|Capt|No|vs|etc|e\.g|i\.e|[A-Z])\.)$"
)


def clean(text: str, alphabet: str = ALPHABET) -> str | None:
    """Text in the alphabet with single spaces, or None when some character has no counterpart."""
    allowed, translation = _table(alphabet)
    text = text.translate(translation)
    if not allowed.issuperset(text):
        text = "".join(
            character if character in allowed else unicodedata.normalize("NFKD", character)
            for character in text
        )
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _SPACES.sub(" ", text).strip()
    return text if text and allowed.issuperset(text) else None


@cache
def _table(alphabet: str) -> tuple[frozenset[str], dict[int, str]]:
    """The alphabet's characters, and what stands for those that it does not hold."""
    replacements = {sign: plain for sign, plain in _REPLACEMENTS.items() if sign not in alphabet}
    return frozenset(alphabet), str.maketrans(replacements)


def sentences(paragraph: str) -> list[str]:
    """Splits running text into sentences, keeping titles such as "Mr." and initials together."""
    paragraph = _SPACES.sub(" ", paragraph).strip()
    result: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(paragraph):
        piece = paragraph[start : match.end()].strip()
        if _ABBREVIATION.search(piece):
            continue
        result.append(piece)
        start = match.end()
    if rest := paragraph[start:].strip():
        result.append(rest)
    return result
