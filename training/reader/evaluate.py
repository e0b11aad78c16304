"""Greedy character error rates of a reader on the validation sets, and ranks of characters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from training.export.interpreter import GraphModel
from training.ink.alphabet import ALPHABET
from training.ink.normalise import normalise
from training.reader.decode import character_error_rate, greedy
from training.reader.model import BLANK, STRIDE, WIDTH_MULTIPLE, Reader, ReaderShape
from training.reader.validation import Example

Logits = Callable[[np.ndarray], np.ndarray]
"""From float32 `[n, height, w, 1]` to `[n, w / 4, classes]`."""

# Capitals that differ from their small letters by size alone, which a lone character does not show.
_SIZE_ONLY = frozenset("CKOPSUVWXZ")


def module_logits(model: Reader) -> Logits:
    """A network as a function of pictures."""
    device = next(model.parameters()).device

    @torch.no_grad()
    def run(images: np.ndarray) -> np.ndarray:
        x = torch.from_numpy(images).permute(0, 3, 1, 2).to(device)
        x = x.contiguous(memory_format=torch.channels_last)
        return model(x).float().cpu().numpy()

    return run


def graph_logits(folder: Path) -> Logits:
    """An exported model, its stored weights unpacked, as a function of pictures."""
    graph = GraphModel(folder)
    return lambda images: graph.run({"image": images}, ["logits"])[0]


def logits_of(
    run: Logits, crops: list[np.ndarray], shape: ReaderShape, columns: int = 6000
) -> list[np.ndarray]:
    """Logits of grey crops, in their order, by a network of a shape; crops of like width are read
    together."""
    images = [normalise(crop, shape.height, top_hat=shape.top_hat) for crop in crops]
    found: list[np.ndarray] = [np.empty(0)] * len(images)
    order = sorted(range(len(images)), key=lambda number: images[number].shape[1])
    first = 0
    while first < len(order):
        last = first + 1
        while last < len(order) and (last + 1 - first) * images[order[last]].shape[1] < columns:
            last += 1
        group = order[first:last]
        widest = max(images[number].shape[1] for number in group)
        width = -(-widest // WIDTH_MULTIPLE) * WIDTH_MULTIPLE
        batch = np.zeros((len(group), shape.height, width, 1), np.float32)
        for row, number in enumerate(group):
            batch[row, :, : images[number].shape[1], 0] = images[number]
        logits = run(batch)
        for row, number in enumerate(group):
            found[number] = logits[row, : -(-images[number].shape[1] // STRIDE)]
        first = last
    return found


def evaluate(run: Logits, examples: list[Example], shape: ReaderShape) -> float:
    """Character error rate in percent; laboratories of unreliable case are scored case-folded."""
    crops = [example.gray for example in examples]
    guesses = [greedy(logits) for logits in logits_of(run, crops, shape)]
    truths = [e.text.lower() if e.fold_case else e.text for e in examples]
    guesses = [g.lower() if e.fold_case else g for g, e in zip(guesses, examples, strict=True)]
    return character_error_rate(truths, guesses)


def character_ranks(
    run: Logits, examples: list[Example], shape: ReaderShape
) -> tuple[float, float]:
    """Share of lone characters, in percent, that are the likeliest and among the three likeliest.

    A character's score is the CTC probability of the text that is it alone. Capitals that differ
    from their small letter by size alone count as that letter, and their probabilities together.
    """
    read = ALPHABET[: shape.characters]
    folded = sorted({_without_size(character) for character in read})
    place_of = torch.tensor([folded.index(_without_size(character)) for character in read])
    targets = torch.arange(1, len(read) + 1, dtype=torch.int32)[:, None]
    ones = torch.ones(len(read), dtype=torch.int32)
    firsts = thirds = 0
    every = logits_of(run, [example.gray for example in examples], shape)
    for example, logits in zip(examples, every, strict=True):
        frames = torch.from_numpy(logits).log_softmax(-1)[:, None]
        frames = frames.expand(-1, len(read), -1).contiguous()
        losses = F.ctc_loss(frames, targets, ones * len(frames), ones, BLANK, "none")
        shares = torch.zeros(len(folded)).index_add(0, place_of, (losses.min() - losses).exp())
        ranked = shares.argsort(descending=True).tolist()
        place = ranked.index(folded.index(_without_size(example.text)))
        firsts += place == 0
        thirds += place < 3
    return 100 * firsts / max(1, len(examples)), 100 * thirds / max(1, len(examples))


def _without_size(character: str) -> str:
    return character.lower() if character in _SIZE_ONLY else character
