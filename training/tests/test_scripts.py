"""Pieces of print drawn for the reader of scripts."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from training.pieces.net import fit
from training.scenes.print_fonts import SYSTEM_FONTS
from training.scripts.drawing import HEIGHT, SCRIPTS, WIDTH, faces, line, nothing, pieces, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one face, of Latin, Cyrillic and Greek letters."""
    out = tmp_path_factory.mktemp("faces")
    face = next(SYSTEM_FONTS.rglob("LiberationSans-Regular.ttf"))
    shutil.copy(face, out)
    return out


def test_words_are_of_their_scripts() -> None:
    """Every script has hundreds of words, and few that another one has too."""
    own = words()
    assert all(len(own[script]) > 300 for script in SCRIPTS)
    russian = "".join(own["cyrillic"])
    assert sum("а" <= c.lower() <= "я" for c in russian) > 0.8 * len(russian)


def test_faces_are_given_to_the_scripts_that_they_have(folder: Path) -> None:
    """A face without a script's letters would draw boxes."""
    found = faces((folder,))
    assert {script for script in SCRIPTS if found[script]} >= {"latin", "cyrillic", "greek"}
    assert not found["devanagari"]
    assert not found["east-asian"]


def test_pieces_are_cut_to_size_and_learnt(folder: Path) -> None:
    """Pieces of two scripts are told apart after a few rounds."""
    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    found = faces((folder,))
    cut: dict[int, list[np.ndarray]] = {0: [], 1: []}
    for label, script in enumerate(("latin", "cyrillic")):
        while len(cut[label]) < 300:
            cut[label] += pieces(line(rng, found[script], script))
    rows = np.stack([piece for label in (0, 1) for piece in cut[label][:300]])
    assert rows.shape == (600, HEIGHT, WIDTH)
    pictures = torch.from_numpy(rows).float() / 255
    labels = torch.tensor([0] * 300 + [1] * 300)
    net = fit(pictures, labels, 32, 120)
    said = net(pictures.flatten(1)).argmax(1)
    # Half of their letters are the same.
    assert float((said == labels).float().mean()) > 0.65


def test_nothing_is_drawn_too(folder: Path) -> None:
    """Figures and pictures are gray pictures as well."""
    drawn = nothing(np.random.default_rng(4), faces((folder,))["latin"])
    assert drawn.dtype == np.uint8
    assert drawn.ndim == 2
