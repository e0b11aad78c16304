"""Trained readers on disk: the averaged weights and the shape of the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from training.ink.alphabet import ALPHABET, base
from training.reader.model import BLANK, Reader, ReaderShape


def load_reader(checkpoint: Path) -> Reader:
    """A checkpoint's averaged weights in a network of its shape, ready to read."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Reader(shape_of(state))
    weights = {k: v.float() if v.is_floating_point() else v for k, v in state["average"].items()}
    model.load_state_dict(weights)
    return model.eval()


def shape_of(state: dict) -> ReaderShape:
    """The shape of a checkpoint's network; older ones do not say how many characters they read."""
    characters = len(state["average"]["head.bias"]) - 1
    return ReaderShape(**{**state["shape"], "characters": characters})


UNSEEN = -6.0
"""What a character's score loses against the letter that it is told apart from, at first."""


@torch.no_grad()
def widened(model: Reader, characters: int, unseen: float = UNSEEN) -> Reader:
    """The same network for more of the alphabet: an accented letter begins as its plain one, less
    `unseen`, any other character as the blank, less the same."""
    known = model.shape.characters
    other = Reader(replace(model.shape, characters=characters))
    weights = model.state_dict()
    rows = list(range(known + 1))
    for character in ALPHABET[known:characters]:
        place = ALPHABET.find(base(character)) + 1
        rows.append(place if base(character) != character and place <= known else BLANK)
    weights["head.weight"] = weights["head.weight"][rows]
    weights["head.bias"] = weights["head.bias"][rows]
    weights["head.bias"][known + 1 :] += unseen
    other.load_state_dict(weights)
    return other.eval()


def save_half(model: Reader, path: Path) -> None:
    """Keeps a network's weights in half precision."""
    weights = {k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"shape": model.shape.to_dict(), "average": weights}, path)
