"""The net of figures: its pictures, its fitting and what it gets right."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from training.numerals.drawing import HEIGHT, NONE, WIDTH, figure
from training.scenes.print_fonts import PrintFonts

HIDDEN = 64
BATCH = 128
SMOOTHING = 0.03


def draw(fonts: PrintFonts, count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures of ink, 0..1, a row each, and their classes."""
    rng = np.random.default_rng(seed)
    made = [figure(rng, fonts) for _ in range(count)]
    pictures = np.stack([picture for picture, _ in made]).reshape(count, -1)
    return torch.from_numpy(pictures).float() / 255, torch.tensor([label for _, label in made])


def fit(pictures: torch.Tensor, labels: torch.Tensor, epochs: int) -> nn.Sequential:
    """One hidden layer of tanh."""
    net = nn.Sequential(
        nn.Linear(HEIGHT * WIDTH, HIDDEN), nn.Tanh(), nn.Dropout(0.1), nn.Linear(HIDDEN, NONE + 1)
    )
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-3)
    steps = epochs * (len(labels) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=max(1, steps))
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    for _ in range(epochs):
        order = torch.randperm(len(labels))
        for start in range(0, len(labels) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            optimiser.zero_grad()
            loss = loss_of(net(shifted(pictures[rows])), labels[rows])
            loss.backward()
            optimiser.step()
            schedule.step()
    return net.eval()


def shifted(rows: torch.Tensor) -> torch.Tensor:
    """The batch moved by a pixel at most: boxes of ink are not exact."""
    dy, dx = (int(v) for v in torch.randint(-1, 2, (2,)))
    pictures = rows.reshape(-1, HEIGHT, WIDTH)
    return torch.roll(pictures, (dy, dx), (1, 2)).reshape(len(rows), -1)


@torch.no_grad()
def measure(net: nn.Sequential, pictures: torch.Tensor, labels: torch.Tensor) -> dict[str, float]:
    """Shares of figures read right, and of other things taken for a figure."""
    said = net(pictures).argmax(1)
    is_figure = labels < NONE
    return {
        "figures right": float((said == labels)[is_figure].float().mean()),
        "others taken for figures": float((said < NONE)[~is_figure].float().mean()),
    }
