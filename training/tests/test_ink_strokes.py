"""The stroke pack: strokes come out as they went in, writers fall on one side of the split."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.ink.strokes import (
    StrokePack,
    bounds,
    is_validation_writer,
    starts_anew,
    tidy_label,
)
from training.tests.ink_pack import WRITERS, write_pack, write_packs, write_word


def test_strokes_are_unpacked_point_for_point(tmp_path: Path) -> None:
    path = tmp_path / "pack.npz"
    write_pack(path, ["lox", "tv"], ["lab/001"], [0, 0])
    pack = StrokePack(path, None)
    for number, text in enumerate(("lox", "tv")):
        sample = pack.sample(number)
        assert sample.text == text
        expected = write_word(text)
        assert len(sample.strokes) == len(expected)
        for stroke, wanted in zip(sample.strokes, expected, strict=True):
            np.testing.assert_array_equal(stroke, wanted)


def test_a_pack_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.npz"
    write_pack(path, ["lox"], ["lab/001"], [0])
    arrays = dict(np.load(path))
    np.savez(path, **{**arrays, "delta": arrays["delta"][:-1]})
    with pytest.raises(ValueError, match="points"):
        StrokePack(path, None)


def test_what_goes_on_in_a_second_row_is_no_line(tmp_path: Path) -> None:
    path = tmp_path / "pack.npz"
    write_pack(path, ["lot lot", "tot tot", "lot", "toto toto"], ["lab/001"], [0] * 4)
    arrays = dict(np.load(path))
    strokes = arrays["sample_strokes"].astype(int)
    starts = arrays["stroke_start"]
    second_word = slice(strokes[0] + strokes[1] // 2, strokes[0] + strokes[1])
    starts[second_word] -= (starts[second_word, 0].min(), -90)
    np.savez(path, **{**arrays, "stroke_start": starts, "sample_rows": np.uint8([1, 1, 1, 2])})
    pack = StrokePack(path, None)
    assert pack.of_one_row(pack.indices).tolist() == [0, 2]


def test_crosses_and_dots_that_were_added_later_begin_no_row() -> None:
    word = write_word("tottlottttt")
    crosses = word[1::2]
    assert not starts_anew(word[::2] + crosses)


def test_no_writer_is_on_both_sides(tmp_path: Path) -> None:
    write_packs(tmp_path)
    seen: dict[str, set[str]] = {"train": set(), "validation": set()}
    for kind in ("word", "line", "char"):
        for split in ("train", "validation"):
            pack = StrokePack(tmp_path / f"unipen-{kind}-train.npz", split)
            seen[split] |= set(pack.by_writer())
    assert seen["train"] | seen["validation"] == set(WRITERS)
    assert not seen["train"] & seen["validation"]
    assert seen["validation"] == {w for w in WRITERS if is_validation_writer(w)} != set()


def test_validation_takes_about_its_share_of_many_writers() -> None:
    names = [f"abc/{number:03}" for number in range(4000)]
    share = sum(is_validation_writer(name) for name in names) / len(names)
    assert 0.10 < share < 0.14


def test_blanks_that_the_ink_does_not_have_are_taken_out() -> None:
    assert tidy_label("it works , ( I say )  yes .", "cec/001") == "it works, (I say) yes."
    assert tidy_label("if ( x ) ;", "att/001") == "if ( x ) ;"


def test_bounds_span_all_strokes() -> None:
    assert bounds(write_word("lt")) == (0.0, 0.0, 44.0, 60.0)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Cockman, Tracy 2 8 2 2 7", "Cockman, Tracy 28227"),
        ("( 8 9 0 ) 1 2 3 - 4 5 6 7", "(890) 123-4567"),
        ("at 2 : 0 0 2 3 / 3 / 9 2 .", "at 2:00 23/3/92."),
        ("1 5 : 3 0", "15:30"),
        ("room 12 3 4", "room 12 34"),
        ("the comet 's tail", "the comet's tail"),
        ("0 1 2 3 4 5 6 7 8 9", "0 1 2 3 4 5 6 7 8 9"),
        ("o p q r s t", "o p q r s t"),
    ],
)
def test_numbers_that_were_typed_digit_by_digit_are_closed(typed: str, written: str) -> None:
    assert tidy_label(typed, "hpp/001") == written
    assert tidy_label(typed, "apb/001") == typed
