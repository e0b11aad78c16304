"""Folders as the page's annotator exports them, byte for byte, for tests."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

CLASSES = ["ball", "bar & co"]
WIDTH, HEIGHT = 320, 240
Box = tuple[int, int, int, int, int]


def draw(folder: Path, count: int) -> list[tuple[str, list[Box]]]:
    """Pictures with dark discs (class 0) and wide grey bars (class 1); boxes x0, y0, x1, y1."""
    rng = np.random.default_rng(5)
    made = []
    for index in range(count):
        image = np.full((HEIGHT, WIDTH, 3), 235, np.uint8)
        noise = rng.integers(0, 12, image.shape, np.uint8)
        x, y, radius = (int(v) for v in rng.integers([50, 50, 18], [270, 110, 40]))
        cv2.circle(image, (x, y), radius, (40, 40, 180), -1)
        left, top = (int(v) for v in rng.integers([10, 170], [120, 200]))
        cv2.rectangle(image, (left, top), (left + 150, top + 30), (90, 90, 90), -1)
        name = f"picture {index}.png"
        cv2.imwrite(str(folder / name), image - noise)
        boxes = [
            (0, x - radius, y - radius, x + radius + 1, y + radius + 1),
            (1, left, top, left + 151, top + 31),
        ]
        made.append((name, boxes))
    return made


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;")


def write_voc(folder: Path, pictures: list[tuple[str, list[Box]]]) -> None:
    """Pascal VOC files beside the pictures."""
    for name, boxes in pictures:
        objects = "".join(
            f"\t<object>\n\t\t<name>{_escaped(CLASSES[label])}</name>\n"
            "\t\t<pose>Unspecified</pose>\n\t\t<truncated>0</truncated>\n"
            "\t\t<difficult>0</difficult>\n\t\t<bndbox>\n"
            f"\t\t\t<xmin>{x0}</xmin>\n\t\t\t<ymin>{y0}</ymin>\n"
            f"\t\t\t<xmax>{x1}</xmax>\n\t\t\t<ymax>{y1}</ymax>\n"
            "\t\t</bndbox>\n\t</object>\n"
            for label, x0, y0, x1, y1 in boxes
        )
        (folder / name).with_suffix(".xml").write_text(
            '<annotation verified="yes">\n\t<folder/>\n'
            f"\t<filename>{name}</filename>\n\t<path>{name}</path>\n"
            "\t<source>\n\t\t<database>Unknown</database>\n\t</source>\n"
            f"\t<size>\n\t\t<width>{WIDTH}</width>\n\t\t<height>{HEIGHT}</height>\n"
            "\t\t<depth>3</depth>\n\t</size>\n\t<segmented>0</segmented>\n"
            f"{objects}</annotation>\n",
            "utf-8",
        )


def write_yolo(folder: Path, pictures: list[tuple[str, list[Box]]]) -> None:
    """YOLO rows beside the pictures, and classes.txt."""
    for name, boxes in pictures:
        rows = "".join(
            f"{label} {(x0 + x1) / 2 / WIDTH:.6f} {(y0 + y1) / 2 / HEIGHT:.6f} "
            f"{(x1 - x0) / WIDTH:.6f} {(y1 - y0) / HEIGHT:.6f}\n"
            for label, x0, y0, x1, y1 in boxes
        )
        (folder / name).with_suffix(".txt").write_text(rows, "utf-8")
    (folder / "classes.txt").write_text("".join(f"{name}\n" for name in CLASSES), "utf-8")


def write_coco(folder: Path, pictures: list[tuple[str, list[Box]]]) -> None:
    """One COCO file."""
    images, annotations = [], []
    for index, (name, boxes) in enumerate(pictures):
        images.append({"id": index + 1, "file_name": name, "width": WIDTH, "height": HEIGHT})
        for label, x0, y0, x1, y1 in boxes:
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": index + 1,
                    "category_id": label + 1,
                    "bbox": [x0, y0, x1 - x0, y1 - y0],
                    "area": (x1 - x0) * (y1 - y0),
                    "segmentation": [],
                    "iscrowd": 0,
                }
            )
    document = {
        "info": {"description": ""},
        "licenses": [],
        "images": images,
        "annotations": annotations,
        "categories": [
            {"id": i + 1, "name": name, "supercategory": ""} for i, name in enumerate(CLASSES)
        ],
    }
    (folder / "annotations.coco.json").write_text(json.dumps(document), "utf-8")
