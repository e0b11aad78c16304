"""Greedy character error rates of a reader on the validation sets."""

from __future__ import annotations

import numpy as np
import torch

from training.ink.normalise import HEIGHT, normalise
from training.reader.decode import character_error_rate, greedy
from training.reader.model import STRIDE, WIDTH_MULTIPLE, Reader
from training.reader.validation import Example


@torch.no_grad()
def read(model: Reader, crops: list[np.ndarray], columns: int = 6000) -> list[str]:
    """Greedy texts of grey crops, in their order; crops of like width are read together."""
    images = [normalise(crop) for crop in crops]
    texts = [""] * len(images)
    order = sorted(range(len(images)), key=lambda number: images[number].shape[1])
    device = next(model.parameters()).device
    first = 0
    while first < len(order):
        last = first + 1
        while last < len(order) and (last + 1 - first) * images[order[last]].shape[1] < columns:
            last += 1
        group = order[first:last]
        widest = max(images[number].shape[1] for number in group)
        width = -(-widest // WIDTH_MULTIPLE) * WIDTH_MULTIPLE
        batch = np.zeros((len(group), 1, HEIGHT, width), np.float32)
        for row, number in enumerate(group):
            batch[row, 0, :, : images[number].shape[1]] = images[number]
        tensor = torch.from_numpy(batch).to(device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = model(tensor).float().cpu().numpy()
        for row, number in enumerate(group):
            frames = -(-images[number].shape[1] // STRIDE)
            texts[number] = greedy(logits[row, :frames])
        first = last
    return texts


def evaluate(model: Reader, examples: list[Example]) -> float:
    """Character error rate in percent; laboratories of unreliable case are scored case-folded."""
    guesses = read(model, [example.gray for example in examples])
    truths = [e.text.lower() if e.fold_case else e.text for e in examples]
    guesses = [g.lower() if e.fold_case else g for g, e in zip(guesses, examples, strict=True)]
    return character_error_rate(truths, guesses)
