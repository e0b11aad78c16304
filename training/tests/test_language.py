"""Language model: counting, estimation, pruning, the word trie, the packed file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest

from training.language import ngrams
from training.language.build import Builder
from training.language.guess import fit, letter_classes
from training.language.lexicon import build_lexicon, trie_symbols
from training.language.measure import bits_per_character
from training.language.mixture import MIXTURES, line_pieces, running_text
from training.language.packed import PackedModel, pack, quantise
from training.language.symbols import ACCENTED, BITS, EDGE, END, ENGLISH, Symbols
from training.text.everyday import everyday_texts

LINES = ["the cat", "the hat", "a cat sat", "that hat", "the cat sat on the mat"]


def _orders(lines: list[str], longest: int, alphabet: Symbols = ENGLISH) -> list[ngrams.Order]:
    symbols = alphabet.encode_lines(lines)
    weights = np.ones(len(symbols), np.float32)
    orders = ngrams.count_ngrams(symbols, weights, longest, alphabet.count)
    ngrams.estimate(orders, 1.0)
    return orders


def _key(symbols: list[int]) -> int:
    key = 0
    for symbol in symbols:
        key = key << BITS | symbol
    return key


def test_counts_match_plain_counting_and_stay_within_lines() -> None:
    orders = _orders(LINES, 4)
    for length in range(2, 5):
        expected: Counter[int] = Counter()
        for line in LINES:
            symbols = [EDGE, *ENGLISH.encode(line), EDGE]
            for i in range(len(symbols) - length + 1):
                expected[_key(symbols[i : i + length])] += 1
        found = dict(zip(orders[length - 1].key.tolist(), orders[length - 1].count, strict=True))
        assert found == pytest.approx(dict(expected))


def test_probabilities_of_every_history_sum_to_one() -> None:
    orders = ngrams.prune(_orders(LINES, 4), 10**6, 2, 4)
    ngrams.renormalise(orders)
    every = np.arange(ENGLISH.count, dtype=np.uint64)
    for length in (1, 2, 3):
        used = orders[length - 1].key[ngrams.histories(orders[length - 1])]
        for history in used[:50]:
            keys = (history << np.uint64(BITS)) | every
            total = ngrams.probability_of(orders, keys, length + 1).sum()
            assert total == pytest.approx(1, abs=2e-3)


def test_pruning_keeps_to_its_budget_and_a_closed_set_of_histories() -> None:
    lines = everyday_texts(Random(1), 400)
    whole = _orders(lines, 5)
    pruned = ngrams.prune(whole, 20_000, 2, 4)
    entries = sum(int(ngrams.explicit(order).sum()) for order in pruned)
    histories = [set(order.key[ngrams.histories(order)].tolist()) for order in pruned]
    size = 2 * entries + 4 * sum(map(len, histories))
    assert 15_000 < size <= 20_000
    for length in (2, 3, 4):
        for key in histories[length - 1]:
            assert key >> BITS in histories[length - 2]
            assert key & ((1 << (BITS * (length - 1))) - 1) in histories[length - 2]


def test_trie_gives_each_word_its_share() -> None:
    counts = Counter({"the": 6.0, "then": 2.0, "they're": 1.0, "a": 1.0})
    lexicon = build_lexicon(counts, 4, ENGLISH)
    starts = 1 + np.concatenate([[0], np.cumsum(lexicon.children)[:-1]])

    def share(word: str) -> float:
        node, product = 0, 1.0
        for letter in [*trie_symbols(word, ENGLISH), END]:
            children = range(starts[node], starts[node] + lexicon.children[node])
            node = next(child for child in children if lexicon.symbol[child] == letter)
            product *= lexicon.probability[node]
        return product

    for word, count in counts.items():
        assert share(word) == pytest.approx(count / 10)


def _packed(lines: list[str], words: Counter[str], alphabet: Symbols = ENGLISH) -> bytes:
    orders = ngrams.prune(_orders(lines, 5, alphabet), 10**6, 2, 4)
    quantise(orders)
    lexicon = build_lexicon(words, 100, alphabet)
    return pack(orders, lexicon, np.full(13, 0.3, np.float32), alphabet)


def test_packed_model_gives_back_the_estimates() -> None:
    lines = everyday_texts(Random(4), 300)
    orders = ngrams.prune(_orders(lines, 5), 10**7, 2, 4)
    quantise(orders)
    lexicon = build_lexicon(Counter({"the": 1.0}), 1, ENGLISH)
    data = pack(orders, lexicon, np.zeros(13, np.float32), ENGLISH)
    model = PackedModel(data)
    for line in ["Dear Anna", "Call me on 5/12", "Zq"]:
        symbols = ENGLISH.encode_lines([line])
        expected = ngrams.text_probabilities(orders, symbols)
        state = model.start()
        for symbol, probability in zip(symbols[1:], expected, strict=True):
            # Backoff weights are rounded to a sixteenth of a nat each.
            assert np.log(model.row(state)[symbol]) == pytest.approx(np.log(probability), abs=0.2)
            state = model.next(state, int(symbol))


def test_packed_rows_are_probabilities_inside_and_outside_words() -> None:
    data = _packed(LINES, Counter({"the": 5.0, "cat": 3.0, "that": 1.0, "sat": 1.0}))
    model = PackedModel(data)
    for line in ["the cat", "THE CAT", "Thatx", "tHe", "'cat'", "sat, that"]:
        state = model.start()
        for symbol in ENGLISH.encode(line):
            row = model.row(state)
            assert (row >= 0).all()
            assert row.sum() == pytest.approx(1, abs=0.12)
            state = model.next(state, symbol)


def test_trie_knows_capitals() -> None:
    data = _packed(LINES, Counter({"zebra": 1.0}))
    model = PackedModel(data)

    def after(prefix: str, symbol: str) -> float:
        state = model.start()
        for one in model.alphabet.encode(prefix):
            state = model.next(state, one)
        return float(model.row(state)[model.alphabet.index(symbol)])

    assert after("zeb", "r") > 0.25 > after("zeb", "R")
    assert after("Zeb", "r") > 0.25 > after("Zeb", "R")
    assert after("ZEB", "R") > 0.25 > after("ZEB", "r")
    assert after("zEb", "r") < 0.1


def test_trie_knows_accented_letters_and_their_capitals() -> None:
    model = PackedModel(_packed(LINES, Counter({"größe": 1.0}), ACCENTED))

    def after(prefix: str, symbol: str) -> float:
        state = model.start()
        for one in model.alphabet.encode(prefix):
            state = model.next(state, one)
        return float(model.row(state)[model.alphabet.index(symbol)])

    assert after("gr", "ö") > 0.25 > after("gr", "o")
    assert after("GR", "Ö") > 0.25 > after("GR", "ö")
    assert after("Grö", "ß") > 0.25
    # There is no capital of it.
    assert after("GRÖ", "ß") < 0.25


@pytest.mark.parametrize(
    "damage", [lambda d: d[:-4], lambda d: b"XXXX" + d[4:], lambda d: d + b"0000"]
)
def test_damaged_files_are_refused(damage) -> None:  # noqa: ANN001
    with pytest.raises(ValueError):
        PackedModel(damage(_packed(LINES, Counter({"the": 1.0}))))


def test_sentences_follow_each_other_in_a_line() -> None:
    sentences = [f"They met on day {i} of the week." for i in range(200)]
    texts = running_text(sentences, Random(2))
    assert " ".join(texts) == " ".join(sentences)
    joined = sum(". They" in text for text in texts)
    assert 0.3 < joined / len(texts) < 0.9
    assert max(text.count(".") for text in texts) == 3
    assert running_text(["Dr.", "Anna Weber", "two of them", "Two of them"], Random(2)) == [
        "Dr.", "Anna Weber", "two of them", "Two of them",
    ]  # fmt: skip


def test_lines_are_cut_at_spaces_and_lose_nothing() -> None:
    text = " ".join(everyday_texts(Random(9), 20))
    pieces = line_pieces(text, Random(1))
    assert " ".join(pieces) == text
    assert max(map(len, pieces)) <= 80


@pytest.mark.parametrize("language", ["eng", "deu"])
def test_built_model_learns_its_text_within_its_size(tmp_path: Path, language: str) -> None:
    texts = everyday_texts(Random(6), 1500)
    for name in MIXTURES[language]:
        (tmp_path / f"{name}.txt").write_text(
            "\n".join(texts if name == "everyday" else texts[:60]), "utf-8"
        )
    builder = Builder(tmp_path, language, 5)
    small, large = builder.build(5, 30_000, 300), builder.build(5, 120_000, 300)
    assert len(small) <= 30_000 < len(large) <= 120_000
    seen = texts[1:40]
    scrambled = ["".join(Random(2).sample(text, len(text))) for text in seen]
    model = PackedModel(large)
    assert bits_per_character(model, seen) < 3 < bits_per_character(model, scrambled)
    assert bits_per_character(model, seen) < bits_per_character(PackedModel(small), seen)


def test_letters_of_a_guess_stand_between_edges() -> None:
    assert letter_classes("Où es-tu?").tolist() == [0, 15, 27, 0, 5, 19, 0, 20, 21, 0]
    assert letter_classes("été", folded=True).tolist() == [0, 5, 20, 5, 0]
    assert letter_classes("a\nb").tolist() == [0, 1, 0, 2, 0]


def test_guess_is_as_sure_as_it_is_right() -> None:
    rng = np.random.default_rng(1)
    evidences = rng.normal(0, 10, 4000)
    truth = rng.random(4000) < 1 / (1 + np.exp(-(0.3 * evidences - 1)))
    slope, offset = fit(evidences, truth.astype(float))
    assert slope == pytest.approx(0.3, abs=0.05)
    assert offset == pytest.approx(-1, abs=0.2)
