"""Reads running text and lists out of the packages: HTML, WordNet, dict, fortune, R data, faker."""

from __future__ import annotations

import gzip
import html
import json
import re
import struct
import subprocess
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path


class _Paragraphs(HTMLParser):
    """Collects the text of <p>, <li>, <dd> and headings, without code blocks."""

    _BLOCKS = {"p", "dd", "h1", "h2", "h3"}
    _SKIPPED = {"pre", "script", "style", "nav", "table"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._open: list[str] | None = None
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SKIPPED:
            self._skipping += 1
        elif tag in self._BLOCKS:
            self._close()
            self._open = []

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in self._BLOCKS:
            self._close()

    def handle_data(self, data: str) -> None:
        if self._open is not None and not self._skipping:
            self._open.append(data)

    def _close(self) -> None:
        if self._open:
            self.blocks.append(" ".join("".join(self._open).split()))
        self._open = None


def html_paragraphs(folder: Path, pattern: str = "*.html") -> Iterator[str]:
    """Paragraphs and headings of all HTML files below a folder."""
    for path in sorted(folder.rglob(pattern)):
        parser = _Paragraphs()
        parser.feed(path.read_text(encoding="utf-8", errors="replace"))
        yield from parser.blocks


def plain_paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of plain text: blocks between empty lines, joined to one line each."""
    for block in re.split(r"\n\s*\n", text):
        if paragraph := " ".join(block.split()):
            yield paragraph


def wordnet(folder: Path) -> tuple[list[str], list[str]]:
    """Example sentences and glosses of WordNet's data files."""
    examples: list[str] = []
    glosses: list[str] = []
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / "dict" / f"data.{part}").read_text("utf-8").splitlines():
            if line.startswith("  ") or " | " not in line:
                continue
            gloss = line.split(" | ", 1)[1].strip()
            examples += re.findall(r'"([^"]{8,})"', gloss)
            definition = re.sub(r';?\s*"[^"]*"', "", gloss).strip(" ;")
            if len(definition) > 12:
                glosses.append(definition)
    return examples, glosses


def dictd(path: Path, indent: str) -> Iterator[str]:
    """Paragraphs of a dictd database (gzip); keeps those whose lines start with the indent."""
    text = gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace")
    for block in re.split(r"\n\s*\n", text):
        if block.startswith(indent):
            yield " ".join(block.split())


def fortunes(path: Path) -> Iterator[str]:
    """Paragraphs of a fortune file, without attributions and indented verse marks."""
    for cookie in path.read_text("utf-8", errors="replace").split("\n%\n"):
        body = re.sub(r"\n\s*--.*", "", cookie, flags=re.DOTALL)
        body = re.sub(r".\x08", "", body)
        yield from plain_paragraphs(body)


def r_strings(rdb: Path) -> Iterator[list[str]]:
    """String vectors of an R lazy-load database: zlib streams of XDR serialised CHARSXPs."""
    data = rdb.read_bytes()
    offset = 0
    while offset + 4 < len(data):
        (length,) = struct.unpack_from(">I", data, offset)
        stream = zlib.decompressobj()
        content = stream.decompress(data[offset + 4 :])
        offset = len(data) - len(stream.unused_data)
        strings: list[str] = []
        position = 0
        while len(strings) < length:
            # A CHARSXP is type 9 with encoding bits in the flags' third byte, then its length.
            position = content.find(b"\x00\x09", position)
            if position < 0 or position + 6 > len(content):
                break
            (size,) = struct.unpack_from(">i", content, position + 2)
            if 0 <= size < 100_000 and position + 6 + size <= len(content):
                strings.append(
                    content[position + 6 : position + 6 + size].decode("utf-8", "replace")
                )
                position += 6 + size
            else:
                position += 2
        yield strings


def faker_lists(package: Path) -> dict[str, list[str]]:
    """Names, places, foods and trades of faker's English locale, read by Node, list by list."""
    script = (
        "const { faker } = require(process.argv[1]);"
        "const out = {};"
        "const walk = (path, value) => {"
        " if (Array.isArray(value)) {"
        "  const strings = value.filter((item) => typeof item === 'string');"
        "  if (strings.length === value.length) out[path] = strings;"
        " } else if (value && typeof value === 'object')"
        "  for (const key of Object.keys(value)) walk(path ? path + '.' + key : key, value[key]);"
        "};"
        "for (const key of Object.keys(faker.rawDefinitions)) walk(key, faker.rawDefinitions[key]);"
        "process.stdout.write(JSON.stringify(out));"
    )
    output = subprocess.run(
        ["node", "-e", script, str(package.resolve())], check=True, capture_output=True, text=True
    )
    lists: dict[str, list[str]] = json.loads(output.stdout)
    return {key: [html.unescape(item) for item in items] for key, items in lists.items()}
