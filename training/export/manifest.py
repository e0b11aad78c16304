"""manifest.json beside an exported model: what it is, its files with sizes and hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

Kind = Literal["detector", "reader", "language-model"]


def file_entry(path: Path) -> dict[str, Any]:
    """Name, size and SHA-256 of a file."""
    data = path.read_bytes()
    return {"path": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def kept_calibration(folder: Path, files: Sequence[Path]) -> dict[str, Any] | None:
    """What `npm run calibrate` fitted to the weights that lay in the folder, under their SHA-256: with
    others than theirs in `files` the engine refuses it, and a line says so."""
    path = folder / "manifest.json"
    if not path.exists():
        return None
    before = json.loads(path.read_text("utf-8"))
    calibration = before.get("calibration")
    if calibration is None:
        return None

    def weights(entries: list[dict[str, Any]]) -> list[str]:
        return [entry["sha256"] for entry in entries if entry["path"] != "model.json"]

    if weights(before["files"]) != weights([file_entry(path) for path in files]):
        print(f"{folder.name}: other weights than before, to which nothing is fitted yet: "
              "npm run calibrate")
    return dict(calibration)


def write_manifest(
    folder: Path,
    *,
    name: str,
    version: str,
    kind: Kind,
    files: Sequence[Path],
    attribution: Sequence[str],
    metrics: dict[str, float],
    trained_on: Sequence[str],
    details: dict[str, Any] | None = None,
    licence: str = "Apache-2.0",
) -> Path:
    """Writes `folder`/manifest.json; `details` is what the kind itself needs (classes, priors,
    alphabet). Metrics are numbers that were measured. A calibration names its weights."""
    manifest: dict[str, Any] = {
        "manifestVersion": 1,
        "name": name,
        "version": version,
        "kind": kind,
        "files": [file_entry(p) for p in files],
        "licence": licence,
        "attribution": list(attribution),
        "metrics": metrics,
        "trainedOn": list(trained_on),
    }
    if details is not None:
        manifest[kind] = details
    calibration = kept_calibration(folder, files)
    if calibration is not None:
        manifest["calibration"] = calibration
    path = folder / "manifest.json"
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path
