"""Sets of the same lines with one thing about the picture changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.reader import inputs
from training.reader.batches import Folders
from training.reader.inputs import INPUT_SETS, InputSetName, input_examples
from training.reader.validation import examples
from training.tests.ink_pack import write_packs

COUNT = 6


@pytest.fixture
def strokes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(inputs, "_USED_ELSEWHERE", 2)
    monkeypatch.setattr(inputs, "_LONG", 4)
    return write_packs(tmp_path)


def _is_light_on_dark(gray: np.ndarray) -> bool:
    """Ink fills less than half of a crop."""
    middle = (int(gray.max()) + int(gray.min())) / 2
    return float(np.median(gray)) < middle


def test_all_sets_are_of_the_lines_that_follow_those_of_other_sets(strokes: Path) -> None:
    others = examples("unipen-lines", Folders(strokes, None, None), 2 + COUNT)
    for name in INPUT_SETS:
        found = input_examples(name, strokes, COUNT)
        assert [one.text for one in found] == [one.text for one in others[2:]], name


def test_the_long_ones_are_long(strokes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [one.text for one in input_examples("input-plain", strokes, 1000)]
    monkeypatch.setattr(inputs, "_LONG", 8)
    found = [one.text for one in input_examples("input-long", strokes, 1000)]
    assert 0 < len(found) < len(everything)
    assert found == [text for text in everything if len(text) >= 8]


# Harsh pictures are light on dark as often as those of the training.
@pytest.mark.parametrize("name", [name for name in INPUT_SETS if name != "input-harsh"])
def test_only_one_set_is_light_on_dark_and_one_black_and_white(
    name: InputSetName, strokes: Path
) -> None:
    for one in input_examples(name, strokes, COUNT):
        assert _is_light_on_dark(one.gray) == (name == "input-light-on-dark")
        assert (len(np.unique(one.gray)) == 2) == (name == "input-binarised")


def test_each_set_changes_what_it_says(strokes: Path) -> None:
    def shares(name: InputSetName) -> np.ndarray:
        """How much of each crop is ink or anything as dark."""
        found = [one.gray.astype(float) for one in input_examples(name, strokes, COUNT)]
        return np.array([(g < (g.max() + g.min()) / 2).mean() for g in found])

    def heights(name: InputSetName) -> np.ndarray:
        return np.array([one.gray.shape[0] for one in input_examples(name, strokes, COUNT)])

    plain = shares("input-plain")
    assert (shares("input-marker") > 1.2 * plain).all()
    assert (shares("input-joined") > 1.05 * plain).all()
    assert heights("input-harsh").max() <= 22
    assert heights("input-plain").min() >= 40
    for name in ("input-slanted", "input-sloped", "input-ruled", "input-intruded"):
        pairs = zip(
            input_examples(name, strokes, COUNT),
            input_examples("input-plain", strokes, COUNT),
            strict=True,
        )
        changed = [a.gray.shape != b.gray.shape or (a.gray != b.gray).any() for a, b in pairs]
        assert sum(changed) >= COUNT - 2, name
