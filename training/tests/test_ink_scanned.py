"""Real lines out of zips: cut at clear gaps, joined, and their texts in the alphabet."""

from __future__ import annotations

import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.ink.alphabet import ALPHABET
from training.ink.scanned import ScannedLines, word_cuts


def bars(words: list[int], gap: int) -> np.ndarray:
    """So many strokes a word, 6 px apart, words `gap` px apart, on light paper."""
    columns, x = [], 10
    for count in words:
        columns += [x + 6 * n for n in range(count)]
        x = columns[-1] + gap
    gray = np.full((40, x + 10), 220, np.uint8)
    for column in columns:
        gray[8:32, column : column + 2] = 40
    return gray


def write_zip(folder: Path, rows: list[tuple[np.ndarray, str, str]]) -> None:
    labels = []
    with zipfile.ZipFile(folder / "hand.zip", "w") as file:
        for number, (gray, text, page) in enumerate(rows):
            file.writestr(f"{number}.png", cv2.imencode(".png", gray)[1].tobytes())
            labels.append(f"{number}.png\t{text}\t{page}\n")
        file.writestr("labels.tsv", "".join(labels))


def test_cuts_lie_in_the_gaps_between_words() -> None:
    gray = bars([3, 2, 4], 30)
    cuts = word_cuts(gray, 3)
    assert cuts is not None and len(cuts) == 2
    assert all((gray[:, cut - 3 : cut + 3] == 220).all() for cut in cuts)


def test_gaps_that_do_not_tell_words_apart_cut_nothing() -> None:
    assert word_cuts(bars([3, 2, 4], 7), 3) is None
    assert word_cuts(bars([3, 2], 30), 4) is None
    assert word_cuts(np.full((40, 50), 220, np.uint8), 2) is None


def test_samples_are_pictures_of_words_that_were_written(tmp_path: Path) -> None:
    write_zip(
        tmp_path,
        [(bars([3, 2], 30), "für Ĵonas", "a"), (bars([4], 9), "déjà", "a"), (bars([2], 9), "日", "b")],
    )
    lines = ScannedLines(tmp_path)
    rng = np.random.default_rng(3)
    texts = set()
    for _ in range(80):
        gray, text = lines.sample(rng)
        assert gray.dtype == np.uint8 and gray.ndim == 2 and min(gray.shape) >= 8
        assert text and set(text) <= set(ALPHABET)
        assert set(text.split()) <= {"für", "Jonas", "déjà"}
        texts.add(text)
    assert {"für", "für Jonas", "déjà"} <= texts
    assert any(len(text.split()) > 2 for text in texts)


def test_a_folder_without_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no zip"):
        ScannedLines(tmp_path)


def test_pages_of_validation_writers_are_left_out(tmp_path: Path) -> None:
    write_zip(tmp_path, [(bars([2], 9), "seen", "a"), (bars([2], 9), "unseen", "d")])
    rng = np.random.default_rng(4)
    lines = ScannedLines(tmp_path)
    words = {word for _ in range(40) for word in lines.sample(rng)[1].split()}
    assert words == {"seen"}
