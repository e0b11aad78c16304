"""Endless batches of rendered lines, grouped by width, made in worker processes."""

from __future__ import annotations

import argparse
import multiprocessing
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.ink.alphabet import ALPHABET, spelt_in
from training.ink.line import LONE_SHARE, LineSource
from training.ink.normalise import HEIGHT, normalise
from training.ink.photograph import SMALL, TRAINING, photograph
from training.ink.scanned import ScannedLines
from training.reader.decode import encode
from training.reader.model import STRIDE, ReaderShape

WIDTHS = (48, 72, 96, 128, 160, 192, 232, 280, 336, 400, 480, 576, 696, 832)
"""Widths that lines 40 high are padded to: few, since oneDNN compiles every kernel anew for a new
shape."""

SMALL_SHARE = 0.55
"""Of all lines, those from far away."""
_AS_WRITTEN_SHARE = 0.95
# Narrow writing is read worst: a letter has one or two columns of the network's output.
_DENSE_SHARE = 0.33


@dataclass(frozen=True)
class Folders:
    """Where strokes, fonts and texts lie; any but one of the first two may be missing."""

    strokes: Path | None
    fonts: Path | None
    text: Path | None
    scanned: Path | None = None


def add_folder_options(parser: argparse.ArgumentParser) -> None:
    """The command line's options of where the data lies."""
    parser.add_argument("--strokes", type=Path, help="folder of the unipen-*.npz files")
    parser.add_argument("--fonts", type=Path, help="folder of ttf files")
    parser.add_argument("--text", type=Path, help="folder of sentence files")
    parser.add_argument("--scanned", type=Path, help="folder of zips of real lines")


@dataclass(frozen=True)
class Batch:
    """Lines padded to one width: `images` uint8 `[n, 1, height, w]`, CTC targets end to end."""

    images: torch.Tensor
    targets: torch.Tensor
    lengths: torch.Tensor


def frames_needed(classes: list[int]) -> int:
    """The fewest frames that CTC can spell a text in: one each, and a blank between twins."""
    return len(classes) + sum(a == b for a, b in zip(classes, classes[1:], strict=False))


def assemble(lines: list[tuple[np.ndarray, list[int]]], width: int) -> Batch:
    """Pads normalised lines with paper to one width."""
    images = np.zeros((len(lines), 1, lines[0][0].shape[0], width), np.uint8)
    for row, (image, _) in enumerate(lines):
        images[row, 0, :, : image.shape[1]] = image
    return Batch(
        torch.from_numpy(images),
        torch.tensor([number for _, classes in lines for number in classes], dtype=torch.int32),
        torch.tensor([len(classes) for _, classes in lines], dtype=torch.int32),
    )


def padded_widths(height: int) -> list[int]:
    """The widths that lines of a height are padded to, multiples of 8."""
    return [8 * round(width * height / HEIGHT / 8) for width in WIDTHS]


class LineBatches(IterableDataset[Batch]):
    """Batches of about `columns` pixel columns in all; short clean words in the warm-up.

    `lone` and `numbers` are the shares of pen-stroke lines of one character and of one number,
    `marked` of written words that get marks of our own, `notation` of words among signs, `small` of
    lines from far away, `scanned` of real lines. A net of a shorter alphabet learns accented letters as plain ones.
    """

    def __init__(
        self,
        folders: Folders,
        columns: int,
        warm_up: float,
        seed: int,
        shape: ReaderShape,
        lone: float = LONE_SHARE,
        small: float = SMALL_SHARE,
        scanned: float = 0.0,
        numbers: float = 0.0,
        marked: float = 0.0,
        notation: float = 0.0,
    ) -> None:
        self._folders = folders
        self._columns = columns
        self._warm_up = warm_up
        self._seed = seed
        self._shape = shape
        self._lone, self._small = lone, small
        self._numbers, self._marked, self._notation = numbers, marked, notation
        self._scanned = scanned if folders.scanned is not None else 0.0
        self.progress: Synchronized[float] = multiprocessing.Value("d", 0.0)

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        torch.set_num_threads(1)
        cv2.setNumThreads(0)
        rng = np.random.default_rng([self._seed, worker.id if worker else 0])
        source = LineSource(
            self._folders.strokes,
            self._folders.fonts,
            self._folders.text,
            "train",
            as_written=_AS_WRITTEN_SHARE,
            dense=_DENSE_SHARE,
            lone=self._lone,
            numbers=self._numbers,
            marked=self._marked,
            notation=self._notation,
        )
        real = ScannedLines(self._folders.scanned) if self._scanned else None
        widths = padded_widths(self._shape.height)
        alphabet = ALPHABET[: self._shape.characters]
        neighbour: np.ndarray | None = None
        buckets: dict[int, list[tuple[np.ndarray, list[int]]]] = {width: [] for width in widths}
        while True:
            early = self.progress.value < self._warm_up
            if early:
                conditions = replace(TRAINING, harsh=0.2)
            else:
                conditions = SMALL if rng.random() < self._small else TRAINING
            if real is not None and rng.random() < self._scanned:
                gray, text = real.sample(rng)
            else:
                line = source.sample(rng, height_px=64.0, max_words=2 if early else 8)
                gray = photograph(rng, line.mask, line.x_height_px, conditions, neighbour)
                neighbour, text = line.mask, line.text
            spelt = spelt_in(text, alphabet)
            if spelt is None:
                continue
            image = normalise(gray, self._shape.height, top_hat=self._shape.top_hat)
            classes = encode(spelt)
            if frames_needed(classes) > image.shape[1] // STRIDE:
                continue
            wanted = image.shape[1] + int(rng.integers(0, 16))
            place = bisect_left(widths, wanted)
            if place == len(widths):
                continue
            width = widths[place]
            bucket = buckets[width]
            bucket.append(((image * 255 + 0.5).astype(np.uint8), classes))
            if len(bucket) >= max(1, self._columns // width):
                yield assemble(bucket, width)
                buckets[width] = []


def loader(dataset: LineBatches, workers: int) -> DataLoader[Batch]:
    """Batches made ahead in `workers` processes (0: in this one)."""
    return DataLoader(
        dataset,
        batch_size=None,
        num_workers=workers,
        prefetch_factor=24 if workers else None,
        persistent_workers=bool(workers),
    )
