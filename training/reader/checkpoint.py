"""Trained readers on disk: the averaged weights and the shape of the network."""

from __future__ import annotations

from pathlib import Path

import torch

from training.reader.model import Reader, ReaderShape


def load_reader(checkpoint: Path) -> Reader:
    """A checkpoint's averaged weights in a network of its shape, ready to read."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Reader(ReaderShape(**state["shape"]))
    weights = {k: v.float() if v.is_floating_point() else v for k, v in state["average"].items()}
    model.load_state_dict(weights)
    return model.eval()


def save_half(model: Reader, path: Path) -> None:
    """Keeps a network's weights in half precision."""
    weights = {k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"shape": model.shape.to_dict(), "average": weights}, path)
