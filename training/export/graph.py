"""Writes TensorFlow.js graph models: a GraphDef in JSON and one shard of weights.

All pictures are NHWC. Every method adds a node and gives its name, which the next node takes as
input:

    g = GraphWriter()
    x = g.placeholder("image", [1, -1, -1, 3])
    x = g.conv2d(x, weight, bias, stride=2, activation="relu6")
    g.write(folder, ["scores"], precision="float16")
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from training.export.graphdef import INT, GraphDef, ints_attribute, string_attribute

Activation = Literal["none", "relu", "relu6"]
Padding = Literal["SAME", "VALID"] | tuple[tuple[int, int], tuple[int, int]]
"""Zeros above and below, left and right, or one of TensorFlow's rules."""
_FUSED = {"relu": "Relu", "relu6": "Relu6"}


class GraphWriter(GraphDef):
    """Operations with their attributes filled in."""

    # Convolutions

    def _convolve(
        self,
        ops: tuple[str, str],
        x: str,
        weight: np.ndarray,
        bias: np.ndarray | None,
        strides: tuple[int, int],
        padding: Padding,
        activation: Activation,
        name: str | None,
    ) -> str:
        attributes = {
            "strides": ints_attribute([1, *strides, 1]),
            "padding": string_attribute(padding if isinstance(padding, str) else "EXPLICIT"),
            "data_format": string_attribute("NHWC"),
            "dilations": ints_attribute([1, 1, 1, 1]),
        }
        if not isinstance(padding, str):
            high, wide = padding
            attributes["explicit_paddings"] = ints_attribute([0, 0, *high, *wide, 0, 0])
        kernel = self.constant(weight.astype(np.float32))
        if bias is None and activation == "none":
            return self.node(ops[0], [x, kernel], attributes, name)
        if bias is None:
            outputs = weight.shape[3] if ops[0] == "Conv2D" else weight.shape[2] * weight.shape[3]
            bias = np.zeros(outputs, np.float32)
        fused = ["BiasAdd"] + ([_FUSED[activation]] if activation != "none" else [])
        attributes |= {
            "num_args": {"i": "1"},
            "epsilon": {"f": 0.0},
            "fused_ops": {"list": {"s": [string_attribute(f)["s"] for f in fused]}},
        }
        return self.node(
            ops[1],
            [x, kernel, self.constant(bias.astype(np.float32), precise=True)],
            attributes,
            name,
        )

    def conv2d(
        self,
        x: str,
        weight: np.ndarray,
        bias: np.ndarray | None = None,
        *,
        stride: int | tuple[int, int] = 1,
        padding: Padding = "SAME",
        activation: Activation = "none",
        name: str | None = None,
    ) -> str:
        """Convolution with `weight` [kh, kw, in, out], bias and activation fused in."""
        steps = (stride, stride) if isinstance(stride, int) else stride
        return self._convolve(
            ("Conv2D", "_FusedConv2D"), x, weight, bias, steps, padding, activation, name
        )

    def depthwise(
        self,
        x: str,
        weight: np.ndarray,
        bias: np.ndarray | None = None,
        *,
        stride: int | tuple[int, int] = 1,
        padding: Padding = "SAME",
        activation: Activation = "none",
        name: str | None = None,
    ) -> str:
        """Depthwise convolution with `weight` [kh, kw, channels, 1]; TensorFlow wants one stride
        for both directions."""
        steps = (stride, stride) if isinstance(stride, int) else stride
        return self._convolve(
            ("DepthwiseConv2dNative", "FusedDepthwiseConv2dNative"),
            x,
            weight,
            bias,
            steps,
            padding,
            activation,
            name,
        )

    # Arithmetic

    def matmul(
        self,
        a: str,
        b: str,
        *,
        transpose_a: bool = False,
        transpose_b: bool = False,
        name: str | None = None,
    ) -> str:
        """Matrix product of two-dimensional tensors."""
        return self.node(
            "MatMul",
            [a, b],
            {"transpose_a": {"b": transpose_a}, "transpose_b": {"b": transpose_b}},
            name,
        )

    def batch_matmul(
        self, a: str, b: str, *, adj_x: bool = False, adj_y: bool = False, name: str | None = None
    ) -> str:
        """Product of the last two dimensions, the others as a batch."""
        return self.node(
            "BatchMatMulV2", [a, b], {"adj_x": {"b": adj_x}, "adj_y": {"b": adj_y}}, name
        )

    def add(self, a: str, b: str, name: str | None = None) -> str:
        """a + b, broadcast."""
        return self.node("AddV2", [a, b], None, name)

    def sub(self, a: str, b: str, name: str | None = None) -> str:
        """a - b, broadcast."""
        return self.node("Sub", [a, b], None, name)

    def mul(self, a: str, b: str, name: str | None = None) -> str:
        """a * b, broadcast."""
        return self.node("Mul", [a, b], None, name)

    def unary(
        self,
        op: Literal[
            "Relu",
            "Relu6",
            "Rsqrt",
            "Sigmoid",
            "Tanh",
            "Exp",
            "Identity",
            "Square",
            "Softmax",
            "Elu",
            "Neg",
        ],
        x: str,
        name: str | None = None,
    ) -> str:
        """An operation on every value (Softmax: over the last dimension)."""
        return self.node(op, [x], None, name)

    def mean(
        self, x: str, axes: Sequence[int], *, keep: bool = True, name: str | None = None
    ) -> str:
        """Mean over axes."""
        return self.node(
            "Mean", [x, self.constant(list(axes))], {"keep_dims": {"b": keep}, "Tidx": INT}, name
        )

    def layer_norm(
        self,
        x: str,
        gain: np.ndarray,
        shift: np.ndarray,
        epsilon: float = 1e-5,
        name: str | None = None,
    ) -> str:
        """Layer normalisation over the last dimension, in parts (no fused kernel exists)."""
        centred = self.sub(x, self.mean(x, [-1]))
        variance = self.mean(self.unary("Square", centred), [-1])
        scale = self.unary("Rsqrt", self.add(variance, self.constant(np.float32(epsilon))))
        scaled = self.mul(self.mul(centred, scale), self.constant(gain, precise=True))
        return self.add(scaled, self.constant(shift, precise=True), name)

    # Shapes

    def reshape(self, x: str, shape: Sequence[int], name: str | None = None) -> str:
        """Reshape; one size may be -1."""
        return self.node("Reshape", [x, self.constant(list(shape))], {"Tshape": INT}, name)

    def squeeze(self, x: str, axes: Sequence[int], name: str | None = None) -> str:
        """Takes away axes of size one."""
        return self.node("Squeeze", [x], {"squeeze_dims": ints_attribute(list(axes))}, name)

    def transpose(self, x: str, order: Sequence[int], name: str | None = None) -> str:
        """Reorders dimensions."""
        return self.node("Transpose", [x, self.constant(list(order))], {"Tperm": INT}, name)

    def concat(self, parts: Sequence[str], axis: int, name: str | None = None) -> str:
        """Joins along an axis."""
        return self.node(
            "ConcatV2",
            [*parts, self.constant(np.int32(axis))],
            {"N": {"i": str(len(parts))}, "Tidx": INT},
            name,
        )

    def pad(self, x: str, amounts: Sequence[Sequence[int]], name: str | None = None) -> str:
        """Zeros before and after, a pair for every dimension."""
        flat = np.array(amounts, np.int32)
        return self.node("Pad", [x, self.constant(flat)], {"Tpaddings": INT}, name)

    def enlarge_nearest(self, x: str, factor: int, name: str | None = None) -> str:
        """Nearest-neighbour enlargement by a whole factor, whatever the input's size."""
        shape = self.node("Shape", [x], {"out_type": INT})
        sides = self.node(
            "StridedSlice",
            [shape, self.constant([1]), self.constant([3]), self.constant([1])],
            {
                "T": INT,
                "Index": INT,
                **{
                    f"{m}_mask": {"i": "0"}
                    for m in ("begin", "end", "ellipsis", "new_axis", "shrink_axis")
                },
            },
        )
        size = self.node("Mul", [sides, self.constant([factor, factor])], {"T": INT})
        return self.node(
            "ResizeNearestNeighbor",
            [x, size],
            {"align_corners": {"b": False}, "half_pixel_centers": {"b": False}},
            name,
        )


def fold_batch_norm(
    weight: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    variance: np.ndarray,
    epsilon: float,
    bias: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """A convolution followed by batch normalisation as one: weight [out, in, kh, kw] (PyTorch's
    order, depthwise too) and bias [out]."""
    scale = gamma / np.sqrt(variance + epsilon)
    folded = weight * scale.reshape(-1, *([1] * (weight.ndim - 1)))
    shift = beta - mean * scale if bias is None else beta + (bias - mean) * scale
    return folded.astype(np.float32), shift.astype(np.float32)


def conv_weight(weight: np.ndarray) -> np.ndarray:
    """PyTorch's [out, in, kh, kw] to TensorFlow's [kh, kw, in, out]."""
    return np.ascontiguousarray(weight.transpose(2, 3, 1, 0))


def depthwise_weight(weight: np.ndarray) -> np.ndarray:
    """PyTorch's depthwise [channels, 1, kh, kw] to TensorFlow's [kh, kw, channels, 1]."""
    return np.ascontiguousarray(weight.transpose(2, 3, 0, 1))
