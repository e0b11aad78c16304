"""Written lines: text, boxes and masks belong together; photographs and crops keep their shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.ink.alphabet import ALPHABET, fold, reach
from training.ink.fonts import Face
from training.ink.ink_line import InkLine
from training.ink.line import LineSource
from training.ink.marks import mark, with_marks
from training.ink.notation import Hand, notation
from training.ink.photograph import CLEAN, HARSH, TRAINING, photograph
from training.ink.stroke_line import render_words
from training.ink.strokes import bounds
from training.ink.words import Word, place, set_on_baseline, split_at_gaps
from training.tests.ink_pack import LETTERS, WRITERS, write_font, write_pack, write_packs, write_word


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> LineSource:
    folder = tmp_path_factory.mktemp("ink")
    write_packs(folder)
    write_font(folder / "bars.ttf", ALPHABET)
    return LineSource(folder, folder, None, "train")


def assert_consistent(line: InkLine) -> None:
    height, width = line.mask.shape
    assert line.mask.dtype == np.float32
    assert 0 <= line.mask.min() and line.mask.max() <= 1 and line.mask.max() > 0.5
    assert line.text.replace(" ", "") == "".join(text for text, *_ in line.words).replace(" ", "")
    for text, x, y, w, h in line.words:
        assert text
        assert -1 <= x < x + w <= width + 1
        assert -1 <= y < y + h <= height + 1
        inside = line.mask[max(0, int(y)) : int(y + h) + 1, max(0, int(x)) : int(x + w) + 1]
        assert inside.max() > 0.3, f"no ink in the box of {text!r}"


@pytest.mark.parametrize("kind", ["strokes", "fonts", "any"])
def test_boxes_lie_in_the_mask_and_hold_ink(source: LineSource, kind: str) -> None:
    rng = np.random.default_rng(1)
    for _ in range(60):
        assert_consistent(source.sample(rng, height_px=48, source=kind))


def test_the_same_seed_gives_the_same_line(source: LineSource) -> None:
    first, second = (source.sample(np.random.default_rng(9), height_px=40) for _ in range(2))
    assert first.text == second.text
    np.testing.assert_array_equal(first.mask, second.mask)


def test_lone_characters_come_as_often_as_they_are_written(tmp_path: Path) -> None:
    write_packs(tmp_path)
    texts = ["o"] * 30 + ["x"]
    owners = [number for number in range(len(WRITERS)) for _ in texts]
    write_pack(tmp_path / "unipen-char-train.npz", texts * len(WRITERS), WRITERS, owners)
    source = LineSource(tmp_path, None, None, "train")
    rng = np.random.default_rng(5)
    drawn = [source.sample(rng, height_px=24, max_words=1).text for _ in range(600)]
    often, seldom = drawn.count("o"), drawn.count("x")
    assert seldom > 0
    assert often > 4 * seldom


@pytest.mark.parametrize(("lone", "least", "most"), [(0, 0, 0.05), (0.4, 0.3, 0.6), (1, 1, 1)])
def test_the_share_of_lone_characters_is_what_was_asked(
    tmp_path: Path, lone: float, least: float, most: float
) -> None:
    write_packs(tmp_path)
    source = LineSource(tmp_path, None, None, "train", lone=lone)
    rng = np.random.default_rng(6)
    drawn = [source.sample(rng, height_px=24).text for _ in range(200)]
    assert least <= sum(len(text) == 1 for text in drawn) / 200 <= most


def test_numbers_are_written_in_a_writers_own_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_packs(tmp_path)
    figures = list("0123456789")
    shapes = LETTERS | {figure: LETTERS["o"] for figure in figures}
    monkeypatch.setattr("training.tests.ink_pack.LETTERS", shapes)
    owners = [number for number in range(len(WRITERS)) for _ in figures]
    write_pack(tmp_path / "unipen-char-train.npz", figures * len(WRITERS), WRITERS, owners)
    source = LineSource(tmp_path, None, None, "train", lone=0, numbers=0.5)
    rng = np.random.default_rng(8)
    drawn = [source.sample(rng, height_px=24, source="strokes").text for _ in range(300)]
    numbers = [text for text in drawn if any(c.isdigit() for c in text)]
    # What needs a sign that no writer here has written is drawn again as something else.
    assert 0.1 < len(numbers) / len(drawn) < 0.6
    assert all(c in "0123456789.,-– " for text in numbers for c in text)
    assert any("." in text for text in numbers) and any("-" in text for text in numbers)


def test_marks_stand_where_they_are_written_and_in_the_text() -> None:
    rng = np.random.default_rng(10)
    words = place(rng, [set_on_baseline(text, write_word(text)) for text in ("lot", "von", "tv")])
    seen: set[str] = set()
    for _ in range(200):
        marked = with_marks(rng, words)
        for before, after in zip(words, marked, strict=True):
            assert after.text.strip(".,'\"") == before.text
            added = len(after.strokes) - len(before.strokes)
            assert (added > 0) == (after.text != before.text)
            if after.text.endswith((".", ",")):
                _, top, right, bottom = bounds(before.strokes)
                x, y, *_ = bounds(after.strokes[-1:])
                assert x > right and (top + bottom) / 2 < y < bottom + 0.3 * before.x_height
            seen.add(after.text[-1])
    assert {".", ",", "'", '"'} <= seen


def test_marks_are_put_after_words_as_often_as_asked(tmp_path: Path) -> None:
    write_packs(tmp_path)
    rng = np.random.default_rng(11)
    shares = []
    for marked in (0.0, 0.5):
        source = LineSource(tmp_path, None, None, "train", lone=0, marked=marked)
        drawn = [source.sample(rng, height_px=24, source="strokes").text for _ in range(200)]
        shares.append(sum(not text.replace(" ", "").isalnum() for text in drawn) / 200)
    assert shares[0] < 0.1 and 0.2 < shares[1] - shares[0] < 0.6


def test_notation_joins_whole_words_by_signs_on_one_baseline() -> None:
    rng = np.random.default_rng(12)
    size = {"tv": 20.0, "lot": 60.0}

    def written(text: str, x_height: float) -> Word:
        word = set_on_baseline(text, write_word(text))
        scale = np.float32(x_height / word.x_height)
        return Word(text, [stroke * scale for stroke in word.strokes], x_height)

    def word() -> Word:
        text = ("tv", "lot")[int(rng.integers(2))]
        return written(text, size[text])

    hand = Hand(word, lambda text: Word(text, write_word("v" * len(text)), 33.0))
    seen: set[str] = set()
    for _ in range(300):
        parts = notation(rng, hand)
        for part in parts:
            assert part.x_height == 33.0
            left, _, right, _ = bounds(part.strokes)
            # One letter is 12 to 60 units wide here, and pieces stand side by side.
            assert 8 * len(part.text) < right - left < 80 * len(part.text)
        seen.update(" ".join(part.text for part in parts))
    assert set("tvlo()[]=+:#*0") <= seen
    lacking = Hand(word, lambda _: None)
    assert all(part.text in size for _ in range(50) for part in notation(rng, lacking))


def test_notation_is_drawn_as_often_as_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_packs(tmp_path)
    signs = list("()[]{}<>=+-*/%:;,.!?#&@|~_0123456789")
    shapes = LETTERS | {sign: LETTERS["o"] for sign in signs}
    monkeypatch.setattr("training.tests.ink_pack.LETTERS", shapes)
    texts = [*signs, *LETTERS]
    owners = [number for number in range(len(WRITERS)) for _ in texts]
    write_pack(tmp_path / "unipen-char-train.npz", texts * len(WRITERS), WRITERS, owners)
    source = LineSource(tmp_path, None, None, "train", lone=0, notation=0.6)
    rng = np.random.default_rng(13)
    drawn = [source.sample(rng, height_px=24, source="strokes").text for _ in range(200)]
    signed = sum(not text.replace(" ", "").isalpha() for text in drawn) / 200
    assert 0.3 < signed < 0.75


def test_a_point_is_small_and_a_dash_is_level() -> None:
    rng = np.random.default_rng(9)
    for _ in range(50):
        assert np.ptp(mark(rng, ".")[0], axis=0).max() < 6
        across, down = np.ptp(mark(rng, "-")[0], axis=0)
        assert across > 3 * down
        across, down = np.ptp(mark(rng, ",")[0], axis=0)
        assert down > across


def test_fonts_write_lone_characters_too_those_that_no_writer_wrote(tmp_path: Path) -> None:
    write_packs(tmp_path)
    write_font(tmp_path / "bars.ttf", ALPHABET)
    source = LineSource(tmp_path, tmp_path, None, "train", lone=1)
    rng = np.random.default_rng(7)
    drawn = {source.sample(rng, height_px=24, source="fonts").text for _ in range(4000)}
    assert drawn == set(ALPHABET) - {" "}


def test_dense_lines_are_narrower() -> None:
    words = [set_on_baseline("lt", write_word("lt")) for _ in range(3)]
    placed = place(np.random.default_rng(1), words)

    def width(dense: bool) -> float:
        lines = [
            render_words(np.random.default_rng(seed), placed, 20.0, dense=dense)
            for seed in range(40)
        ]
        return float(np.mean([line.mask.shape[1] for line in lines]))

    assert 0.65 < width(True) / width(False) < 0.9


def test_a_source_narrows_lines_of_three_words_and_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_packs(tmp_path)
    told: dict[bool, list[bool]] = {True: [], False: []}

    def note(rng, words, x_height_px, *, dense):
        told[len(words) > 2].append(dense)
        return render_words(rng, words, x_height_px, dense=dense)

    monkeypatch.setattr("training.ink.line.render_words", note)
    source = LineSource(tmp_path, None, None, "train", dense=0.5)
    rng = np.random.default_rng(2)
    for _ in range(200):
        source.sample(rng, height_px=40.0, source="strokes")
    assert not any(told[False]) and told[False]
    assert 0.25 < np.mean(told[True]) < 0.75


def test_height_scales_the_ink(source: LineSource) -> None:
    small, large = (
        source.sample(np.random.default_rng(4), height_px=h, source="fonts") for h in (30, 90)
    )
    assert small.text == large.text
    assert 2.5 < large.mask.shape[0] / small.mask.shape[0] < 3.5


def test_a_source_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="strokes or fonts"):
        LineSource(None, None, None, "train")


def test_baseline_follows_from_the_letters() -> None:
    word = set_on_baseline("lot", [stroke.astype(np.float32) for stroke in write_word("lot")])
    bottom = max(float(stroke[:, 1].max()) for stroke in word.strokes)
    assert abs(bottom) < 1
    assert abs(word.x_height - 60 / 1.85) < 1


def test_tails_hang_below_the_baseline() -> None:
    assert reach("on") == (1.0, 0.0)
    assert reach("pen")[1] > 0.5
    assert reach("lot")[0] > 1.5


def test_words_are_told_apart_at_the_widest_gaps() -> None:
    strokes = [s.astype(np.float32) for s in write_word("lo")]
    strokes += [s.astype(np.float32) + np.float32([120, 0]) for s in write_word("nx")]
    words = split_at_gaps("lo nx", strokes)
    assert [word.text for word in words] == ["lo", "nx"]
    assert max(s[:, 0].max() for s in words[0].strokes) < 60
    assert min(s[:, 0].min() for s in words[1].strokes) > 100
    assert len(split_at_gaps("a b c d e", strokes)) == 1


@pytest.mark.parametrize("conditions", [TRAINING, CLEAN, HARSH])
def test_photographs_keep_the_ink_apart_from_the_paper(source: LineSource, conditions) -> None:
    rng = np.random.default_rng(2)
    low, high = conditions.heights_px
    for _ in range(40):
        line = source.sample(rng, height_px=64)
        gray = photograph(rng, line.mask, line.x_height_px, conditions, line.mask)
        assert gray.dtype == np.uint8 and gray.ndim == 2
        assert round(low) <= gray.shape[0] <= round(high)
        assert np.ptp(gray.astype(int)) >= 10


def test_faces_know_what_they_can_write(tmp_path: Path) -> None:
    face = Face(write_font(tmp_path / "few.ttf", " abx"))
    assert face.can_write("ax") and not face.can_write("az")
    mask, baseline = face.word("ab")
    assert mask.shape[0] == pytest.approx(baseline, abs=1.5)


def test_folding_maps_look_alikes_and_drops_the_rest() -> None:
    assert fold("a\u00a0b…  c日·") == "a b... c."
