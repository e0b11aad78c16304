"""The graph writer against PyTorch, and the stored numbers against what was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from training.export.graph import GraphWriter, conv_weight, depthwise_weight, fold_batch_norm
from training.export.interpreter import GraphModel
from training.export.manifest import write_manifest
from training.export.quantise import store, unpack


def random(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def test_strided_convolutions_agree_with_pytorch(tmp_path: Path) -> None:
    kernel, bias, deep = random(8, 3, 3, 3), random(8, seed=1), random(8, 1, 3, 3, seed=2)
    g = GraphWriter()
    x = g.placeholder("image", [1, -1, -1, 3])
    x = g.conv2d(x, conv_weight(kernel), bias, stride=2, activation="relu6")
    g.depthwise(x, depthwise_weight(deep), stride=2, name="out")
    g.write(tmp_path, ["out"], "float32")
    picture = random(1, 12, 18, 3, seed=3)
    (found,) = GraphModel(tmp_path).run({"image": picture}, ["out"])
    y = F.pad(torch.from_numpy(picture).permute(0, 3, 1, 2), (0, 1, 0, 1))
    y = F.relu6(F.conv2d(y, torch.from_numpy(kernel), torch.from_numpy(bias), 2))
    # 6 rows need one row below; 9 columns one on either side.
    y = F.conv2d(F.pad(y, (1, 1, 0, 1)), torch.from_numpy(deep), None, 2, groups=8)
    assert found.shape == (1, 3, 5, 8)
    np.testing.assert_allclose(found, y.permute(0, 2, 3, 1).numpy(), atol=1e-5)


def test_explicit_padding_and_squeeze_agree_with_pytorch(tmp_path: Path) -> None:
    kernel, bias = random(4, 2, 3, 3), random(4, seed=1)
    g = GraphWriter()
    x = g.placeholder("image", [1, -1, -1, 2])
    x = g.conv2d(x, conv_weight(kernel), bias, stride=(2, 1), padding=((1, 0), (2, 1)))
    g.squeeze(x, [1], name="out")
    g.write(tmp_path, ["out"], "float32")
    picture = random(1, 2, 9, 2, seed=3)
    (found,) = GraphModel(tmp_path).run({"image": picture}, ["out"])
    y = F.pad(torch.from_numpy(picture).permute(0, 3, 1, 2), (2, 1, 1, 0))
    y = F.conv2d(y, torch.from_numpy(kernel), torch.from_numpy(bias), (2, 1))
    assert found.shape == (1, 10, 4)
    np.testing.assert_allclose(found, y.permute(0, 2, 3, 1).squeeze(1).numpy(), atol=1e-5)


def test_layer_norm_attention_and_enlargement(tmp_path: Path) -> None:
    gain, shift = random(6), random(6, seed=1)
    g = GraphWriter()
    x = g.placeholder("x", [-1, 4, 6])
    normal = g.layer_norm(x, gain, shift)
    weights = g.unary("Softmax", g.batch_matmul(normal, normal, adj_y=True))
    out = g.batch_matmul(weights, normal, name="out")
    g.enlarge_nearest(g.reshape(out, [-1, 2, 2, 6]), 2, name="large")
    g.write(tmp_path, ["out", "large"], "float32")
    value = random(2, 4, 6, seed=2)
    found, large = GraphModel(tmp_path).run({"x": value}, ["out", "large"])
    t = F.layer_norm(torch.from_numpy(value), (6,), torch.from_numpy(gain), torch.from_numpy(shift))
    expected = torch.softmax(t @ t.transpose(1, 2), -1) @ t
    np.testing.assert_allclose(found, expected.numpy(), atol=1e-5)
    assert large.shape == (2, 4, 4, 6)
    np.testing.assert_array_equal(large[:, 1, 3], large[:, 0, 2])


def test_batch_norm_folds_into_the_convolution() -> None:
    conv, norm = torch.nn.Conv2d(3, 5, 3, bias=False), torch.nn.BatchNorm2d(5, eps=1e-3)
    norm.running_mean.normal_()
    norm.running_var.uniform_(0.5, 2)
    torch.nn.init.normal_(norm.weight)
    torch.nn.init.normal_(norm.bias)
    norm.eval()
    weight, bias = fold_batch_norm(
        *(
            t.detach().numpy()
            for t in (conv.weight, norm.weight, norm.bias, norm.running_mean, norm.running_var)
        ),
        1e-3,
    )
    x = torch.randn(2, 3, 7, 7)
    folded = F.conv2d(x, torch.from_numpy(weight), torch.from_numpy(bias))
    torch.testing.assert_close(folded, norm(conv(x)), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize(
    ("precision", "error"), [("float32", 0.0), ("float16", 2e-3), ("uint8", 2e-2)]
)
def test_stored_weights_come_back(precision: str, error: float) -> None:
    values = random(40, 50)
    stored = store("w", values, precision)  # type: ignore[arg-type]
    found, end = unpack(stored.entry, stored.data, 0)
    assert end == len(stored.data) == 2000 * {"float32": 4, "float16": 2, "uint8": 1}[precision]
    assert np.abs(found - values).max() <= error * np.abs(values).max()


def test_zero_stays_zero_in_eight_bits() -> None:
    values = random(40, 50)
    values[3] = 0
    stored = store("w", values, "uint8")
    assert np.abs(unpack(stored.entry, stored.data, 0)[0][3]).max() < 1e-6


def test_weights_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        store("w", np.full((2, 2), np.nan, np.float32), "float16")


def test_manifest_names_sizes_and_hashes(tmp_path: Path) -> None:
    g = GraphWriter()
    g.add(g.placeholder("x", [1]), g.constant(1.5), "y")
    files = g.write(tmp_path, ["y"])
    path = write_manifest(
        tmp_path,
        name="m",
        version="1",
        kind="detector",
        files=files,
        attribution=["a"],
        metrics={"AP50": 0.5},
        trained_on=["t"],
        details={"classes": ["c"]},
    )
    manifest = json.loads(path.read_text("utf-8"))
    assert [f["path"] for f in manifest["files"]] == ["model.json", "weights.bin"]
    assert manifest["files"][1]["bytes"] == 4 and len(manifest["files"][1]["sha256"]) == 64
    assert manifest["detector"] == {"classes": ["c"]}


def test_a_calibration_names_its_weights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def export(weight: float) -> dict[str, Any]:
        g = GraphWriter()
        g.add(g.placeholder("x", [1]), g.constant(weight), "y")
        path = write_manifest(
            tmp_path,
            name="m",
            version="1",
            kind="reader",
            files=g.write(tmp_path, ["y"]),
            attribution=[],
            metrics={},
            trained_on=[],
        )
        return dict(json.loads(path.read_text("utf-8")))

    manifest = export(1.5)
    assert "calibration" not in manifest
    manifest["calibration"] = {"weights": {"m": manifest["files"][1]["sha256"]}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert export(1.5)["calibration"] == manifest["calibration"]
    assert capsys.readouterr().out == ""
    # The values are where a fit begins; beside other weights the engine refuses them.
    assert export(2.5)["calibration"] == manifest["calibration"]
    assert "npm run calibrate" in capsys.readouterr().out


def test_outputs_and_inputs_must_exist(tmp_path: Path) -> None:
    g = GraphWriter()
    with pytest.raises(ValueError, match="no node nowhere"):
        g.unary("Relu", "nowhere")
    with pytest.raises(ValueError, match="to put out"):
        g.write(tmp_path, ["nothing"])
