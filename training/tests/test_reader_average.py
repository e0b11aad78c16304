"""The mean of two readers' weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from training.ink.alphabet import ALPHABET, ENGLISH
from training.reader.average import UNSEEN, averaged
from training.reader.model import Reader, ReaderShape

SMALL = ReaderShape(
    stem=[4, 8, 8], width=16, blocks="c", heads=2, key_width=4, characters=len(ALPHABET)
)


def test_the_mean_lies_between_the_two() -> None:
    first, second = Reader(SMALL), Reader(SMALL)
    mean = averaged(first, second, 0.25).state_dict()
    for name, value in first.state_dict().items():
        if value.is_floating_point():
            torch.testing.assert_close(mean[name], 0.25 * value + 0.75 * second.state_dict()[name])


def test_a_net_of_fewer_characters_is_widened() -> None:
    first, plain = Reader(SMALL), Reader(replace(SMALL, characters=len(ENGLISH)))
    mean = averaged(first, plain, 0.0)
    bias = plain.state_dict()["head.bias"]
    plain_u, accented_u = ALPHABET.index("u") + 1, ALPHABET.index("ü") + 1
    torch.testing.assert_close(mean.state_dict()["head.bias"][accented_u], bias[plain_u] + UNSEEN)


def test_nets_of_other_shapes_have_no_mean() -> None:
    with pytest.raises(ValueError, match="is not"):
        averaged(Reader(SMALL), Reader(replace(SMALL, width=24)), 0.5)
