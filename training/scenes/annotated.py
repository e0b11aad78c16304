"""Pictures that people annotated: Pascal VOC and COCO folders, cropped and scaled at random."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np

from training.scenes.camera import chance, develop
from training.scenes.scene import Scene

Rng = np.random.Generator
Annotation = tuple[Path, np.ndarray, np.ndarray]


def read_voc(folder: Path, classes: list[str]) -> list[Annotation]:
    """Every *.xml of a Pascal VOC folder (pictures beside them or in JPEGImages); boxes of other
    classes are left out."""
    found = []
    for path in sorted(folder.rglob("*.xml")):
        root = ElementTree.parse(path).getroot()
        name = root.findtext("filename") or f"{path.stem}.jpg"
        places = [path.parent / name, folder / name, folder / "JPEGImages" / name]
        picture = next((p for p in places if p.exists()), None)
        if picture is None:
            raise FileNotFoundError(f"{path}: no picture {name} beside it")
        boxes, labels = [], []
        for item in root.iter("object"):
            label, box = item.findtext("name"), item.find("bndbox")
            if label in classes and box is not None:
                boxes.append(
                    [float(box.findtext(k) or 0) for k in ("xmin", "ymin", "xmax", "ymax")]
                )
                labels.append(classes.index(label))
        found.append(
            (picture, np.array(boxes, np.float32).reshape(-1, 4), np.array(labels, np.int64))
        )
    return found


def read_coco(path: Path, classes: list[str]) -> list[Annotation]:
    """A COCO detection file; pictures lie beside it or in `images`."""
    data = json.loads(path.read_text("utf-8"))
    label_of = {
        c["id"]: classes.index(c["name"]) for c in data["categories"] if c["name"] in classes
    }
    boxes: dict[int, list[tuple[int, list[float]]]] = {i["id"]: [] for i in data["images"]}
    for a in data["annotations"]:
        if a["category_id"] in label_of:
            x, y, w, h = a["bbox"]
            boxes[a["image_id"]].append((label_of[a["category_id"]], [x, y, x + w, y + h]))
    found = []
    for image in data["images"]:
        places = [path.parent / image["file_name"], path.parent / "images" / image["file_name"]]
        picture = next((p for p in places if p.exists()), None)
        if picture is None:
            raise FileNotFoundError(f"{path}: no picture {image['file_name']}")
        mine = boxes[image["id"]]
        found.append(
            (
                picture,
                np.array([b for _, b in mine], np.float32).reshape(-1, 4),
                np.array([label for label, _ in mine], np.int64),
            )
        )
    return found


class AnnotatedSource:
    """Random crops (60 to 130 % of the picture) of annotated pictures, re-lit and blurred."""

    def __init__(self, folder: Path, classes: list[str]) -> None:
        self.pictures = read_voc(folder, classes)
        for path in sorted(folder.rglob("*.json")):
            self.pictures += read_coco(path, classes)
        if not self.pictures:
            raise FileNotFoundError(f"{folder}: neither Pascal VOC nor COCO annotations")

    def sample(self, rng: Rng, width: int, height: int) -> Scene:
        """One crop."""
        path, boxes, labels = self.pictures[int(rng.integers(0, len(self.pictures)))]
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None:
            raise FileNotFoundError(path)
        image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        h, w = image.shape[:2]
        scale = min(width / w, height / h) * float(rng.uniform(0.77, 1.67))
        dx = float(rng.uniform(min(0, width - w * scale), max(0, width - w * scale)))
        dy = float(rng.uniform(min(0, height - h * scale), max(0, height - h * scale)))
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            matrix = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        else:
            matrix = np.array([[scale, 0, dx], [0, scale, dy]], np.float32)
        out = cv2.warpAffine(
            image,
            matrix,
            (width, height),
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(114, 114, 114),
        )
        moved = boxes * scale + np.array([dx, dy, dx, dy], np.float32)
        inner = np.clip(moved, 0, [width, height, width, height])
        area = np.prod(moved[:, 2:] - moved[:, :2], axis=1)
        share = np.prod(inner[:, 2:] - inner[:, :2], axis=1) / np.maximum(area, 1e-6)
        kept = share > 0.8
        if chance(rng, 0.7):
            out = develop(rng, out, 0.6)
        return Scene(
            out,
            inner[kept].astype(np.float32),
            labels[kept],
            inner[(share > 0.05) & ~kept].astype(np.float32),
        )
