"""How weights are stored: float32, float16, or uint8 with a tensor's own minimum and step.

The formats are those of TensorFlow.js weight manifests (`quantization` in a weight's entry).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Precision = Literal["float32", "float16", "uint8"]

SMALL = 1024
"""Tensors with fewer values, and all of one dimension (biases), stay float32."""


@dataclass(frozen=True)
class StoredTensor:
    """One tensor's bytes and its entry in the manifest."""

    data: bytes
    entry: dict[str, Any]


def store(name: str, values: np.ndarray, precision: Precision) -> StoredTensor:
    """Packs float32 or int32 values. Throws ValueError for other types or values not finite."""
    shape = [int(n) for n in values.shape]
    if values.dtype == np.int32:
        return StoredTensor(
            values.astype("<i4").tobytes(), {"name": name, "shape": shape, "dtype": "int32"}
        )
    if values.dtype != np.float32:
        raise ValueError(f"{name}: float32 or int32 expected, got {values.dtype}")
    if not np.isfinite(values).all():
        raise ValueError(f"{name}: weights are not finite")
    entry: dict[str, Any] = {"name": name, "shape": shape, "dtype": "float32"}
    if precision == "float32" or values.ndim < 2 or values.size < SMALL:
        return StoredTensor(values.astype("<f4").tobytes(), entry)
    if precision == "float16":
        entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
        return StoredTensor(values.astype("<f2").tobytes(), entry)
    low, high = float(values.min()), float(values.max())
    step = (high - low) / 255 or 1.0
    # Zero stays exactly zero where the range holds it: move the minimum onto the grid.
    if low < 0 < high:
        low = -round(-low / step) * step
    packed = np.clip(np.round((values - low) / step), 0, 255).astype(np.uint8)
    entry["quantization"] = {
        "dtype": "uint8",
        "min": low,
        "scale": step,
        "original_dtype": "float32",
    }
    return StoredTensor(packed.tobytes(), entry)


def unpack(entry: dict[str, Any], data: bytes, offset: int) -> tuple[np.ndarray, int]:
    """The values of a manifest entry that start at `offset`, as TensorFlow.js reads them, and the
    offset after them."""
    count = int(np.prod(entry["shape"], dtype=np.int64))
    quantised = entry.get("quantization")
    kind = quantised["dtype"] if quantised else entry["dtype"]
    dtype = {"float32": "<f4", "int32": "<i4", "float16": "<f2", "uint8": "u1"}[kind]
    raw = np.frombuffer(data, dtype, count, offset)
    values = raw.astype(np.int32 if entry["dtype"] == "int32" else np.float32)
    if kind == "uint8":
        values = (values * np.float32(quantised["scale"]) + np.float32(quantised["min"])).astype(
            np.float32
        )
    return values.reshape(entry["shape"]), offset + raw.nbytes
