"""The error analysis: alignment, kinds, and the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.reader.errors import Line, align, analyse, describe, kind_of, read_details


def test_alignment_has_the_least_edits() -> None:
    assert align("kitten", "sitting") == [
        ("k", "s"), ("i", "i"), ("t", "t"), ("t", "t"), ("e", "i"), ("n", "n"), ("", "g"),
    ]  # fmt: skip
    assert align("ab", "") == [("a", ""), ("b", "")]
    assert align("", "") == []


@pytest.mark.parametrize(
    ("wanted", "got", "kind"),
    [
        (" ", "", "spaces"),
        ("", "x", "characters too many"),
        ("x", "", "characters left out"),
        ("S", "s", "letter case"),
        ("l", "1", "digit for letter or sign, or the reverse"),
        ("7", "1", "digit for digit"),
        (".", "e", "sign for letter, or the reverse"),
        ("n", "u", "letter for letter"),
        (".", ",", "sign for sign"),
    ],
)
def test_kinds(wanted: str, got: str, kind: str) -> None:
    assert kind_of(wanted, got) == kind


def test_counts_by_character_kind_and_writer() -> None:
    lines = [Line("0000.png", "run on", "ron n"), Line("0001.png", "sun", "sun")]
    report = analyse(lines, ["ann", "bob"])
    assert (report.whole.characters, report.whole.edits) == (9, 2)
    assert report.confusions == {("u", "o"): 1, ("o", ""): 1}
    assert report.characters["u"].rate == 50
    assert report.writers["ann"].edits == 2 and report.writers["bob"].edits == 0
    text = describe(report, 5, 1)
    assert "u → o" in text and "o → nothing" in text
    assert text.index("ann") < text.index("bob")


def test_reads_the_details_of_one_engine_and_folds_where_scored_so(tmp_path: Path) -> None:
    rows = [
        {"file": "0000.png", "truth": "A  b", "handwriting": "A b", "printed": "x"},
        {"file": "0001.folded.png", "truth": "Cd", "handwriting": "cD", "printed": "x"},
    ]
    path = tmp_path / "details.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert [(line.truth, line.read) for line in read_details(path, "handwriting")] == [
        ("A b", "A b"),
        ("cd", "cd"),
    ]
    with pytest.raises(ValueError, match="no readings of auto"):
        read_details(path, "auto")
