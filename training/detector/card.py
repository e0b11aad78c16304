"""The text of a detector's model card, from its config and manifest."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from training.detector.config import DetectorConfig

_SETS = {
    "pages": "pages of unseen books, as rendered",
    "photos": "the same pages, photographed harshly (synthetic)",
    "scenes": "synthetic scenes by unseen writers and handwriting fonts",
    "pictures": "annotated pictures that training never saw",
}
_PURPOSE = {
    "handwriting": """Finds handwritten and printed words (parts of words where one is longer than
    about eight times its height or lies on a steep line) in pictures of any kind; the page joins
    them into lines.""",
    "textbook": """Finds the chapter label (with its number) and the title of a chapter opener in a
    picture of a textbook page. Body pages have neither.""",
    "annotated": """Finds the things that were annotated in a folder of pictures.""",
}
_DATA = {
    "handwriting": """Synthetic pictures only. Words written with the pen strokes of UNIPEN writers
    and in handwriting fonts, print in Debian's text faces, set on plain, ruled and squared paper,
    notes, tables, whiteboards and blackboards beside drawings, in procedural surroundings, then seen
    by a synthetic camera (perspective, curl, shadow, blur, noise, JPEG). Validation uses writers and handwriting fonts
    that training never draws. No photograph and no real page was trained on.""",
    "textbook": """Pages of the openly licensed books named below and generated openers in eight
    kinds of layout, as clean pages and as synthetic photographs (perspective, curl, facing page,
    desk, fingers, shade, blur). Validation uses books that training never draws, two of them with
    layouts that no training book has.""",
    "annotated": """Pictures of one folder, annotated by whoever trained this model; whose they are
    and what may be done with the model is for them to say. A tenth of the pictures, told by the
    hash of their files, is held out for validation. The net started from the weights of the
    handwriting detector.""",
}
_CHOICE = """The checkpoint with the best AP50 and AP50:95 on validation was kept, which makes the
    figures below slightly favourable."""
_LIMITS = {
    "handwriting": """Latin script only was trained on. Words under about 8 px in the input are
    found badly: use the still size, or tiles, for full pages. Drawings that look like loops of
    writing, and printed script faces, may be taken for handwriting, tidy writing for print. Slopes
    beyond 30 degrees were not trained on. Real photographs were never trained on, so unusual light
    and surfaces may fail.""",
    "textbook": """Designed school books (pictures under the title, several bands) are known to it
    from generated pages only. Section titles at the top of a body page may be taken for titles.
    A title that the picture cuts off is not found reliably. Pages must be nearly upright (within
    about 10 degrees).""",
    "annotated": """It knows what it was shown: other things, other light and other sizes than those
    in the folder may be missed or mistaken. Few pictures make a detector that finds little else
    than those pictures.""",
}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _table(config: DetectorConfig, metrics: dict[str, float]) -> list[str]:
    keys = ["AP50", "AP50:95", "AR", *(f"AP50 {c}" for c in config.classes)]
    rows = ["| set | " + " | ".join(keys) + " |", "|---" * (len(keys) + 1) + "|"]
    for name, title in _SETS.items():
        if f"{name} AP50" in metrics:
            cells = " | ".join(f"{metrics[f'{name} {k}']:.3f}" for k in keys)
            rows.append(f"| {title} | {cells} |")
    return rows


def write_card(config: DetectorConfig, folder: Path, done: dict) -> Path:
    """Writes `folder`/MODEL_CARD.md from the manifest beside it; `done` says how much training
    went into the checkpoint."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    kind, metrics, detector = config.data.kind, manifest["metrics"], manifest["detector"]
    megabytes = (folder / "weights.bin").stat().st_size / 1e6
    shapes = sum(len(level["boxes"]) for level in detector["priors"]["levels"])
    paragraphs = [
        f"# {config.name}",
        _PURPOSE[kind],
        f"Version {manifest['version']}, licence {manifest['licence']}. Single-shot detector: "
        "MobileNetV2 blocks, a light feature pyramid, sigmoid class scores, "
        f"{shapes} prior box shapes on {len(detector['priors']['levels'])} levels; "
        f"weights {megabytes:.1f} MB.",
        "## Training",
        _DATA[kind],
        f"{done['pictures']:,} pictures, {done['steps']:,} steps, {done['minutes']:.0f} minutes"
        f"{'' if kind == 'annotated' else ' on a shared CPU'}. {done.get('choice', _CHOICE)}",
        "## Measured",
        *(["\n".join(_table(config, metrics))] if metrics else []),
        *(
            [
                f"Best F1 at IoU 0.5 over all sets: {metrics['F1']:.3f}, at the score threshold "
                f"{done['metrics']['threshold']}. The page takes boxes from a score of "
                f"{detector['scoreThreshold']} on."
            ]
            if metrics
            else []
        ),
        "## Limits",
        _LIMITS[kind],
        "## Attribution",
        "\n".join(
            textwrap.fill(f"- {line}", 100, subsequent_indent="  ", break_long_words=False)
            for line in manifest["attribution"] or manifest["trainedOn"]
        ),
    ]
    if kind == "textbook":
        paragraphs.append(f"Held out for validation: {', '.join(config.data.validation_books)}.")
    text = [
        p if p.startswith(("#", "|", "- ")) else textwrap.fill(_plain(p), 100) for p in paragraphs
    ]
    path = folder / "MODEL_CARD.md"
    path.write_text("\n\n".join(text) + "\n", "utf-8")
    return path
