"""Sets as folders of pictures: what stands in them is what `npm run evaluate` reads."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import pytest

from training.reader.batches import Folders
from training.reader.items import ITEM_SETS, ItemSetName, item_examples
from training.reader.render import AnySetName, render
from training.tests.test_detector_train import fonts

__all__ = ["fonts"]

NO_FOLDERS = Folders(None, None, None)


def test_a_set_of_items_is_a_folder_of_pictures_with_their_texts(
    tmp_path: Path, fonts: dict[str, Path]
) -> None:
    folders = Folders(None, fonts["fonts"], None)
    assert render("items-numbers", folders, 6, tmp_path) == 6
    rows = [line.split("\t") for line in (tmp_path / "labels.tsv").read_text("utf-8").splitlines()]
    assert sorted(file for file, _ in rows) == sorted(p.name for p in tmp_path.glob("*.png"))
    assert all(re.search(r"\d", text) for _, text in rows)
    for file, _ in rows:
        picture = cv2.imread(str(tmp_path / file), cv2.IMREAD_UNCHANGED)
        assert picture.ndim == 2
        assert int(picture.max()) - int(picture.min()) > 40, "ink differs from paper"


@pytest.mark.parametrize("name", ITEM_SETS)
def test_more_items_go_on_where_fewer_ended(name: ItemSetName, fonts: dict[str, Path]) -> None:
    few = item_examples(name, fonts["fonts"], 3)
    many = item_examples(name, fonts["fonts"], 5)
    assert [one.text for one in many[:3]] == [one.text for one in few]
    assert all((a.gray == b.gray).all() for a, b in zip(few, many, strict=False))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("items-names", "fonts"), ("unipen-words", "strokes"), ("input-ruled", "strokes")],
)
def test_says_which_folder_is_missing(name: AnySetName, kind: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"{name} needs a folder of {kind}"):
        render(name, NO_FOLDERS, 2, tmp_path)
