"""A quick guess of the language of a few lines: trigrams of letters, and how sure they make it.

`python -m training.language.guess --text eng=DIR --text fra=DIR … --out public/models/language-guess`

Letters are `letter_classes`: 0 for whatever is no letter, 1–26 a–z, 27 a letter with an accent. The
file holds a cost of one byte (-16 ln p) for every trigram of classes of every language.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import unicodedata
from pathlib import Path
from random import Random

import numpy as np

from .mixture import MIXTURES, read_lines

CLASSES, ACCENTED, STEP = 28, 27, 16
#: Kinds of text that are no language in particular.
_NO_LANGUAGE = frozenset(("items", "names", "places", "codes"))
#: What a shorter history counts for, in occurrences.
_SMOOTHING = 20.0
_GROUPS = 1500
#: Lines of each kind of text that are counted at most.
_MOST_LINES = 20_000
_ROUNDS = 400


def _table(folded: bool) -> np.ndarray:
    """Class of every code point of the texts."""
    table = np.zeros(0x2100, np.int64)
    for point in range(len(table)):
        character = chr(point)
        if not character.isalpha():
            continue
        plain = unicodedata.normalize("NFD", character.lower())[0]
        is_plain = "a" <= plain <= "z" and (folded or plain == character.lower())
        table[point] = ord(plain) - 96 if is_plain else ACCENTED
    return table


_TABLES = {folded: _table(folded) for folded in (False, True)}


def letter_classes(text: str, folded: bool = False) -> np.ndarray:
    """The text's letters between edges; whatever else stands between them counts once."""
    points = np.frombuffer(f" {text} ".encode("utf-32-le"), np.uint32)
    classes = np.append(0, _TABLES[folded][np.minimum(points, len(_TABLES[folded]) - 1)])
    return np.append(0, classes[1:][(classes[1:] > 0) | (classes[:-1] > 0)])


def _trigrams(classes: np.ndarray) -> np.ndarray:
    return (classes[:-2] * CLASSES + classes[1:-1]) * CLASSES + classes[2:]


def _texts(folder: Path, language: str, held_out: bool) -> list[tuple[str, float]]:
    chosen: list[tuple[str, float]] = []
    for name, weight in MIXTURES[language].items():
        if name in _NO_LANGUAGE:
            continue
        lines = read_lines(folder, name, held_out)
        every = 1 + len(lines) // _MOST_LINES
        chosen += [(line, weight * every) for line in lines[::every]]
    return chosen


def costs(texts: list[tuple[str, float]]) -> np.ndarray:
    """Cost of every trigram [28 · 28 · 28], half of the text read by a net that knows no accents."""
    counts = np.zeros(CLASSES**3)
    for weight in {weight for _, weight in texts}:
        lines = [line for line, own in texts if own == weight]
        for folded in (False, True):
            found = _trigrams(letter_classes("\n".join(lines[folded::2]), folded))
            counts += weight * np.bincount(found, minlength=CLASSES**3)
    three = counts.reshape(CLASSES, CLASSES, CLASSES)
    one = (three.sum((0, 1)) + 1) / (three.sum() + CLASSES)
    two = three.sum(0)
    after = (two + _SMOOTHING * one) / (two.sum(1, keepdims=True) + _SMOOTHING)
    p = (three + _SMOOTHING * after) / (three.sum(2, keepdims=True) + _SMOOTHING)
    return np.clip(np.round(-STEP * np.log(p)), 0, 255).astype(np.uint8).ravel()


def misread(text: str, share: float, rng: Random) -> str:
    """The text with a share of its letters taken for others, and as often without its accents."""
    plain = rng.random() < 0.5
    base = "".join(unicodedata.normalize("NFD", c)[0] for c in text) if plain else text
    return "".join(
        rng.choice("etaoinshrdlucmfwypvbgk") if c.isalpha() and rng.random() < share else c
        for c in base
    )


def evidence(tables: np.ndarray, lines: list[str]) -> np.ndarray:
    """How much likelier each language but the first makes the lines than the first does, nats."""
    found = np.concatenate([_trigrams(letter_classes(line)) for line in lines])
    total = tables[:, found].sum(1) / -STEP
    return total[1:] - total[0]


