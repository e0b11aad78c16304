"""The reader as a TensorFlow.js graph: normalisations folded, attention spelt out by heads."""

from __future__ import annotations

import numpy as np
from torch import Tensor, nn

from training.export.graph import (
    Activation,
    GraphWriter,
    Padding,
    conv_weight,
    depthwise_weight,
    fold_batch_norm,
)
from training.reader.model import AttentionBlock, ConvNorm, Reader, SplitConvNorm, TemporalBlock


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().double().cpu().numpy()


def _folded(layer: ConvNorm) -> tuple[np.ndarray, np.ndarray]:
    norm = layer.norm
    statistics = (norm.weight, norm.bias, norm.running_mean, norm.running_var)
    return fold_batch_norm(
        _array(layer.conv.weight), *(_array(value) for value in statistics), norm.eps
    )


def _stride_and_padding(conv: nn.Conv2d) -> tuple[tuple[int, int], Padding]:
    """SAME would pad a strided convolution at the end only, unlike the trained network."""
    stride = (int(conv.stride[0]), int(conv.stride[1]))
    high, wide = (int(size) for size in conv.padding)
    if not (high or wide):
        return stride, "VALID"
    return stride, "SAME" if stride == (1, 1) else ((high, high), (wide, wide))


def _convolution(
    g: GraphWriter, x: str, layer: ConvNorm | SplitConvNorm, activation: Activation = "none"
) -> str:
    if isinstance(layer, SplitConvNorm):
        down = layer.down
        kernel = conv_weight(_array(down.weight).astype(np.float32))
        stride, padding = _stride_and_padding(down)
        none = np.zeros(down.out_channels, np.float32)
        x = g.conv2d(x, kernel, none, stride=stride, padding=padding)
        return _convolution(g, x, layer.along, activation)
    weight, bias = _folded(layer)
    if layer.conv.groups > 1:
        return g.depthwise(x, _nine_wide(depthwise_weight(weight)), bias)
    stride, padding = _stride_and_padding(layer.conv)
    return g.conv2d(
        x, conv_weight(weight), bias, stride=stride, padding=padding, activation=activation
    )


def _nine_wide(weight: np.ndarray) -> np.ndarray:
    """Zeros around a narrower kernel `[1, width, channels, 1]`: the wasm backend has a fast
    depthwise convolution for nine values, and takes six times as long for seven."""
    missing = max(0, 9 - weight.shape[1])
    return np.pad(weight, [(0, 0), (missing // 2, missing - missing // 2), (0, 0), (0, 0)])


def _attention(g: GraphWriter, x: str, block: AttentionBlock) -> str:
    """One product of `[1, frames, size]` matrices a head: with a batch of one and nothing to be
    transposed on the way, the wasm backend takes its fast matrix product."""
    placed = _convolution(g, x, block.place)
    sizes = {"query": block.key_width, "key": block.key_width}
    mixed = []
    for head in range(block.heads):
        parts = {}
        for name in ("query", "key", "value"):
            weight, bias = _folded(getattr(block, name))
            size = sizes.get(name, len(weight) // block.heads)
            own = slice(head * size, (head + 1) * size)
            scale = block.key_width**-0.5 if name == "query" else 1.0
            kernel = conv_weight(weight[own] * np.float32(scale))
            parts[name] = g.conv2d(placed, kernel, bias[own] * np.float32(scale))
        key = g.transpose(parts["key"], [0, 1, 3, 2])
        weights = g.unary("Softmax", g.batch_matmul(parts["query"], key))
        mixed.append(g.batch_matmul(weights, parts["value"]))
    joined = g.unary("Relu", g.concat(mixed, 3))
    return g.add(x, _convolution(g, joined, block.out))


def _temporal(g: GraphWriter, x: str, block: TemporalBlock) -> str:
    y = _convolution(g, x, block.mix)
    y = _convolution(g, y, block.grow, "relu")
    return g.add(x, _convolution(g, y, block.shrink))


def build_graph(model: Reader) -> GraphWriter:
    """The graph of a trained reader: input `image`, output `logits`."""
    g = GraphWriter()
    x = g.placeholder("image", [-1, model.shape.height, -1, 1])
    x = _convolution(g, x, model.stem1, "relu")
    x = _convolution(g, x, model.stem2, "relu")
    x = g.add(x, _convolution(g, x, model.stem3, "relu"))
    x = _convolution(g, x, model.stem4, "relu")
    x = g.add(x, _convolution(g, x, model.stem5, "relu"))
    x = _convolution(g, x, model.collapse, "relu")
    for block in model.blocks:
        x = _temporal(g, x, block) if isinstance(block, TemporalBlock) else _attention(g, x, block)
    head = _array(model.head.weight).astype(np.float32)
    bias = model.head.bias
    assert bias is not None
    x = g.conv2d(x, conv_weight(head), _array(bias).astype(np.float32))
    g.squeeze(x, [1], name="logits")
    return g
