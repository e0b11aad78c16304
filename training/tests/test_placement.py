"""Placement: words on slopes in parts, hidden and faint words as regions to ignore."""

from __future__ import annotations

import cv2
import numpy as np

from training.scenes.camera import Warp
from training.scenes.hands import HANDWRITING
from training.scenes.placement import ILLEGIBLE, collect
from training.scenes.scene import Scene
from training.scenes.sheets import SetWord, Sheet

SIDE = 600


def outline(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def written(*words: tuple[float, float, float, float]) -> Sheet:
    """A sheet with one line of black bars for words, each as tall as the line."""
    sheet = Sheet(np.full((SIDE, SIDE, 3), 255, np.float32))
    for x0, y0, x1, y1 in words:
        cv2.rectangle(sheet.image, (int(x0), int(y0)), (int(x1), int(y1)), (0, 0, 0), -1)
        sheet.words.append(SetWord(outline(x0, y0, x1, y1), HANDWRITING, 0, "word", y1 - y0))
    return sheet


def turned(degrees: float) -> Warp:
    turn = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), -degrees, 1.0)
    return Warp(np.vstack([turn, [0, 0, 1]]), (SIDE, SIDE))


def seen(sheet: Sheet, warp: Warp, over: np.ndarray | None = None) -> Scene:
    page = np.clip(sheet.image, 0, 255).astype(np.uint8)
    image = warp.image(page, SIDE, SIDE, value=(255, 255, 255))
    # Some paper between the bars, as between the strokes of letters.
    image[::3] = np.maximum(image[::3], 230)
    return collect(image, [(sheet, warp)], SIDE, SIDE, over)


def test_long_words_on_slopes_are_cut_into_parts_of_low_boxes() -> None:
    sheet = written((150, 285, 450, 315))
    assert len(seen(sheet, turned(0)).boxes) == 2  # longer than eight heights
    for degrees in (-30, -15, 15, 30):
        boxes = seen(sheet, turned(degrees)).boxes
        heights = boxes[:, 3] - boxes[:, 1]
        assert len(boxes) >= 4
        assert heights.max() < 2.2 * 30
        # The parts follow the slope and lie side by side.
        middles = (boxes[:, 1] + boxes[:, 3]) / 2
        assert (np.diff(middles) * np.sign(degrees) > 0).all()
        assert np.abs(boxes[1:, 0] - boxes[:-1, 2]).max() < 1


def test_lines_keep_their_whole_box() -> None:
    scene = seen(written((150, 285, 300, 315), (330, 285, 450, 315)), turned(20))
    ((box, text),) = scene.lines
    assert text == "word word"
    whole = turned(20).points(outline(150, 285, 450, 315))
    assert np.abs(box - np.concatenate([whole.min(0), whole.max(0)])).max() < 3


def test_hidden_words_are_left_out_and_half_hidden_ones_ignored() -> None:
    sheet = written((100, 100, 180, 130), (200, 100, 280, 130), (300, 100, 380, 130))
    over = np.zeros((SIDE, SIDE), np.uint8)
    over[:, 240:400] = 255
    scene = seen(sheet, turned(0), over)
    assert scene.boxes[:, 0].tolist() == [100]
    assert scene.ignore[:, 0].tolist() == [200]
    ((box, text),) = scene.lines
    assert text == ILLEGIBLE and box[2] < 300


def test_a_sheet_hides_those_below_it() -> None:
    below, above = written((100, 100, 180, 130)), written((300, 300, 380, 330))
    image = np.full((SIDE, SIDE, 3), 255, np.uint8)
    image[:, ::2] = 0
    scene = collect(image, [(below, turned(0)), (above, turned(0))], SIDE, SIDE)
    assert scene.boxes[:, 0].tolist() == [300]


def test_faint_and_tiny_words_are_ignored() -> None:
    sheet = written((100, 100, 180, 130))
    faint = np.full((SIDE, SIDE, 3), 200, np.uint8)
    faint[100:130:2, 100:180] = 195
    scene = collect(faint, [(sheet, turned(0))], SIDE, SIDE)
    assert len(scene.boxes) == 0 and len(scene.ignore) == 1
    assert scene.lines[0][1] == ILLEGIBLE
    scene = seen(written((100, 100, 130, 106)), turned(0))
    assert len(scene.boxes) == 0 and scene.lines[0][1] == ILLEGIBLE
