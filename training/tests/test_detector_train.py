"""A very short training of each detector, exported and compared with PyTorch."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from training.detector.checkpoint import load_weights, make_model
from training.detector.config import DetectorConfig, ModelConfig, load_config
from training.detector.detect import detect
from training.detector.evaluate import ExportedDetector
from training.detector.export import export
from training.detector.priors import prior_boxes
from training.detector.train import train
from training.export.interpreter import GraphModel
from training.export.parity import formula_picture
from training.ink.fonts import convert_package

REPOSITORY = Path(__file__).parent.parent.parent
PACKAGES = REPOSITORY / "node_modules" / "@fontsource"


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Fonts of the page's own packages: handwriting (kalam is a validation family) and print."""
    folders = {
        "fonts": tmp_path_factory.mktemp("hand"),
        "print-fonts": tmp_path_factory.mktemp("p"),
    }
    for name in ("caveat", "indie-flower", "kalam", "patrick-hand"):
        assert convert_package(PACKAGES / name, folders["fonts"]) is not None
    assert convert_package(PACKAGES / "libre-baskerville", folders["print-fonts"]) is not None
    return folders


def small(name: str) -> DetectorConfig:
    """The shipped config with a narrow net, small pictures and few of them."""
    config = load_config(REPOSITORY / "training" / "configs" / f"{name}.yaml")
    return replace(
        config,
        model=ModelConfig(
            8, [[1, 8, 1, 1], [2, 8, 1, 2], [2, 12, 1, 2], [2, 16, 1, 2], [2, 24, 1, 2]], 16, 1
        ),
        data=replace(config.data, workers=0, sizes=[[160, 192]]),
        schedule=replace(config.schedule, batch=2, warmup_steps=5),
        evaluation=replace(config.evaluation, pictures=2, size=[160, 192], shown=2),
    )


@pytest.mark.parametrize("name", ["handwriting", "textbook"])
def test_training_stops_after_so_many_pictures_and_exports(
    name: str, tmp_path: Path, fonts: dict[str, Path]
) -> None:
    torch.manual_seed(1)
    config = small(name)
    best = train(config, fonts, tmp_path / "run", math.inf, None, seed=1, most_pictures=9)
    with (tmp_path / "run" / "evaluations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["pictures"]) for row in rows] == [10]
    assert list((tmp_path / "run").glob("step-*.png"))

    folder, parity = tmp_path / "model", tmp_path / "parity.json"
    export(config, best, folder, {}, version="test", precision="float32", parity=parity)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["detector"]["classes"] == config.classes
    assert manifest["metrics"].keys() >= {"F1"}

    model = make_model(config)
    load_weights(model, best)
    picture = formula_picture([1, 96, 160, 3])
    with torch.no_grad():
        expected = model.eval()(torch.from_numpy(picture).permute(0, 3, 1, 2))
    found = GraphModel(folder).run({"image": picture}, ["scores", "boxes"])
    assert found[0].shape == (1, len(prior_boxes(config.priors, 160, 96)), 2)
    for mine, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), atol=1e-3)
    exported = ExportedDetector(folder)
    # Raw outputs, since suppression of so young a net's nearly equal scores hangs on rounding.
    with torch.no_grad():
        seen = exported(torch.from_numpy(picture).permute(0, 3, 1, 2))
    for mine, theirs in zip(seen, expected, strict=True):
        torch.testing.assert_close(mine, theirs, atol=1e-3, rtol=1e-3)
    detected = detect(exported, config, picture[0].astype(np.uint8), threshold=0.0, most=5)
    assert len(detected.boxes) == 5 * len(config.classes)
    assert np.all(detected.boxes[:, :2] <= detected.boxes[:, 2:])
    fixture = json.loads(parity.read_text("utf-8"))
    assert fixture["outputs"]["boxes"]["shape"] == list(found[1].shape)
    at = fixture["outputs"]["scores"]["index"]
    np.testing.assert_allclose(
        found[0].reshape(-1)[at], fixture["outputs"]["scores"]["value"], rtol=1e-4, atol=1e-4
    )


def test_a_checkpoint_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pt"
    torch.save({"weights": {"nothing": torch.zeros(1)}, "done": {}}, path)
    with pytest.raises(ValueError, match="no weight fits"):
        load_weights(make_model(small("textbook")), path)
