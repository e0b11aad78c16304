"""One readable YAML file says everything about a detector's training; this reads and checks it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import yaml

T = TypeVar("T")


@dataclass(frozen=True)
class DataConfig:
    """What is trained on: the kind of synthetic scenes, picture sizes and mixed-in folders."""

    kind: str
    """`handwriting`, `textbook` or `annotated` (training.scenes)."""
    sizes: list[list[int]]
    """Picture sizes [width, height] drawn per batch; multiples of 32."""
    workers: int = 1
    validation_books: list[str] = field(default_factory=list)
    layout_caps: dict[str, float] = field(default_factory=dict)
    """Largest share of sampled real openers a layout may have."""
    generated: float = 0.35
    """Share of textbook pages whose opener is generated."""
    hard: float = 0.0
    """Share of training scenes of handwriting that are of the hard kinds."""
    annotated_share: float = 0.1
    """Share of pictures from Pascal VOC or COCO folders, when any are given."""


@dataclass(frozen=True)
class ModelConfig:
    """MobileNetV2 stages and the feature pyramid on top."""

    stem: int
    stages: list[list[int]]
    """Rows of [expansion, channels, repeats, stride], as in table 2 of the MobileNetV2 paper."""
    pyramid: int
    head_depth: int = 2


@dataclass(frozen=True)
class PriorLevel:
    """Prior boxes of one pyramid level: all heights times all aspects (width / height)."""

    stride: int
    heights: list[float]
    aspects: list[float]


@dataclass(frozen=True)
class LossConfig:
    """Sigmoid focal loss (Lin et al. 2017) and generalised IoU (Rezatofighi et al. 2019)."""

    alpha: float = 0.4
    gamma: float = 1.5
    box_weight: float = 2.0
    ignore_iou: float = 0.5
    """Unmatched priors that overlap a target at least this much count as neither."""
    candidates: int = 8
    """Most priors one target may claim."""


@dataclass(frozen=True)
class ScheduleConfig:
    """Optimiser, batch and clock; the learning rate follows a cosine over the run's minutes."""

    batch: int
    learning_rate: float = 2e-3
    warmup_steps: int = 200
    weight_decay: float = 0.02
    ema_decay: float = 0.999
    gradient_clip: float = 5.0
    minutes: float = 60.0


@dataclass(frozen=True)
class EvaluationConfig:
    """When and on how many pictures the net is measured."""

    every_minutes: float = 10.0
    pictures: int = 160
    size: list[int] = field(default_factory=lambda: [512, 512])
    shown: int = 12
    score_threshold: float = 0.4
    iou_threshold: float = 0.45


@dataclass(frozen=True)
class InputConfig:
    """Sizes the page feeds the exported graph with (long sides in px)."""

    live_long_side: int
    still_long_side: int
    multiple: int = 32
    score_threshold: float | None = None
    """From what score on the page takes boxes; default the best on validation"""


@dataclass(frozen=True)
class DetectorConfig:
    """A whole training: `name` is the model's folder, `classes` are in the order of the scores."""

    name: str
    classes: list[str]
    input: InputConfig
    data: DataConfig
    model: ModelConfig
    priors: list[PriorLevel]
    loss: LossConfig
    schedule: ScheduleConfig
    evaluation: EvaluationConfig
    variances: list[float] = field(default_factory=lambda: [0.1, 0.1, 0.2, 0.2])
    start: str | None = None
    """Checkpoint, seen from the repository, whose backbone a new training starts from."""


def build(kind: type[T], values: Any, where: str) -> T:
    """Turns a mapping into the dataclass `kind`, recursively; unknown keys are errors."""
    if not isinstance(values, dict):
        raise ValueError(f"{where}: expected a mapping, got {type(values).__name__}")
    hints = get_type_hints(kind)
    known = {f.name for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = set(values) - known
    if unknown:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}; known are {sorted(known)}")
    made: dict[str, Any] = {}
    for key, value in values.items():
        hint = hints[key]
        if dataclasses.is_dataclass(hint):
            made[key] = build(hint, value, f"{where}.{key}")  # type: ignore[arg-type]
        elif get_origin(hint) is list and dataclasses.is_dataclass(get_args(hint)[0]):
            item = get_args(hint)[0]
            made[key] = [build(item, v, f"{where}.{key}[{i}]") for i, v in enumerate(value)]
        elif hint is float:
            made[key] = float(value)
        else:
            made[key] = value
    try:
        return kind(**made)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error


def load_config(path: Path) -> DetectorConfig:
    """Reads a YAML training description. Throws ValueError with the place of what is wrong."""
    config = build(DetectorConfig, yaml.safe_load(path.read_text("utf-8")), path.name)
    for width, height in config.data.sizes:
        if width % config.input.multiple or height % config.input.multiple:
            raise ValueError(
                f"{path.name}: size {width}x{height} is no multiple of {config.input.multiple}"
            )
    counts = {len(level.heights) * len(level.aspects) for level in config.priors}
    if len(counts) != 1:
        raise ValueError(f"{path.name}: the head is shared, so every level needs as many priors")
    return config
