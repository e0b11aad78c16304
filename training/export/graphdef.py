"""A GraphDef in JSON with its weights in one shard, as TensorFlow.js loads them."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.export.quantise import Precision, store


def string_attribute(value: str) -> dict[str, str]:
    return {"s": base64.b64encode(value.encode()).decode()}


def ints_attribute(values: Sequence[int]) -> dict[str, Any]:
    return {"list": {"i": [str(v) for v in values]}}


def shape_attribute(sizes: Sequence[int]) -> dict[str, Any]:
    return {"shape": {"dim": [{"size": str(s)} for s in sizes]}}


FLOAT, INT = {"type": "DT_FLOAT"}, {"type": "DT_INT32"}


class GraphDef:
    """Nodes and weights of a graph; names are made unique by a number where none is given."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.weights: dict[str, np.ndarray] = {}
        self.precise: set[str] = set()
        self.inputs: dict[str, list[int]] = {}
        self._names: set[str] = set()

    def _name(self, wish: str | None, op: str) -> str:
        if wish is not None:
            if wish in self._names:
                raise ValueError(f"two nodes named {wish}")
            name = wish
        else:
            name = next(
                n
                for i in range(len(self.nodes) + 1)
                if (n := f"{op.strip('_')}_{len(self.nodes) + i}") not in self._names
            )
        self._names.add(name)
        return name

    def node(
        self,
        op: str,
        inputs: Sequence[str],
        attributes: dict[str, Any] | None = None,
        name: str | None = None,
    ) -> str:
        """Adds any node; the other methods are this with the attributes filled in."""
        name = self._name(name, op)
        for source in inputs:
            if source not in self._names:
                raise ValueError(f"{name}: no node {source}")
        self.nodes.append(
            {
                "name": name,
                "op": op,
                "input": list(inputs),
                "attr": {"T": FLOAT, **(attributes or {})},
            }
        )
        return name

    def placeholder(self, name: str, shape: Sequence[int]) -> str:
        """A float32 input; -1 for sizes that are free."""
        self.inputs[name] = list(shape)
        return self.node(
            "Placeholder", [], {"dtype": FLOAT, **{"shape": shape_attribute(shape)}}, name
        )

    def constant(
        self,
        values: np.ndarray | Sequence[int] | float,
        name: str | None = None,
        *,
        precise: bool = False,
    ) -> str:
        """A weight (float32) or sizes (ints become int32); `precise` ones are never quantised."""
        array = np.asarray(values)
        array = array.astype(np.int32 if array.dtype.kind in "iu" else np.float32)
        name = self.node("Const", [], {"dtype": INT if array.dtype == np.int32 else FLOAT}, name)
        self.weights[name] = np.ascontiguousarray(array)
        if precise:
            self.precise.add(name)
        return name

    def topology(self) -> dict[str, Any]:
        """The GraphDef as JSON-ready data, weights left out."""
        nodes = []
        for node in self.nodes:
            copy = {**node, "attr": dict(node["attr"])}
            if node["op"] in ("Const", "Placeholder"):
                copy["attr"].pop("T")
            nodes.append(copy)
        return {"node": nodes, "library": {}, "versions": {"producer": 1882}}

    def write(
        self, folder: Path, outputs: Sequence[str], precision: Precision = "float16"
    ) -> list[Path]:
        """Writes model.json and weights.bin into `folder` and gives their paths.

        `outputs` are node names. Throws ValueError for one that does not exist.
        """
        missing = [o for o in outputs if o not in self._names]
        if missing:
            raise ValueError(f"no nodes {missing} to put out")
        stored = [
            store(n, w, "float32" if n in self.precise else precision)
            for n, w in self.weights.items()
        ]
        model = {
            "format": "graph-model",
            "generatedBy": "training.export",
            "convertedBy": None,
            "signature": {
                "inputs": {
                    n: {
                        "name": f"{n}:0",
                        "dtype": "DT_FLOAT",
                        "tensorShape": shape_attribute(s)["shape"],
                    }
                    for n, s in self.inputs.items()
                },
                "outputs": {n: {"name": f"{n}:0", "dtype": "DT_FLOAT"} for n in outputs},
            },
            "modelTopology": self.topology(),
            "weightsManifest": [{"paths": ["weights.bin"], "weights": [s.entry for s in stored]}],
        }
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / "model.json", folder / "weights.bin"]
        paths[0].write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf-8")
        paths[1].write_bytes(b"".join(s.data for s in stored))
        return paths
