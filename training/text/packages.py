"""Fetches Debian, npm and PyPI packages and unpacks them, without installing anything."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


def fetch_debian(name: str, cache: Path) -> Path:
    """Downloads one Debian package with apt and unpacks it with dpkg; returns its root folder."""
    root = cache / f"debian-{name}"
    if not root.exists():
        downloads = cache / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["apt-get", "download", name], cwd=downloads, check=True, capture_output=True
        )
        package = max(downloads.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime)
        unfinished = root.with_suffix(".part")
        subprocess.run(["dpkg", "-x", str(package), str(unfinished)], check=True)
        unfinished.rename(root)
    return root


def fetch_npm(name: str, version: str, cache: Path) -> Path:
    """Packs one exact version of an npm package and unpacks it; returns its package folder."""
    root = cache / f"npm-{name.replace('/', '-').lstrip('@')}-{version}"
    if not root.exists():
        downloads = cache / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", f"{name}@{version}", "--loglevel=error"],
            cwd=downloads,
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"npm_config_update_notifier": "false"},
        )
        archive = downloads / packed.stdout.strip().splitlines()[-1]
        unfinished = root.with_suffix(".part")
        with tarfile.open(archive) as tar:
            tar.extractall(unfinished, filter="data")
        unfinished.rename(root)
    return root / "package"


def fetch_pypi(name: str, version: str, cache: Path) -> Path:
    """Downloads one exact version of a wheel with pip and unpacks it; returns its root folder."""
    root = cache / f"pypi-{name}-{version}"
    if not root.exists():
        downloads = cache / "downloads" / root.name
        downloads.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--no-deps", f"{name}=={version}"],
            cwd=downloads,
            check=True,
            capture_output=True,
        )
        unfinished = root.with_suffix(".part")
        with zipfile.ZipFile(next(downloads.glob("*.whl"))) as wheel:
            wheel.extractall(unfinished)
        unfinished.rename(root)
    return root
