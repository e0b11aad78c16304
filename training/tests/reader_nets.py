"""Small readers for tests."""

from __future__ import annotations

import torch
from torch import nn

from training.reader.model import Reader, ReaderShape


def reader_with_statistics(shape: ReaderShape, seed: int) -> Reader:
    """A reader whose normalisations have statistics as after some training."""
    torch.manual_seed(seed)
    reader = Reader(shape).eval()
    for layer in reader.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean.normal_(0, 0.2)
            layer.running_var.uniform_(0.4, 2)
            layer.weight.data.uniform_(0.5, 1.5)
            layer.bias.data.normal_(0, 0.2)
    return reader
