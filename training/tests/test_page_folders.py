"""Folders of generated and photographed textbook pages."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from unittest.mock import patch

import cv2

from training.scenes.page_folders import number_in


def folder_of(out: Path, kind: str, *options: str) -> list[dict]:
    """Runs the command in this process; gives the rows of truth.jsonl."""
    with patch.object(sys, "argv", ["scenes", "--kind", kind, "--out", str(out), *options]):
        runpy.run_module("training.scenes", run_name="__main__")
    return read_rows(out)


def read_rows(folder: Path) -> list[dict]:
    """The rows of truth.jsonl."""
    return [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]


def test_generated_pages_say_what_their_headings_say(tmp_path: Path) -> None:
    rows = folder_of(tmp_path, "generated-pages", "--count", "5", "--seed", "4")
    assert len(rows) == 5
    for row in rows:
        assert (row["kind"] == "opener") == (row["title"] is not None)
        if row["title"]:
            assert row["title"]["text"].strip()
        if row["chapter"]:
            assert row["chapter"]["number"] in row["chapter"]["text"]


def test_numbers_are_found_wherever_their_word_stands() -> None:
    assert number_in("Chapter 3:") == "3"
    assert number_in("4 CHAPTER") == "4"
    assert number_in("Lesson Twelve.") == "Twelve"
    assert number_in("Part IX") == "IX"
    assert number_in("Appendix") is None


def test_photographed_pages_keep_their_truth(tmp_path: Path) -> None:
    folder_of(tmp_path / "flat", "generated-pages", "--count", "2", "--seed", "4")
    flat = {row["book"]: row for row in read_rows(tmp_path / "flat")}
    rows = folder_of(tmp_path / "photos", "photographed", "--textbook", str(tmp_path / "flat"))
    assert rows
    for row in rows:
        page = flat[row["book"]]
        image = cv2.imread(str(tmp_path / "photos" / row["image"]))
        assert image.shape[:2] == (row["height"], row["width"])
        assert row["kind"] == page["kind"]
        for part in ("chapter", "title"):
            if page[part] is None:
                continue
            assert row[part]["text"] == page[part]["text"]
            x, y, width, height = row[part]["box"]
            assert 0 <= x < x + width <= row["width"]
            assert 0 <= y < y + height <= row["height"]


def test_pages_without_boxes_are_photographed_with_their_head_in_view(tmp_path: Path) -> None:
    flat = folder_of(tmp_path / "flat", "generated-pages", "--count", "2", "--seed", "4")
    for row in flat:
        for part in ("chapter", "title"):
            if row[part]:
                del row[part]["box"]
    text = "".join(json.dumps(row) + "\n" for row in flat)
    (tmp_path / "flat" / "truth.jsonl").write_text(text, "utf-8")
    rows = folder_of(tmp_path / "photos", "photographed", "--textbook", str(tmp_path / "flat"))
    assert [row["title"] for row in rows] == [
        row["title"] for row in flat if row["book"] in {photo["book"] for photo in rows}
    ]
