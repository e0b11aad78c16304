"""The exported graph gives what the network gives; its files say what they hold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from training.export.interpreter import GraphModel
from training.ink.alphabet import ALPHABET
from training.language.logits import line_logits
from training.reader import export
from training.reader.evaluate import character_ranks, evaluate, logits_of
from training.reader.graph import build_graph
from training.reader.model import Reader, ReaderShape
from training.reader.validation import Example
from training.tests.reader_nets import reader_with_statistics

SHAPE = ReaderShape(stem=[6, 8, 12], width=32, blocks="cac", heads=2, key_width=8)
SHIPPED = Path(__file__).parents[2] / "public" / "models" / "handwriting-reader"
PARITY = Path(__file__).parents[2] / "test" / "golden" / "reader-parity.json"


@pytest.fixture(params=[(0, 0), (4, 5)], ids=["whole", "split"])
def model(request: pytest.FixtureRequest) -> Reader:
    return reader_with_statistics(replace(SHAPE, ranks=request.param), 2)


@pytest.mark.parametrize(("count", "width"), [(1, 8), (1, 96), (3, 200)])
def test_graph_and_network_agree(model: Reader, tmp_path: Path, count: int, width: int) -> None:
    build_graph(model).write(tmp_path, ["logits"], precision="float32")
    images = np.random.default_rng(1).random((count, 40, width, 1), np.float32)
    (written,) = GraphModel(tmp_path).run({"image": images}, ["logits"])
    with torch.no_grad():
        ours = model(torch.from_numpy(images).permute(0, 3, 1, 2)).numpy()
    assert written.shape == (count, width // 4, len(ALPHABET) + 1)
    np.testing.assert_allclose(written, ours, atol=2e-5 * max(1.0, float(np.abs(ours).max())))


def test_an_export_writes_all_its_files(
    model: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = tmp_path / "half.pt"
    export.save_half(model, checkpoint)
    out, parity = tmp_path / "model", tmp_path / "parity.json"
    arguments = ["--checkpoint", checkpoint, "--out", out, "--parity", parity, "--version", "1"]
    arguments.append("--scanned")
    monkeypatch.setattr("sys.argv", ["export", *map(str, arguments)])
    export.main()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["reader"]["alphabet"] == ALPHABET
    for entry in manifest["files"]:
        assert (out / entry["path"]).stat().st_size == entry["bytes"]
    card = (out / "MODEL_CARD.md").read_text(encoding="utf-8")
    for source in ("DHSD", "CREMMA-MSS-19", "peraire-ground-truth"):
        assert source in card and source in str(manifest["attribution"])
    again = export.load_reader(checkpoint)
    with torch.no_grad():
        picture = torch.rand(1, 1, 40, 64)
        torch.testing.assert_close(again(picture), model(picture), atol=0.05, rtol=0.05)
    assert export.greatest_difference(again, out) < 0.2


def test_the_shipped_graph_gives_its_parity_numbers() -> None:
    fixture = json.loads(PARITY.read_text("utf-8"))
    picture = export.formula_picture(fixture["shape"]) / np.float32(fixture["divisor"])
    (logits,) = GraphModel(SHIPPED).run({"image": picture}, ["logits"])
    wanted = fixture["outputs"]["logits"]
    assert list(logits.shape) == wanted["shape"]
    np.testing.assert_allclose(
        logits.reshape(-1)[wanted["index"]], wanted["value"], atol=fixture["tolerance"]
    )


def _says(*classes: int) -> np.ndarray:
    logits = np.zeros((1, len(classes), len(ALPHABET) + 1), np.float32)
    for frame, number in enumerate(classes):
        logits[0, frame, number] = 9.0
    return logits


def test_folded_examples_forgive_case_and_others_do_not() -> None:
    capital = ALPHABET.index("A") + 1
    gray = np.full((40, 8), 255, np.uint8)

    def run(images: np.ndarray) -> np.ndarray:
        return np.repeat(_says(capital, 0), len(images), axis=0)

    assert evaluate(run, [Example(gray, "a", True)], ReaderShape()) == 0
    assert evaluate(run, [Example(gray, "a", False)], ReaderShape()) == 100


def test_ranks_count_places_and_forgive_size() -> None:
    small = ALPHABET.index("o") + 1
    gray = np.full((40, 8), 255, np.uint8)

    def run(images: np.ndarray) -> np.ndarray:
        return np.repeat(_says(small, 0), len(images), axis=0)

    examples = [Example(gray, "O", False), Example(gray, "z", False)]
    first, third = character_ranks(run, examples, ReaderShape())
    assert first == 50 and third in (50, 100)


def test_letters_that_differ_by_size_alone_count_together() -> None:
    gray = np.full((40, 4), 255, np.uint8)
    logits = np.zeros((1, 1, len(ALPHABET) + 1), np.float32)
    for character, score in (("o", 8.0), ("O", 8.0), ("0", 8.3)):
        logits[0, 0, ALPHABET.index(character) + 1] = score

    def run(images: np.ndarray) -> np.ndarray:
        return np.repeat(logits, images.shape[2] // 4, axis=1)

    assert character_ranks(run, [Example(gray, "o", False)], ReaderShape()) == (100, 100)


def test_logits_keep_the_order_of_their_crops() -> None:
    widths = [90, 20, 60]
    crops = [np.full((40, width), 255, np.uint8) for width in widths]

    def run(images: np.ndarray) -> np.ndarray:
        n, _, width, _ = images.shape
        return np.zeros((n, width // 4, len(ALPHABET) + 1), np.float32)

    assert [len(logits) for logits in logits_of(run, crops, ReaderShape())] == [23, 5, 15]


def test_the_tuners_logits_are_of_the_lines_own_steps() -> None:
    gray = np.full((50, 90), 220, np.uint8)
    logits = line_logits(Reader(ReaderShape(stem=[4, 8, 8], width=16, blocks="c")).eval(), gray)
    assert logits.shape == (18, len(ALPHABET) + 1)
    assert logits.dtype == np.float32
