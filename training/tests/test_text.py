"""Text: characters, sentences, generated items, everyday templates."""

from __future__ import annotations

import gzip
import re
import struct
from pathlib import Path
from random import Random

import pytest

from training.text import catalogues, local_everyday
from training.text.characters import ALPHABET, clean, sentences
from training.text.everyday import everyday_texts, fill, templates
from training.text.items import GENERATORS, item, sample_items
from training.text.languages import LANGUAGES, LATIN, Language


def test_alphabet_is_the_beginning_of_the_readers() -> None:
    from training.ink.alphabet import ENGLISH

    assert ALPHABET == ENGLISH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u00a0 b\tc", "a b c"),
        ("na\u00efve caf\u00e9", "naive cafe"),
        ("wait\u2026", "wait..."),
        ("“It’s 5 °C – fine”", "“It’s 5 °C – fine”"),
        ("2 \u2264 3", "2 <= 3"),
        ("   ", None),
        ("\u65e5\u672c", None),
        ("smile \U0001f600", None),
    ],
)
def test_clean(text: str, expected: str | None) -> None:
    assert clean(text) == expected


def test_sentences_keep_titles_and_initials_together() -> None:
    text = 'Mr. Hill met J. Stone. "Why?" he asked. It was 5 p.m. then! Yes.'
    assert sentences(text) == [
        "Mr. Hill met J. Stone.",
        '"Why?" he asked.',
        "It was 5 p.m. then!",
        "Yes.",
    ]


def test_sentences_lose_nothing() -> None:
    text = " ".join(f"Sentence {n} has e.g. Dr. No in it." for n in range(20))
    assert " ".join(sentences(text)) == text


@pytest.mark.parametrize("kind", GENERATORS)
def test_items_are_written_in_the_alphabet_and_repeatable(kind: str) -> None:
    drawn = [item(Random(seed), kind) for seed in range(400)]
    assert all(0 < len(text) <= 80 and set(text) <= set(ALPHABET) for text in drawn)
    assert all(text == text.strip() for text in drawn)
    assert drawn == [item(Random(seed), kind) for seed in range(400)]
    assert len(set(drawn)) > 80


def test_items_have_the_form_of_their_kind() -> None:
    rng = Random(5)
    for _ in range(200):
        assert re.fullmatch(r"[a-z0-9._'-]+@[a-z0-9.-]+\.[a-z]{2,5}", item(rng, "email"))
        assert re.search(r"\d|\d{4}|[A-Z][a-z]{2}", item(rng, "date"))
        assert any(c.isdigit() for c in item(rng, "price"))
        assert any(c.isdigit() for c in item(rng, "phone"))
    sums = re.compile(r"(\d+) \+ (\d+) = (\d+)")
    found = [m for m in (sums.fullmatch(item(rng, "formula")) for _ in range(2000)) if m]
    assert found
    assert all(int(m[1]) + int(m[2]) == int(m[3]) for m in found)


def test_mixed_sample_holds_every_kind_of_sign() -> None:
    text = "".join(sample_items(Random(1), 5000))
    assert set("0123456789@£€$%/:.,-–°#()[]+=<>^_&?!'") <= set(text)


def test_templates_have_known_slots_and_fill() -> None:
    for template in templates():
        text = fill(template, Random(3))
        assert not re.search(r"\{[a-z]+\}", text)
        assert set(text) <= set(ALPHABET)


def test_everyday_texts_do_not_wear_out_fixed_sentences() -> None:
    texts = everyday_texts(Random(2), 8000)
    assert len(texts) == 8000
    fixed = {template for template in templates() if "{" not in template}
    counts = {text: texts.count(text) for text in fixed}
    assert max(counts.values()) <= 10
    assert len(set(texts)) > 5000


def test_other_languages_keep_their_letters_and_marks() -> None:
    assert clean("«\u00a0Où\u00a0?\u00a0»", LATIN) == "« Où ? »"
    assert clean("„Größe“ – naïve Straße", LATIN) == "“Größe“ – naïve Straße"
    assert clean("Þór", LATIN) is None


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_everyday_texts_of_other_languages_fill_every_slot(language: Language) -> None:
    lists = {
        name: [f"{name.capitalize()}ä"]
        for name in ("first", "last", "towns", "streets", "months", "weekdays")
    }
    texts = local_everyday.everyday_texts(Random(3), 2000, language, lists)
    assert len(texts) >= 2000
    assert not [text for text in texts if "{" in text or clean(text, LATIN) is None]
    assert any("Townsä" in text for text in texts)


def test_messages_leave_out_mark_up_and_places_for_values() -> None:
    strings = ["<b>Ouvrir</b> le fichier", "{count} fichiers", "100 %", "voir http://x", "a.b", "Où ?"]
    assert list(catalogues.messages(strings)) == ["Ouvrir le fichier", "Où ?"]


def test_word_lists_are_walked_out_of_their_graph(tmp_path: Path) -> None:
    letters = ["NULL", "a", "b", "é"]
    bits, last, word = 2, 1, 4
    # Node 0: a (a word) → 2, b → 2; node 2: é (a word).
    edges = [
        1 | word << bits | 2 << (bits + 3),
        2 | last << bits | 2 << (bits + 3),
        3 | (last | word) << bits,
    ]
    table = "\n".join([str(len(letters)), *(f"{letter} 0" for letter in letters)]).encode()
    graph = struct.pack(f"<hii{len(edges)}Q", 42, len(letters), len(edges), *edges)
    offsets = [-1] * 24
    start = 4 + 8 * len(offsets)
    offsets[19], offsets[21] = start, start + len(graph)
    data = struct.pack(f"<i{len(offsets)}q", len(offsets), *offsets) + graph + table
    (tmp_path / "x.gz").write_bytes(gzip.compress(data))
    assert catalogues.tesseract_words(tmp_path / "x.gz") == ["a", "aé", "bé"]
