"""A net with one hidden layer for pictures of pieces of ink."""

from __future__ import annotations

import torch
from torch import nn

BATCH = 128
SMOOTHING = 0.03


def fit(pictures: torch.Tensor, labels: torch.Tensor, hidden: int, epochs: int) -> nn.Sequential:
    """One hidden layer of tanh over pictures (N × H × W, 0..1)."""
    _, height, width = pictures.shape
    net = nn.Sequential(
        nn.Linear(height * width, hidden),
        nn.Tanh(),
        nn.Dropout(0.1),
        nn.Linear(hidden, int(labels.max()) + 1),
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
            loss = loss_of(net(_shifted(pictures[rows])), labels[rows])
            loss.backward()
            optimiser.step()
            schedule.step()
    return net.eval()


def _shifted(pictures: torch.Tensor) -> torch.Tensor:
    """The batch moved by a pixel at most, as rows: boxes of ink are not exact."""
    dy, dx = (int(v) for v in torch.randint(-1, 2, (2,)))
    return torch.roll(pictures, (dy, dx), (1, 2)).flatten(1)


def description(net: nn.Sequential, width: int, height: int) -> dict:
    """The net as manifests hold it."""

    def rows(layer: nn.Module) -> tuple[list[list[float]], list[float]]:
        assert isinstance(layer, nn.Linear)
        return (
            [[round(float(w), 3) for w in row] for row in layer.weight.tolist()],
            [round(float(b), 3) for b in layer.bias.tolist()],
        )

    hidden, hidden_bias = rows(net[0])
    weights, bias = rows(net[3])
    return {
        "width": width,
        "height": height,
        "hidden": hidden,
        "hiddenBias": hidden_bias,
        "out": weights,
        "outBias": bias,
    }
