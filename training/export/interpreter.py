"""Runs a written graph model in PyTorch, reading the very bytes that TensorFlow.js will read.

That gives the numbers which the page should reproduce, quantisation included.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.export.quantise import unpack

_UNARY = {
    "Relu": F.relu,
    "Relu6": F.relu6,
    "Rsqrt": torch.rsqrt,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Exp": torch.exp,
    "Square": torch.square,
    "Elu": F.elu,
    "Neg": torch.neg,
    "Identity": lambda x: x,
    "Softmax": lambda x: torch.softmax(x, -1),
}


def _string(attribute: dict[str, Any]) -> str:
    return base64.b64decode(attribute["s"]).decode()


def _same(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """TensorFlow's SAME padding before and after."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


class GraphModel:
    """A model folder's graph and weights."""

    def __init__(self, folder: Path) -> None:
        model = json.loads((folder / "model.json").read_text("utf-8"))
        self.nodes = {n["name"]: n for n in model["modelTopology"]["node"]}
        data, offset = (folder / "weights.bin").read_bytes(), 0
        self.weights: dict[str, Tensor] = {}
        for entry in model["weightsManifest"][0]["weights"]:
            values, offset = unpack(entry, data, offset)
            self.weights[entry["name"]] = torch.from_numpy(values.copy())
        if offset != len(data):
            raise ValueError(f"{folder}: weights.bin has {len(data) - offset} bytes too many")

    @torch.no_grad()
    def run(self, inputs: dict[str, np.ndarray], outputs: list[str]) -> list[np.ndarray]:
        """Values of the named nodes for float32 inputs."""
        values: dict[str, Tensor] = {
            k: torch.from_numpy(np.ascontiguousarray(v, np.float32)) for k, v in inputs.items()
        }
        for name in self.nodes:
            if name not in values:
                values[name] = self._node(self.nodes[name], values)
        return [values[o].numpy() for o in outputs]

    def _node(self, node: dict[str, Any], values: dict[str, Tensor]) -> Tensor:
        op, attr = node["op"], node["attr"]
        x = [values[i] for i in node["input"]]
        if op == "Const":
            return self.weights[node["name"]]
        if "Conv2" in op or "Conv2d" in op:
            return self._convolve(op, attr, x)
        if op in _UNARY:
            return _UNARY[op](x[0])
        if op in ("AddV2", "Sub", "Mul"):
            return {"AddV2": torch.add, "Sub": torch.sub, "Mul": torch.mul}[op](x[0], x[1])
        if op in ("MatMul", "BatchMatMulV2"):
            first, second = ("transpose_a", "transpose_b") if op == "MatMul" else ("adj_x", "adj_y")
            a = x[0].transpose(-1, -2) if attr[first]["b"] else x[0]
            b = x[1].transpose(-1, -2) if attr[second]["b"] else x[1]
            return a @ b
        if op == "Mean":
            return x[0].mean(x[1].tolist(), keepdim=attr["keep_dims"]["b"])
        if op == "Reshape":
            return x[0].reshape(x[1].tolist())
        if op == "Squeeze":
            return x[0].squeeze([int(i) for i in attr["squeeze_dims"]["list"]["i"]])
        if op == "Transpose":
            return x[0].permute(x[1].tolist())
        if op == "ConcatV2":
            return torch.cat(x[:-1], int(x[-1]))
        if op == "Pad":
            return F.pad(x[0], [int(v) for pair in reversed(x[1].tolist()) for v in pair])
        if op == "Shape":
            return torch.tensor(x[0].shape, dtype=torch.int32)
        if op == "StridedSlice":
            begin, end, step = (int(v) for v in x[1:4])
            return x[0][begin:end:step]
        if op == "ResizeNearestNeighbor":
            return F.interpolate(
                x[0].permute(0, 3, 1, 2), size=x[1].tolist(), mode="nearest"
            ).permute(0, 2, 3, 1)
        raise ValueError(f"{node['name']}: op {op} is not known here")

    def _convolve(self, op: str, attr: dict[str, Any], x: list[Tensor]) -> Tensor:
        strides = [int(s) for s in attr["strides"]["list"]["i"]][1:3]
        depthwise = "Depthwise" in op
        weight = x[1].permute(2, 3, 0, 1) if depthwise else x[1].permute(3, 2, 0, 1)
        image = x[0].permute(0, 3, 1, 2)
        padding = _string(attr["padding"])
        if padding == "EXPLICIT":
            above, below, left_px, right_px = (
                int(v) for v in attr["explicit_paddings"]["list"]["i"][2:6]
            )
            image = F.pad(image, [left_px, right_px, above, below])
        if padding == "SAME":
            top = _same(image.shape[2], weight.shape[2], strides[0])
            left = _same(image.shape[3], weight.shape[3], strides[1])
            image = F.pad(image, [*left, *top])
        y = F.conv2d(
            image,
            weight,
            x[2] if len(x) > 2 else None,
            strides,
            groups=image.shape[1] if depthwise else 1,
        )
        for fused in attr.get("fused_ops", {"list": {"s": []}})["list"]["s"]:
            name = base64.b64decode(fused).decode()
            y = _UNARY[name](y) if name in _UNARY else y
        return y.permute(0, 2, 3, 1)
