"""The text of the reader's model card."""

from __future__ import annotations

import textwrap
from pathlib import Path

from training.ink.alphabet import ENGLISH
from training.ink.fonts import VALIDATION_FAMILIES
from training.reader.model import Reader, ReaderShape, gigaflops, parameters

ATTRIBUTION = [
    "UNIPEN train_r01_v07: International Unipen Foundation; Guyon, Schomaker, Plamondon, Liberman "
    "and Janet, “UNIPEN project of on-line data exchange and recognizer benchmarks”, ICPR 1994; "
    "Zenodo record 1195803, CC BY 4.0",
    "Handwriting fonts packaged by the Fontsource project, SIL Open Font Licence 1.1",
]
TRAINED_ON = [
    "UNIPEN train_r01_v07 pen strokes (words, lines, characters), writers split off for validation",
    "handwriting fonts, twelve families split off for validation",
    "texts of training/text",
]
SCANNED_ATTRIBUTION = (
    "Lines and words of real paper, CC BY 4.0: DHSD (nauman-riaz/DHSD); CREMMA-AN-TestamentsDePoilus, "
    "CREMMA-MSS-19, CREMMA-MSS-20 and lectaurep-repertoires (HTR-United); "
    "Tables_decennales_HTR (Lucie-Louis); peraire-ground-truth (alix-tz)"
)
SCANNED_TRAINED_ON = (
    "real lines of German and French paper, 1830 to today, writers or pages split off for validation"
)

_ROWS = {
    "unipen-words": "UNIPEN words, unseen writers",
    "unipen-lines": "UNIPEN one-row lines, unseen writers",
    "fonts-unseen": "handwriting fonts never seen",
    "unipen-words-harsh": "the words, photographed harshly (20 px tall, blur, shadow)",
    "unipen-lines-harsh": "the lines, photographed harshly",
}


def _table(metrics: dict[str, float], count: int) -> str:
    rows = [
        f"| {title} | {metrics[f'cer-greedy-{name}']:.1f} |"
        for name, title in _ROWS.items()
        if f"cer-greedy-{name}" in metrics
    ]
    parts = []
    if rows:
        parts += [
            f"Character error rate in percent, first {count} examples of each set, best path "
            "without\na language model, measured on the written graph:",
            "\n".join(["| set | CER |", "|---|---|", *rows]),
        ]
    if "characters-top-1" in metrics:
        parts += [
            f"First {count} isolated characters of unseen writers: "
            f"{metrics['characters-top-1']:.1f} % right at first place,\n"
            f"{metrics['characters-top-3']:.1f} % within three (capitals that differ from the "
            "small letter by size alone count as it).",
        ]
    return "\n\n".join(parts)


def _fonts_part(fonts: Path | None) -> str:
    """What of fonts and texts was trained on, if any was."""
    if fonts is None:
        return ""
    families = sorted(path.stem for path in fonts.glob("*.ttf"))
    trained = [family for family in families if family not in VALIDATION_FAMILIES]
    return f"""
- Handwriting fonts of the Fontsource project (SIL Open Font Licence 1.1):
  {_wrapped(trained)}.
- Fonts kept for validation:
  {_wrapped(sorted(VALIDATION_FAMILIES))}.
- Texts: the free corpora listed in `training/text/SOURCES.md`."""


_SCANNED_PART = """
- Scanned lines and words of real paper with their transcripts (all CC BY 4.0), some 12 % of the
  writers or pages left out: modern German pens (nauman-riaz/DHSD); French wills of 1914 to 1918
  (HTR-United/CREMMA-AN-TestamentsDePoilus), letters and manuscripts of the 19th and 20th century
  (HTR-United/CREMMA-MSS-19, CREMMA-MSS-20), notaries' registers of 1830 to 1939
  (HTR-United/lectaurep-repertoires), registers of 1902 to 1913 (Lucie-Louis/Tables_decennales_HTR)
  and a travel diary (alix-tz/peraire-ground-truth). Cut at wide gaps and shuffled, so that more is
  learnt of their ink than of their language."""


def _alphabet_part(shape: ReaderShape) -> str:
    if shape.characters <= len(ENGLISH):
        return (
            "Latin script, English letters, digits, ASCII marks and `€ £ ° – — ‘ ’ “ ”`; no accents, "
            "and the\n  last nine characters were seen in fonts only."
        )
    return (
        "Latin script, with the accented letters of German and French as real pens write them; those "
        "of\n  other languages, and `€ £ ° – — ‘ ’ “ ” « » → × ÷ ± ≤ ≥ ½`, were seen in fonts only."
    )


def _wrapped(names: list[str]) -> str:
    return "\n  ".join(textwrap.wrap(", ".join(names) or "none", 96, break_on_hyphens=False))


def model_card(
    name: str,
    model: Reader,
    metrics: dict[str, float],
    count: int,
    fonts: Path | None,
    *,
    lone_only: bool = False,
    scanned: bool = False,
) -> str:
    """The card of an export.

    Args:
        name: the model's folder.
        metrics: what `training.reader.export.measure` found, over `count` examples a set.
        fonts: the folder of ttf files that were trained on, or `None` for strokes alone.
        lone_only: whether it reads lone characters and nothing longer.
        scanned: whether lines of real paper were trained on.
    """
    reads = "one handwritten character that stands alone" if lone_only else "one line of handwriting"
    shape = model.shape
    attentions = shape.blocks.count("a")
    width = 64 if lone_only else 288
    top_hat = ", light and shadow\n  taken out by a top-hat" if shape.top_hat else ""
    return f"""# {name}

Reads {reads}: a convolutional stem, {shape.blocks.count("c")} temporal
convolution blocks and {attentions} self-attention layers, {parameters(model) / 1e6:.1f} million
parameters, {gigaflops(shape, width):.2f} GFLOP for {shape.height}×{width} px, trained from nothing with CTC.

- Input `image` `[n, {shape.height}, w, 1]` float32, 0 paper, 1 ink, w a multiple of 8, padded right with 0;
  made by `src/reading/lineImage/normalise.ts` or `training/ink/normalise.py`{top_hat}.
- Output `logits` `[n, w / 4, 1 + alphabet]`; class 0 is the CTC blank.
- Weights are stored as uint8 with a minimum and a step a tensor.

## What it was trained on

- Pen strokes of UNIPEN train_r01_v07 (International Unipen Foundation; Guyon, Schomaker,
  Plamondon, Liberman and Janet, “UNIPEN project of on-line data exchange and recognizer
  benchmarks”, ICPR 1994; Zenodo record 1195803, CC BY 4.0), drawn with many pens, bent, joined
  into lines, put on paper or board and photographed by program. About 12 % of the writers, picked
  by a hash of their names and the same in all files, were never trained on.{_fonts_part(fonts)}{_SCANNED_PART if scanned else ""}

## How well it reads

{_table(metrics, count)}

The four laboratories whose labels have unreliable letter case (`cee`, `hpb`, `cec`, `phi`) are
scored case-folded. Blanks that `cec`, `sta`, `hpb` and `hpp` typed around marks are
taken out of the truth. The labels themselves are wrong here and there, so the error cannot reach 0.

## Limits

- {_alphabet_part(shape)}
- One line at a time, upright within about 4°, at least some 14 px tall.
- Dense cursive, letters that touch, thick pens at low resolution and lone characters whose case
  shows by size alone (`o` and `O`) are read worst.
- The writers were volunteers of the 1990s on tablets; children's and shaky hands are rare there.

Repeat with `python -m training.reader` and `python -m training.reader.export`; the options are in
the training README.
"""
