"""The reader's parts: alphabet, decoding, error rate, Muon, batches, network shapes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from training.ink.alphabet import ALPHABET, ENGLISH, spelt_in
from training.reader.batches import (
    Folders,
    LineBatches,
    assemble,
    frames_needed,
    loader,
    padded_widths,
)
from training.reader.decode import character_error_rate, edit_distance, encode, greedy
from training.reader.model import Reader, ReaderShape, gigaflops
from training.reader.muon import orthogonalise, split_weights
from training.reader.train import load_plan
from training.tests.ink_pack import write_packs

CONFIG = Path(__file__).parents[1] / "configs" / "reader.yaml"
SMALL = ReaderShape(stem=[4, 8, 8], width=16, blocks="ca", heads=2, key_width=8)


def test_classes_follow_the_alphabet() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 210
    assert encode(" !~€”") == [1, 2, 95, 96, 104]
    with pytest.raises(KeyError):
        encode("日")


def test_a_shorter_alphabet_reads_accented_letters_as_plain_ones() -> None:
    assert spelt_in("Größe à 5 €", ENGLISH) == "GroBe a 5 €"
    assert spelt_in("Größe", ALPHABET) == "Größe"
    assert spelt_in("¿qué?", ENGLISH) is None


def test_greedy_merges_repeats_and_drops_blanks() -> None:
    path = [0, 2, 2, 0, 2, 3, 3, 0]
    logits = np.eye(len(ALPHABET) + 1, dtype=np.float32)[path]
    assert greedy(logits) == ALPHABET[1] * 2 + ALPHABET[2]


def test_edit_distance_counts_all_three_edits() -> None:
    assert edit_distance("kitten", "sitting") == 3
    assert edit_distance("", "abc") == 3
    assert character_error_rate(["abcd", "ef"], ["abxd", "e"]) == pytest.approx(100 * 2 / 6)


def test_twins_need_a_blank_between() -> None:
    assert frames_needed(encode("all")) == 4
    assert frames_needed(encode("ale")) == 3


def test_orthogonalised_matrices_have_level_singular_values() -> None:
    torch.manual_seed(0)
    for shape in ((24, 60), (60, 24)):
        values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)).float())
        assert values.min() > 0.4 and values.max() < 1.4


def test_every_weight_has_one_optimiser() -> None:
    model = Reader(SMALL)
    matrices, rest = split_weights(model)
    assert len(matrices) + len(rest) == len(list(model.parameters()))
    assert all(weight.ndim == 4 and weight.shape[1] > 1 for weight in matrices)


def test_the_network_takes_any_width_of_eight() -> None:
    model = Reader(SMALL).eval()
    for width in (8, 64, 200):
        with torch.no_grad():
            assert model(torch.zeros(2, 1, 40, width)).shape == (2, width // 4, len(ALPHABET) + 1)


def test_the_shipped_shape_keeps_its_budget() -> None:
    shape = load_plan(CONFIG).shape
    assert gigaflops(shape) < 0.36
    assert sum(p.numel() for p in Reader(shape).parameters()) < 5e6


def test_batches_pad_with_paper() -> None:
    lines = [(np.full((40, 20), 200, np.uint8), [3, 4]), (np.full((40, 30), 90, np.uint8), [5])]
    batch = assemble(lines, 48)
    assert batch.images.shape == (2, 1, 40, 48)
    assert int(batch.images[0, 0, :, 20:].max()) == 0
    assert batch.targets.tolist() == [3, 4, 5] and batch.lengths.tolist() == [2, 1]


@pytest.mark.parametrize("rows", [40, 48])
def test_batches_hold_lines_of_one_width_that_can_be_spelt(tmp_path: Path, rows: int) -> None:
    write_packs(tmp_path)
    dataset = LineBatches(Folders(tmp_path, None, None), 400, 0.0, 1, ReaderShape(height=rows))
    widths = padded_widths(rows)
    assert widths[-1] / rows == pytest.approx(832 / 40, abs=0.2)
    for _, batch in zip(range(6), loader(dataset, 0), strict=False):
        n, _, height, width = batch.images.shape
        assert height == rows and width in widths and n == max(1, 400 // width)
        assert int(batch.lengths.sum()) == len(batch.targets)
        assert int(batch.lengths.max()) <= width // 4
        assert int(batch.images.max()) > 200
