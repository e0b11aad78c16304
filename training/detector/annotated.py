"""What the config of an annotated folder leaves open: its classes and the shapes of its boxes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from training.detector.config import DetectorConfig, load_config
from training.scenes.annotated import annotated_classes, box_aspects

MOST_CLASSES = 100
"""More the page does not load."""


def for_folder(config: DetectorConfig, folder: Path) -> DetectorConfig:
    """The config with the folder's classes (unless it names some) and prior boxes in the shapes of
    its boxes. Throws ValueError when the folder has no boxes or too many classes."""
    classes = config.classes or annotated_classes(folder)
    if len(classes) > MOST_CLASSES:
        raise ValueError(f"{folder}: {len(classes)} classes, at most {MOST_CLASSES} can be trained")
    aspects = box_aspects(folder)
    priors = [replace(level, aspects=aspects) for level in config.priors]
    return replace(config, classes=classes, priors=priors)


def load_for(path: Path, folders: dict[str, Path]) -> DetectorConfig:
    """Reads a config and fills in what the annotated folder says where it is for one. Throws
    ValueError with what is wrong or missing."""
    config = load_config(path)
    if config.data.kind != "annotated":
        return config
    if "annotated" not in folders:
        raise ValueError(f"{path.name}: --data annotated=FOLDER is needed")
    return for_folder(config, folders["annotated"])
