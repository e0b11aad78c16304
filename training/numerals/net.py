"""The net of figures: its pictures and what it gets right."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from training.numerals.drawing import NONE, figure
from training.scenes.print_fonts import PrintFonts

HIDDEN = 64


def draw(fonts: PrintFonts, count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures of ink, 0..1, and their classes."""
    rng = np.random.default_rng(seed)
    made = [figure(rng, fonts) for _ in range(count)]
    pictures = np.stack([picture for picture, _ in made])
    return torch.from_numpy(pictures).float() / 255, torch.tensor([label for _, label in made])


@torch.no_grad()
def measure(net: nn.Sequential, pictures: torch.Tensor, labels: torch.Tensor) -> dict[str, float]:
    """Shares of figures read right, and of other things taken for a figure."""
    said = net(pictures.flatten(1)).argmax(1)
    is_figure = labels < NONE
    return {
        "figures right": float((said == labels)[is_figure].float().mean()),
        "others taken for figures": float((said < NONE)[~is_figure].float().mean()),
    }
