"""Annotated folders: reading what the page exports, and a short training on one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from training.detector.annotated import for_folder
from training.detector.checkpoint import load_backbone, make_model
from training.detector.config import load_config
from training.detector.evaluate import ExportedDetector
from training.detector.priors import prior_boxes
from training.detector.train import REPOSITORY
from training.scenes.annotated import AnnotatedSource, box_aspects
from training.scenes.annotated_files import folder_classes, read_folder, split
from training.tests.annotated_folder import (
    CLASSES,
    draw,
    write_coco,
    write_voc,
    write_yolo,
)

CONFIG = REPOSITORY / "training" / "configs" / "annotated.yaml"
WRITERS = {"voc": write_voc, "yolo": write_yolo, "coco": write_coco}


@pytest.mark.parametrize("kind", WRITERS)
def test_reads_what_the_page_exports(kind: str, tmp_path: Path) -> None:
    pictures = draw(tmp_path, 3)
    WRITERS[kind](tmp_path, pictures)
    found = read_folder(tmp_path)
    assert [a.picture.name for a in found] == [name for name, _ in pictures]
    for annotation, (_, boxes) in zip(found, pictures, strict=True):
        assert [name for name, _ in annotation.boxes] == [CLASSES[label] for label, *_ in boxes]
        corners = np.array([c for _, c in annotation.boxes])
        np.testing.assert_allclose(corners, [box[1:] for box in boxes], atol=1e-3)
    assert folder_classes(tmp_path, found) == CLASSES


def test_a_picture_in_several_formats_counts_once(tmp_path: Path) -> None:
    pictures = draw(tmp_path, 2)
    for write in WRITERS.values():
        write(tmp_path, pictures)
    found = read_folder(tmp_path)
    assert len(found) == 2
    assert all(len(a.boxes) == 2 for a in found)


def test_classes_follow_the_list_whatever_the_order_of_the_boxes(tmp_path: Path) -> None:
    write_yolo(tmp_path, draw(tmp_path, 2))
    (tmp_path / "classes.txt").write_text("zebra\nball\nunused\n", "utf-8")
    assert folder_classes(tmp_path, read_folder(tmp_path)) == ["zebra", "ball"]


def test_broken_boxes_and_missing_pictures_are_left_out(tmp_path: Path) -> None:
    pictures = draw(tmp_path, 3)
    write_voc(tmp_path, pictures)
    (tmp_path / "picture 0.png").unlink()
    path = tmp_path / "picture 1.xml"
    first, rest = path.read_text("utf-8").split("</xmin>", 1)
    path.write_text(f"{first[: first.rindex('>') + 1]}nan</xmin>{rest}", "utf-8")
    found = read_folder(tmp_path)
    assert [a.picture.name for a in found] == ["picture 1.png", "picture 2.png"]
    assert [len(a.boxes) for a in found] == [1, 2]


def test_a_folder_without_boxes_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no pictures"):
        read_folder(tmp_path)
    write_voc(tmp_path, [(name, []) for name, _ in draw(tmp_path, 2)])
    with pytest.raises(ValueError, match="no box"):
        folder_classes(tmp_path, read_folder(tmp_path))


@pytest.mark.parametrize("count", [1, 2, 5, 60])
def test_a_tenth_is_held_out_by_hash(count: int, tmp_path: Path) -> None:
    write_voc(tmp_path, draw(tmp_path, count))
    annotations = read_folder(tmp_path)
    train, held = split(annotations)
    assert train and held
    if count > 1:
        assert {a.picture for a in train}.isdisjoint(a.picture for a in held)
        assert len(train) + len(held) == count
    if count == 60:
        assert 1 <= len(held) <= 15
        fewer = {a.picture for a in split(annotations[10:])[1]}
        assert fewer <= {a.picture for a in held}


def test_crops_follow_their_boxes(tmp_path: Path) -> None:
    write_yolo(tmp_path, draw(tmp_path, 3))
    source = AnnotatedSource(tmp_path, CLASSES)
    hits = 0
    for seed in range(12):
        scene = source.sample(np.random.default_rng(seed), 128, 96)
        for label, box in zip(scene.labels, scene.boxes.astype(int), strict=True):
            x0, y0, x1, y1 = box
            middle = scene.image[(y0 + y1) // 2, (x0 + x1) // 2].astype(int)
            paper = np.median(scene.image.reshape(-1, 3), axis=0)
            if label == 1:
                hits += 1
                assert middle.mean() < paper.mean() - 20
    assert hits >= 4


def test_prior_boxes_take_the_shapes_of_the_boxes(tmp_path: Path) -> None:
    write_voc(tmp_path, draw(tmp_path, 5))
    low, middle, high = box_aspects(tmp_path)
    assert 0.5 < low < 1.1
    assert low < middle < high
    assert high == pytest.approx(151 / 31, rel=0.05)


def test_the_shipped_config_starts_from_the_handwriting_backbone(tmp_path: Path) -> None:
    write_voc(tmp_path, draw(tmp_path, 2))
    config = for_folder(load_config(CONFIG), tmp_path)
    model = make_model(config)
    before = {key: value.clone() for key, value in model.state_dict().items()}
    assert config.start is not None
    fitted = load_backbone(model, REPOSITORY / config.start)
    after = model.state_dict()
    assert fitted > 0.9 * len(after)
    assert not np.allclose(after["stem.conv.weight"], before["stem.conv.weight"])
    assert np.array_equal(after["score.bias"], before["score.bias"])


def test_a_wrong_folder_is_told_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "training.detector", "--config", str(CONFIG)]
    command += ["--out", str(tmp_path / "run"), "--data"]
    for data, words in [
        (f"annotated={tmp_path}", "no pictures with Pascal VOC, YOLO or COCO annotations"),
        (f"text={tmp_path}", "--data annotated=FOLDER is needed"),
    ]:
        done = subprocess.run(
            [*command, data], cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_the_command_trains_five_pictures_and_exports(tmp_path: Path) -> None:
    data, out = tmp_path / "my export", tmp_path / "run"
    data.mkdir()
    write_voc(data, draw(data, 5))
    command = [sys.executable, "-m", "training.detector", "--config", str(CONFIG)]
    command += ["--data", f"annotated={data}", "--out", str(out), "--pictures", "8"]
    command += ["--export", str(out / "model"), "--threads", "2"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((out / "model" / "manifest.json").read_text("utf-8"))
    assert manifest["detector"]["classes"] == CLASSES
    assert manifest["trainedOn"] == ["5 annotated pictures"]
    assert manifest["licence"] == "not stated"
    assert all(np.isfinite(value) for value in manifest["metrics"].values())
    model = ExportedDetector(out / "model")
    scores, boxes = model.forward(torch.full((1, 3, 96, 128), 128.0))
    anchors = len(prior_boxes(for_folder(load_config(CONFIG), data).priors, 128, 96))
    assert tuple(boxes.shape) == (1, anchors, 4)
    assert tuple(scores.shape) == (1, anchors, len(CLASSES))
