"""The languages besides English that language models are made for, and the letters of each."""

from __future__ import annotations

from dataclasses import dataclass

from .characters import ALPHABET

ACCENTED = "àâäçéèêëîïôöœùûüÿæßáíóúñ"
"""Accented small letters of the three languages; each model knows all of them, for the names."""
MARKS = "¿¡«»"
LATIN = ALPHABET + ACCENTED + "".join(c.upper() for c in ACCENTED if c not in "ßÿ") + MARKS
"""The characters of French, German and Spanish texts, out of those that the Latin reader reads."""


@dataclass(frozen=True)
class Language:
    """A language under its three letters, with what its sources call it."""

    code: str
    name: str
    two: str
    """Two letters of ISO 639-1."""
    countries: frozenset[str]
    """Two letters of ISO 3166-1: where its places lie."""
    letters: str
    """Its own accented letters, which a text of any length has some of."""
    articles: frozenset[str]
    """Small words that tell its sentences from untranslated ones."""


LANGUAGES = {
    language.code: language
    for language in (
        Language(
            "fra", "French", "fr", frozenset({"FR", "BE", "CH", "LU", "MC"}), "éèêàçùâîôûëïœ",
            frozenset("le la les un une des de du et est dans pour que qui sur pas avec".split()),
        ),
        Language(
            "deu", "German", "de", frozenset({"DE", "AT", "CH", "LI", "LU"}), "äöüß",
            frozenset("der die das und ist ein eine nicht mit zu den von für auf im des".split()),
        ),
        Language(
            "spa", "Spanish", "es",
            frozenset({"ES", "MX", "AR", "CL", "CO", "PE", "UY", "EC", "CR", "CU"}), "áéíóúñ¿¡ü",
            frozenset("el la los las un una de del y es en para que con no por se".split()),
        ),
    )
}  # fmt: skip
