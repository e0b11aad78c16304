"""Figures drawn for the reader of numerals."""

import numpy as np

from training.numerals.drawing import HEIGHT, NONE, WIDTH, figure, split_fonts
from training.numerals.net import draw, measure
from training.pieces.cut import fitted
from training.pieces.net import fit


def test_figures_fill_their_pictures() -> None:
    """Ink reaches both edges of one side, and its darkest is full."""
    rng = np.random.default_rng(3)
    fonts = split_fonts()
    for _ in range(30):
        picture, label = figure(rng, fonts.train)
        assert picture.shape == (HEIGHT, WIDTH)
        assert 0 <= label <= NONE
        assert picture.max() > 200


def test_fitted_keeps_the_shape() -> None:
    """A high piece stays narrow and stands in the middle."""
    gray = np.full((40, 8), 10, np.uint8)
    gray[0, 0] = 250
    ink = fitted(gray, WIDTH, HEIGHT) > 128
    columns = np.flatnonzero(ink.any(0))
    assert ink.any(1).all()
    assert len(columns) in (4, 5, 6)
    assert abs((columns[0] + columns[-1]) / 2 - (WIDTH - 1) / 2) <= 1


def test_no_face_is_in_both_parts() -> None:
    """Measured faces were not fitted to."""
    fonts = split_fonts()
    train = {path for family in fonts.train.families for path in family}
    assert not any(path in train for family in fonts.validation.families for path in family)


def test_learns() -> None:
    """A few pictures are told apart after a few rounds."""
    pictures, labels = draw(split_fonts().train, 400, 5)
    metrics = measure(fit(pictures, labels, 64, 30), pictures, labels)
    assert metrics["figures right"] > 0.8
