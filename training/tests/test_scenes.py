"""Scenes: boxes follow the ink, seeds repeat, folders have the evaluator's formats."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.detector.data import make_source
from training.ink.font_line import render_font
from training.scenes.camera import Warp, develop, random_warp, rotated_corners
from training.scenes.few_words import GROUNDS
from training.scenes.figures import Figures, number
from training.scenes.generated import body_page, opener_page, school_body, school_opener
from training.scenes.hands import HANDWRITING, NEAT_FAMILIES, PRINT, Hand, WrittenWord
from training.scenes.handwriting import HandwritingSource
from training.scenes.hard_scenes import darkened
from training.scenes.junk import ring, strike
from training.scenes.opener_layouts import LAYOUTS
from training.scenes.pages import TITLE
from training.scenes.print_fonts import PrintFonts
from training.scenes.sheets import SetWord, Sheet, set_text
from training.scenes.textbook import TextbookSource
from training.scenes.typesetter import Typesetter
from training.tests.ink_pack import write_packs
from training.tests.test_detector_train import REPOSITORY, fonts, small

__all__ = ["fonts"]


@pytest.fixture(scope="module")
def handwriting(fonts: dict[str, Path]) -> HandwritingSource:
    return HandwritingSource(None, fonts["fonts"], None, fonts["print-fonts"])


def test_warped_boxes_hold_the_warped_ink() -> None:
    rng = np.random.default_rng(3)
    page = np.zeros((300, 200), np.uint8)
    page[100:130, 50:150] = 255
    warp = random_warp(
        rng, (200, 300), rotated_corners((160, 160), 200, 300, 12), 0.06, 0.03
    )
    image = warp.image(page, 320, 320)
    y, x = np.nonzero(image > 128)
    x0, y0, x1, y1 = warp.boxes(np.array([[50, 100, 150, 130]], np.float32))[0]
    assert abs(x.min() - x0) < 4 and abs(x.max() + 1 - x1) < 4
    assert abs(y.min() - y0) < 4 and abs(y.max() + 1 - y1) < 4


def test_set_words_have_the_outline_of_their_ink() -> None:
    mask = np.full((20, 40), 255, np.uint8)
    corners = np.array([[0, 0], [40, 0], [40, 20], [0, 20]], np.float32)
    hand = Hand([WrittenWord("word", mask, -20.0, corners)], 20.0, PRINT)
    sheet = Sheet(np.full((200, 300, 3), 255, np.float32))
    set_text(
        np.random.default_rng(1),
        sheet,
        hand,
        (10, 10, 290, 190),
        height_px=23.5,
        pitch=40,
        lines=3,
        colour=np.zeros(3),
        cover=1.0,
    )
    assert sheet.lines == 3 and len(sheet.words) >= 3
    ink = sheet.image[..., 0] < 128
    inside = np.zeros_like(ink)
    for word in sheet.words:
        (x0, y0), (x1, y1) = word.hull.min(0).astype(int), word.hull.max(0).astype(int)
        assert ink[y0:y1, x0:x1].mean() > 0.9
        inside[y0:y1, x0:x1] = True
    assert not (ink & ~inside).any()


def test_handwriting_scenes_repeat_and_stay_inside(
    handwriting: HandwritingSource,
) -> None:
    seen = set()
    for seed in range(25):
        scene = handwriting.sample(np.random.default_rng(seed), 256, 192)
        assert scene.image.shape == (192, 256, 3) and scene.image.dtype == np.uint8
        assert len(scene.boxes) == len(scene.labels)
        if len(scene.boxes):
            assert (scene.boxes[:, :2] >= 0).all() and (scene.boxes[:, 2] <= 256).all()
            assert (scene.boxes[:, 3] <= 192).all()
            assert (scene.boxes[:, 3] - scene.boxes[:, 1] >= 5).all()
        seen |= set(scene.labels.tolist())
    assert seen == {HANDWRITING, PRINT}


def test_same_seed_same_scene(fonts: dict[str, Path]) -> None:
    twins = [
        HandwritingSource(None, fonts["fonts"], None, fonts["print-fonts"]).sample(
            np.random.default_rng(5), 192, 192
        )
        for _ in range(2)
    ]
    np.testing.assert_array_equal(twins[0].image, twins[1].image)
    np.testing.assert_array_equal(twins[0].boxes, twins[1].boxes)


def test_hard_scenes_are_of_each_kind_and_stay_inside(fonts: dict[str, Path]) -> None:
    source = HandwritingSource(None, fonts["fonts"], None, fonts["print-fonts"], hard=1.0)
    rng = np.random.default_rng(4)
    labels: dict[str, set[int]] = {}
    for _, kind in source.hard_scenes.kinds:
        found = labels.setdefault(kind.__name__, set())
        for _ in range(6):
            scene = kind(rng, 256, 192)
            assert scene.image.shape == (192, 256, 3) and scene.image.dtype == np.uint8
            assert (scene.boxes[:, :2] >= 0).all() and (scene.boxes[:, 2] <= 256).all()
            assert (scene.boxes[:, 3] <= 192).all()
            found |= set(scene.labels.tolist())
    assert labels["_steep"] == {HANDWRITING} and labels["_beside_print"] == {HANDWRITING, PRINT}
    assert HANDWRITING in labels["_table"] and PRINT in labels["_large_print"]


def test_lines_end_where_a_cell_or_a_column_does_and_not_at_a_wide_gap(
    fonts: dict[str, Path],
) -> None:
    source = HandwritingSource(None, fonts["fonts"], None, fonts["print-fonts"])
    forms, rng = source.hard_scenes.forms, np.random.default_rng(3)
    made = [forms.form(rng, 384, 320) for _ in range(4)]
    assert {label for scene in made for label in scene.labels.tolist()} == {HANDWRITING, PRINT}
    columns = [box for _ in range(3) for box, _ in forms.columns(rng, 384, 320).lines]
    # Two columns at least: no line is as wide as the picture.
    assert columns and max(box[2] - box[0] for box in columns) < 0.85 * 384
    spaced = [text for _ in range(3) for _, text in forms.spaced(rng, 384, 320).lines]
    assert max(len(text.split()) for text in spaced) >= 3


def test_large_words_have_the_height_that_is_asked_for(fonts: dict[str, Path]) -> None:
    source = HandwritingSource(None, fonts["fonts"], None, fonts["print-fonts"])
    few, rng = source.hard_scenes.few_words, np.random.default_rng(8)
    for share in (0.1, 0.4, 0.9):
        for ground in GROUNDS:
            scene = few.scene(rng, 640, 256, ground, share, [1], still=True)
            ((x0, y0, x1, y1),) = [box for box, _ in scene.lines]
            assert x0 >= 0 and y0 >= 0 and x1 <= 640 and y1 <= 256
            # A word too wide for the frame at this height is set smaller.
            assert y1 - y0 == pytest.approx(share * 256, rel=0.08) or x1 - x0 > 0.9 * 640


def test_numbers_are_written_of_one_writers_figures(tmp_path: Path) -> None:
    figures = Figures(write_packs(tmp_path), "train")
    assert figures.writers == []
    rng = np.random.default_rng(2)
    seen = [number(rng) for _ in range(400)]
    assert all(any(c.isdigit() for c in text) and " " not in text for text in seen)
    assert {len(text) for text in seen} >= {1, 2, 3, 4} and any("." in text for text in seen)


def test_struck_words_are_forgotten_and_ringed_ones_kept() -> None:
    rng = np.random.default_rng(1)
    sheet = Sheet(np.full((120, 300, 3), 255, np.float32))
    hulls = [np.array([[x, 40], [x + 60, 80]], np.float32) for x in (20, 120, 220)]
    sheet.words += [SetWord(h, HANDWRITING, 0, str(i), 40) for i, h in enumerate(hulls)]
    strike(rng, sheet, 1, np.zeros(3))
    assert [word.text for word in sheet.words] == ["0", "2"]
    assert (sheet.image[40:80, 120:180] < 128).any()
    ring(rng, sheet, 1, np.zeros(3))
    assert len(sheet.words) == 2 and (sheet.image[:40, 220:] < 128).any()


def test_pictures_of_nothing_have_no_boxes(handwriting: HandwritingSource) -> None:
    rng = np.random.default_rng(3)
    for _ in range(12):
        scene = handwriting.hard_scenes.everyday.nothing(rng, 256, 192)
        assert scene.image.shape == (192, 256, 3) and len(scene.boxes) == 0 == len(scene.lines)


def test_hard_scenes_are_of_training_alone(fonts: dict[str, Path]) -> None:
    config = small("handwriting")
    config = replace(config, data=replace(config.data, hard=0.35))
    assert make_source(config, fonts, "train").hard == 0.35
    assert make_source(config, fonts, "validation").hard == 0


def test_no_share_of_hard_scenes_leaves_the_others_as_they_are(fonts: dict[str, Path]) -> None:
    folders = None, fonts["fonts"], None, fonts["print-fonts"]
    usual = HandwritingSource(*folders)
    without = HandwritingSource(*folders, hard=0.0)
    always = HandwritingSource(*folders, hard=1.0)
    images = [s.sample(np.random.default_rng(6), 96, 96).image for s in (usual, without, always)]
    np.testing.assert_array_equal(images[0], images[1])
    assert (images[0] != images[2]).any()


def test_neat_hands_are_of_neat_fonts(
    handwriting: HandwritingSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def noting(rng, face, text, x_height):
        written.append(face.family)
        return render_font(rng, face, text, x_height)

    monkeypatch.setattr("training.scenes.hands.render_font", noting)
    for seed in range(12):
        handwriting.pool.maker.handwriting(np.random.default_rng(seed), 20.0, 8, neat=True)
    assert set(written) <= NEAT_FAMILIES
    written.clear()
    for seed in range(12):
        handwriting.pool.maker.handwriting(np.random.default_rng(seed), 20.0, 8)
    assert not set(written) <= NEAT_FAMILIES


def test_short_words_are_chosen_where_there_are_any() -> None:
    mask, hull = np.full((20, 9), 255, np.uint8), np.zeros((4, 2), np.float32)
    words = [WrittenWord(text, mask, -20.0, hull) for text in ("a", "to", "seven")]
    hand = Hand(words, 20.0, HANDWRITING)
    assert [w.text for w in hand.short_words(2).words] == ["a", "to"]
    assert [w.text for w in Hand(words[2:], 20.0, HANDWRITING).short_words(2).words] == ["seven"]


def test_low_light_darkens_and_keeps_contrast() -> None:
    page = np.full((40, 40, 3), 220, np.uint8)
    page[10:30, 10:30] = 40
    for seed in range(10):
        dark = darkened(np.random.default_rng(seed), page)
        assert dark.dtype == np.uint8
        paper, ink = dark[:8].mean(), dark[12:28, 12:28].mean()
        assert 60 < paper < 180 and paper - ink > 40


def test_splits_share_no_family(fonts: dict[str, Path]) -> None:
    validation = HandwritingSource(
        None, fonts["fonts"], None, fonts["print-fonts"], split="validation"
    )
    assert (
        validation.pool.maker.shelf is not None
        and len(validation.pool.maker.shelf) == 1
    )


@pytest.mark.parametrize("layout", [f for _, f in LAYOUTS], ids=lambda f: f.__name__)
def test_opener_layouts_box_their_heading(layout, fonts: dict[str, Path]) -> None:
    print_fonts = PrintFonts(fonts["print-fonts"])
    for seed in range(6):
        setter = Typesetter(np.random.default_rng(seed), print_fonts, ["A title"])
        layout(setter)
        page = setter.page()
        assert page.labels.tolist() == (
            [1] if layout.__name__ == "title_only" else [0, 1]
        )
        for x0, y0, x1, y1 in page.boxes.astype(int):
            part = page.image[max(0, y0) : y1, max(0, x0) : x1]
            assert part.size and part.std() > 4


def test_body_pages_have_no_boxes(fonts: dict[str, Path]) -> None:
    page = body_page(np.random.default_rng(2), PrintFonts(fonts["print-fonts"]), [])
    assert len(page.boxes) == 0 and page.image.std() > 10


def test_photographs_keep_whole_openers_in_view(fonts: dict[str, Path]) -> None:
    source = TextbookSource(None, fonts["print-fonts"], pool=3)
    rng = np.random.default_rng(4)
    page = opener_page(rng, PrintFonts(fonts["print-fonts"]), ["A title"])
    for _ in range(4):
        scene = source.photograph(rng, page, 192, 256, 1.3, whole=True)
        assert len(scene.boxes) >= len(page.boxes)
        assert scene.image.shape == (256, 192, 3)


def test_identity_warp_and_no_strength_change_nothing() -> None:
    page = np.random.default_rng(0).integers(0, 255, (40, 60, 3), np.uint8)
    np.testing.assert_array_equal(Warp(np.eye(3), (60, 40)).image(page, 60, 40), page)
    np.testing.assert_array_equal(develop(np.random.default_rng(1), page, 0), page)


def test_command_writes_the_evaluators_format(
    tmp_path: Path, fonts: dict[str, Path]
) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "training.scenes",
            "--kind",
            "handwriting",
            "--fonts",
            str(fonts["fonts"]),
            "--print-fonts",
            str(fonts["print-fonts"]),
            "--count",
            "2",
            "--out",
            str(tmp_path),
        ],
        check=True,
        cwd=REPOSITORY,
    )
    rows = (tmp_path / "boxes.tsv").read_text("utf-8").splitlines()
    assert rows[0] == "file\tx\ty\tw\th\ttext" and len(rows) > 2
    for row in rows[1:]:
        name, x, y, w, h, text = row.split("\t")
        picture = cv2.imread(str(tmp_path / name))
        assert (
            int(x) + int(w) <= picture.shape[1] and int(y) + int(h) <= picture.shape[0]
        )
        assert text


def test_printed_titles_are_cut_by_their_boxes(tmp_path: Path) -> None:
    page = np.full((400, 300, 3), 250, np.uint8)
    page[100:120, 60:64] = page[100:120, 196:200] = 20
    cv2.imwrite(str(tmp_path / "p.png"), page)
    row = {
        "book": "sicp",
        "page": 7,
        "image": "p.png",
        "kind": "opener",
        "chapter": None,
    }
    title = {
        "text": "A Title",
        "box": [60, 100, 140, 20],
        "lines": [[60, 100, 140, 20]],
    }
    wrapped = {**title, "lines": [[60, 100, 140, 10], [60, 110, 140, 10]]}
    rows = [{**row, "title": title}, {**row, "page": 8, "title": wrapped}]
    (tmp_path / "truth.jsonl").write_text(
        "\n".join(json.dumps(r) for r in rows), "utf-8"
    )
    out = tmp_path / "out"
    command = [sys.executable, "-m", "training.scenes", "--kind", "printed-titles"]
    subprocess.run(
        [*command, "--textbook", tmp_path, "--out", out], cwd=REPOSITORY, check=True
    )
    name = "sicp-0007.folded.png"
    assert (out / "labels.tsv").read_text("utf-8") == f"{name}\tA Title\n"
    crop = cv2.imread(str(out / name), cv2.IMREAD_GRAYSCALE)
    dark_rows, dark_columns = np.nonzero(crop < 100)
    assert (np.ptp(dark_rows) + 1, np.ptp(dark_columns) + 1) == (20, 140)
    assert crop[0].min() == crop[:, 0].min() == 250


def test_school_pages_keep_their_headings_in_view(fonts: dict[str, Path]) -> None:
    rng = np.random.default_rng(11)
    faces = PrintFonts(fonts["print-fonts"])
    for _ in range(16):
        page = school_opener(rng, faces, ["A title"])
        assert TITLE in page.labels
        height, width = page.image.shape[:2]
        assert (page.boxes[:, :2] >= 0).all()
        assert (page.boxes[:, 2:] <= [width, height]).all()
        for x0, y0, x1, y1 in page.boxes.astype(int):
            assert page.image[y0:y1, x0:x1].std() > 3
    for _ in range(6):
        assert len(school_body(rng, faces, []).boxes) == 0