def _groups(folder: Path, language: str, rng: Random) -> list[list[str]]:
    lines = [line for line, _ in _texts(folder, language, held_out=True)]
    return [
        [misread(line, share, rng) for line in rng.sample(lines, rng.randint(1, 5))]
        for share in (rng.uniform(0, 0.3) for _ in range(_GROUPS))
    ]


def fit(evidences: np.ndarray, foreign: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic function of the evidence (Platt 1999), by Newton's method."""
    design = np.stack([evidences, np.ones(len(evidences))], 1)
    weights = np.zeros(2)
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curve = (design * (p * (1 - p))[:, None]).T @ design + 1e-3 * np.eye(2)
        step = np.linalg.solve(curve, design.T @ (foreign - p))
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return float(weights[0]), float(weights[1])


def main() -> None:
    """Parses the arguments, counts, fits and writes the model."""
    parser = argparse.ArgumentParser(prog="training.language.guess", description=__doc__)
    parser.add_argument("--text", action="append", required=True, metavar="LANGUAGE=DIR")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1", help="version in the manifest")
    arguments = parser.parse_args()
    folders = {text.split("=")[0]: Path(text.split("=")[1]) for text in arguments.text}
    languages = list(folders)
    tables = np.stack([costs(_texts(folders[one], one, held_out=False)) for one in languages])

    rng = Random(5)
    groups = [_groups(folders[one], one, rng) for one in languages]
    found = [np.array([evidence(tables, lines) for lines in own]) for own in groups]
    # As many of the first language as of all others.
    each = _GROUPS // (len(languages) - 1)
    foreign = np.concatenate([one[:each] for one in found[1:]])
    best = np.concatenate([found[0].max(1), foreign.max(1)])
    truth = np.concatenate([np.zeros(len(found[0])), np.ones(len(foreign))])
    slope, offset = fit(best, truth)
    sure = 1 / (1 + np.exp(-(slope * best + offset))) > 0.95
    metrics = {
        "taken-for-foreign": float(sure[truth == 0].mean()),
        **{
            f"known-{language}": float(
                (sure[truth == 1].reshape(-1, each)[i] & (own[:each].argmax(1) == i)).mean()
            )
            for i, (language, own) in enumerate(zip(languages[1:], found[1:], strict=True))
        },
    }
    print(f"slope {slope:.4f} offset {offset:.3f}", metrics)

    data = tables.tobytes()
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "model.bin").write_bytes(data)
    manifest = {
        "manifestVersion": 1,
        "name": "language-guess",
        "version": arguments.version,
        "kind": "language-guess",
        "files": [
            {"path": "model.bin", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        ],
        "licence": "Apache-2.0",
        "attribution": ["the sources of the language models, whose texts were counted"],
        "metrics": {name: round(value, 4) for name, value in metrics.items()},
        "trainedOn": [f"texts of language-model, {', '.join(languages)}"],
        "guess": {"languages": languages, "slope": round(slope, 5), "offset": round(offset, 4)},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (arguments.out / "manifest.json").write_text(text + "\n", "utf-8")
    (arguments.out / "MODEL_CARD.md").write_text(_card(languages, metrics), "utf-8")


def _card(languages: list[str], metrics: dict[str, float]) -> str:
    known = "\n".join(
        f"| {name.removeprefix('known-')} | {value:.1%} |" for name, value in metrics.items()
    )
    return f"""# Guess of the language

What it is: how likely three letters follow each other in {", ".join(languages)}, so that a sheet that
is read in one language and written in another says so. It gives no text.

How it is made: trigrams of plain letters, with one class for all letters with accents, counted in
the texts of the language models (`training/text/SOURCES.md`), half of them without accents, as a net
reads them that knows none. A logistic function says how sure the difference to {languages[0]} makes
it, fitted on groups of one to five held-out lines of which up to 30 % of the letters were taken for
others. Made by `python -m training.language.guess`.

## Measured
Such groups: how many that are {languages[0]} are surely (0.95) taken for another language, and how many
of the others are surely known for theirs.

| written in | share |
|---|---|
{known}

## Limits
Four languages. Names and lone words say little; a sheet of them is left as it is.
"""


if __name__ == "__main__":
    main()
