"""What people annotated, from a folder as the page exports it: Pascal VOC, YOLO or COCO files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
CLASS_LIST = "classes.txt"
Box = tuple[str, tuple[float, float, float, float]]


@dataclass(frozen=True)
class Annotation:
    """A picture with its boxes (class, corners x0, y0, x1, y1 in px of the upright picture)."""

    picture: Path
    boxes: list[Box]

    def arrays(self, classes: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Corners float32 [N, 4] and labels int64 [N]; boxes of other classes are left out."""
        kept = [(corners, classes.index(name)) for name, corners in self.boxes if name in classes]
        return (
            np.array([corners for corners, _ in kept], np.float32).reshape(-1, 4),
            np.array([label for _, label in kept], np.int64),
        )


def _picture(*places: Path) -> Path | None:
    return next((p for p in places if p.is_file()), None)


def read_voc(folder: Path) -> Iterator[Annotation]:
    """Every *.xml of a Pascal VOC folder; pictures lie beside them or in JPEGImages."""
    for path in sorted(folder.rglob("*.xml")):
        root = ElementTree.parse(path).getroot()
        if root.tag != "annotation":
            continue
        name = root.findtext("filename") or f"{path.stem}.jpg"
        beside = [path.with_suffix(ending) for ending in ENDINGS]
        picture = _picture(path.parent / name, folder / name, folder / "JPEGImages" / name, *beside)
        if picture is None:
            print(f"{path}: no picture {name}, left out")
            continue
        boxes: list[Box] = []
        for item in root.findall("object"):
            label, box = (item.findtext("name") or "").strip(), item.find("bndbox")
            if label and box is not None:
                x0, y0, x1, y1 = (
                    float(box.findtext(key) or "nan") for key in ("xmin", "ymin", "xmax", "ymax")
                )
                boxes.append((label, (x0, y0, x1, y1)))
        yield Annotation(picture, boxes)


def _class_list(folder: Path, top: Path) -> list[str] | None:
    """The names of the nearest classes.txt, upwards as far as `top`."""
    while True:
        path = folder / CLASS_LIST
        if path.is_file():
            return [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
        if folder == top:
            return None
        folder = folder.parent


def read_yolo(folder: Path) -> Iterator[Annotation]:
    """Every *.txt with a classes.txt in its folder or above; pictures lie beside it, or in `images`
    where the labels are in `labels`."""
    for path in sorted(folder.rglob("*.txt")):
        names = None if path.name == CLASS_LIST else _class_list(path.parent, folder)
        if names is None:
            continue
        parts = ["images" if part == "labels" else part for part in path.parts]
        stems = [path.with_suffix(""), Path(*parts).with_suffix("")]
        # `a.png.txt` names its picture whole.
        picture = _picture(
            *stems, *(s.with_name(s.name + ending) for s in stems for ending in ENDINGS)
        )
        if picture is None:
            print(f"{path}: no picture, left out")
            continue
        image = cv2.imread(str(picture), cv2.IMREAD_COLOR)
        if image is None:
            print(f"{picture}: cannot be opened, left out")
            continue
        height, width = image.shape[:2]
        boxes: list[Box] = []
        for row in path.read_text("utf-8-sig").splitlines():
            cells = row.split()
            if len(cells) < 5:
                continue
            number, x, y, w, h = int(float(cells[0])), *(float(c) for c in cells[1:5])
            if 0 <= number < len(names) and names[number]:
                corners = (
                    (x - w / 2) * width,
                    (y - h / 2) * height,
                    (x + w / 2) * width,
                    (y + h / 2) * height,
                )
                boxes.append((names[number], corners))
        yield Annotation(picture, boxes)


def read_coco(path: Path) -> Iterator[Annotation]:
    """A COCO detection file; pictures lie beside it or in `images`. Nothing for other JSON."""
    data = json.loads(path.read_text("utf-8-sig"))
    if not isinstance(data, dict) or "images" not in data:
        return
    names = {c["id"]: str(c["name"]).strip() for c in data.get("categories", [])}
    boxes: dict[object, list[Box]] = {i["id"]: [] for i in data["images"]}
    for a in data.get("annotations", []):
        if a["category_id"] in names and a["image_id"] in boxes:
            x, y, w, h = a["bbox"]
            boxes[a["image_id"]].append((names[a["category_id"]], (x, y, x + w, y + h)))
    for image in data["images"]:
        name = image["file_name"]
        picture = _picture(path.parent / name, path.parent / "images" / name)
        if picture is None:
            print(f"{path}: no picture {name}, left out")
            continue
        yield Annotation(picture, boxes[image["id"]])


def usable(annotation: Annotation) -> Annotation:
    """Without boxes that have no size or no numbers."""
    kept = [
        (name, (x0, y0, x1, y1))
        for name, (x0, y0, x1, y1) in annotation.boxes
        if np.isfinite([x0, y0, x1, y1]).all() and x1 > x0 and y1 > y0
    ]
    return Annotation(annotation.picture, kept)


def read_folder(folder: Path) -> list[Annotation]:
    """All annotated pictures of a folder, each once: of several formats the first in the order
    Pascal VOC, YOLO, COCO counts. Throws FileNotFoundError when there are none."""
    found: dict[Path, Annotation] = {}
    sources = [read_voc(folder), read_yolo(folder)]
    sources += [read_coco(path) for path in sorted(folder.rglob("*.json"))]
    for source in sources:
        for annotation in source:
            found.setdefault(annotation.picture.resolve(), usable(annotation))
    if not found:
        raise FileNotFoundError(f"{folder}: no pictures with Pascal VOC, YOLO or COCO annotations")
    return sorted(found.values(), key=lambda annotation: annotation.picture)


def folder_classes(folder: Path, annotations: list[Annotation]) -> list[str]:
    """The classes that boxes have, in the order of the folder's classes.txt, else by name. Throws
    ValueError when no box is there."""
    used = {name for annotation in annotations for name, _ in annotation.boxes}
    if not used:
        raise ValueError(f"{folder}: no box in any picture")
    listed = _class_list(folder, folder) or []
    return [name for name in dict.fromkeys(listed) if name in used] + sorted(used - set(listed))


def is_held_out(picture: Path) -> bool:
    """Whether a picture is among the tenth for validation: told by its bytes alone, so that it
    stays there whatever comes to the folder or is renamed."""
    return int(hashlib.sha256(picture.read_bytes()).hexdigest()[:8], 16) % 10 == 0


def split(annotations: list[Annotation]) -> tuple[list[Annotation], list[Annotation]]:
    """Pictures to train on and pictures to measure with. Small folders that would leave one side
    empty give one picture to it; a single picture is on both."""
    held = [a for a in annotations if is_held_out(a.picture)]
    rest = [a for a in annotations if not is_held_out(a.picture)]
    if len(annotations) < 2:
        return annotations, annotations
    if not held:
        held, rest = rest[:1], rest[1:]
    elif not rest:
        held, rest = held[1:], held[:1]
    return rest, held
