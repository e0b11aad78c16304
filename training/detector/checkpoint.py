"""Nets of a config, and their weights in files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import torch
from torch import nn

from training.detector.config import DetectorConfig
from training.detector.model import Detector
from training.detector.priors import level_boxes


def make_model(config: DetectorConfig) -> Detector:
    """The net that a config describes, freshly initialised."""
    return Detector(
        config.model,
        len(config.classes),
        len(level_boxes(config.priors[0])),
        [level.stride for level in config.priors],
    )


def load_weights(model: nn.Module, path: Path) -> dict:
    """Loads a checkpoint's averaged weights (stored in half precision) where shapes agree; gives
    the whole checkpoint. Throws ValueError when nothing fits."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    own = model.state_dict()
    fitting = {
        k: v.to(own[k].dtype)
        for k, v in state["weights"].items()
        if k in own and own[k].shape == v.shape
    }
    if not fitting:
        raise ValueError(f"{path}: no weight fits this model")
    model.load_state_dict(fitting, strict=False)
    return state


def load_backbone(model: nn.Module, path: Path) -> int:
    """Loads a checkpoint's weights where shapes agree, without those of the heads: other classes
    and prior boxes make them meaningless. Gives how many tensors fitted."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    own = model.state_dict()
    fitting = {
        k: v.to(own[k].dtype)
        for k, v in state["weights"].items()
        if k in own and own[k].shape == v.shape and not k.startswith(("score.", "box."))
    }
    model.load_state_dict(fitting, strict=False)
    return len(fitting)


def save_weights(model: nn.Module, path: Path, config: DetectorConfig, done: dict) -> None:
    """Writes weights in half precision with what has been done so far."""
    weights = {k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".partial")
    torch.save({"weights": weights, "config": asdict(config), "done": done}, temporary)
    temporary.replace(path)
