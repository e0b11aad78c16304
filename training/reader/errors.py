"""`python -m training.reader.errors FILE`: what a reader gets wrong, from its readings.

    npm run evaluate -- DIR --engine handwriting --details FILE
    python -m training.reader.errors FILE --set unipen-lines --strokes DIR

Prints the commonest confusions, the characters that are worst read, how much each kind of error
costs, and, where the set's strokes are given, the writers that are worst read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.reader.validation import SETS, writers

Edit = tuple[str, str]
"""True and read character; an empty string where there is none."""


@dataclass(frozen=True)
class Line:
    """A line's text and what was read, both folded where the set scores so."""

    file: str
    truth: str
    read: str


@dataclass
class Tally:
    """Characters, and edits on them."""

    characters: int = 0
    edits: int = 0

    @property
    def rate(self) -> float:
        """Edits a hundred characters."""
        return 100 * self.edits / max(1, self.characters)


@dataclass
class Report:
    """Everything counted over some lines."""

    whole: Tally = field(default_factory=Tally)
    confusions: Counter[Edit] = field(default_factory=Counter)
    characters: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    kinds: Counter[str] = field(default_factory=Counter)
    writers: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def align(truth: str, read: str) -> list[Edit]:
    """The pairs of a least-cost alignment, equal characters among them."""
    cost = [list(range(len(read) + 1))]
    for i, wanted in enumerate(truth, 1):
        row = [i]
        for j, got in enumerate(read, 1):
            same = cost[i - 1][j - 1] + (wanted != got)
            row.append(min(same, cost[i - 1][j] + 1, row[j - 1] + 1))
        cost.append(row)
    pairs: list[Edit] = []
    i, j = len(truth), len(read)
    while i or j:
        if i and j and cost[i][j] == cost[i - 1][j - 1] + (truth[i - 1] != read[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((truth[i], read[j]))
        elif i and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
            pairs.append((truth[i], ""))
        else:
            j -= 1
            pairs.append(("", read[j]))
    return pairs[::-1]


def kind_of(wanted: str, got: str) -> str:
    """The kind of an edit, in words."""
    if " " in (wanted, got):
        return "spaces"
    if not wanted:
        return "characters too many"
    if not got:
        return "characters left out"
    if wanted.lower() == got.lower():
        return "letter case"
    if wanted.isdigit() != got.isdigit():
        return "digit for letter or sign, or the reverse"
    if wanted.isdigit():
        return "digit for digit"
    if wanted.isalpha() != got.isalpha():
        return "sign for letter, or the reverse"
    return "letter for letter" if wanted.isalpha() else "sign for sign"


def analyse(lines: Iterable[Line], writer_of: Sequence[str] = ()) -> Report:
    """Counts the errors of lines; `writer_of` names the writer of picture 0, 1, …"""
    report = Report()
    for line in lines:
        edits = [pair for pair in align(line.truth, line.read) if pair[0] != pair[1]]
        report.whole.characters += len(line.truth)
        report.whole.edits += len(edits)
        for character in line.truth:
            report.characters[character].characters += 1
        for wanted, got in edits:
            report.confusions[wanted, got] += 1
            report.kinds[kind_of(wanted, got)] += 1
            if wanted:
                report.characters[wanted].edits += 1
        number = int(line.file.split(".")[0]) if writer_of else -1
        if 0 <= number < len(writer_of):
            tally = report.writers[writer_of[number]]
            tally.characters += len(line.truth)
            tally.edits += len(edits)
    return report


def read_details(path: Path, engine: str) -> list[Line]:
    """The readings of one engine out of a file that `npm run evaluate --details` wrote.

    Raises:
        ValueError: when the file holds no reading of that engine.
    """
    lines = []
    for row in path.read_text("utf-8").splitlines():
        record = json.loads(row)
        if engine not in record:
            continue
        texts = [" ".join(str(record[key]).split()) for key in ("truth", engine)]
        if record["file"].endswith(".folded.png"):
            texts = [text.lower() for text in texts]
        lines.append(Line(record["file"], *texts))
    if not lines:
        raise ValueError(f"{path} holds no readings of {engine}")
    return lines


def _shown(character: str) -> str:
    return {"": "nothing", " ": "space"}.get(character, character)


def describe(report: Report, most: int, least_characters: int) -> str:
    """The report as text."""
    whole = report.whole
    out = [f"{whole.edits} edits in {whole.characters} characters: {whole.rate:.1f} %", "", "kinds"]
    for kind, count in report.kinds.most_common():
        out.append(f"  {100 * count / max(1, whole.edits):5.1f} %  {kind}")
    out += ["", "confusions, truth to reading"]
    for (wanted, got), count in report.confusions.most_common(most):
        out.append(f"  {count:5}  {_shown(wanted)} → {_shown(got)}")
    out += ["", f"worst characters, of those written {least_characters} times or more"]
    out += _worst(report.characters, most, least_characters)
    if report.writers:
        out += ["", "worst writers"]
        out += _worst(report.writers, most, least_characters)
    return "\n".join(out)


def _worst(tallies: dict[str, Tally], most: int, least_characters: int) -> list[str]:
    often = [(k, t) for k, t in tallies.items() if t.characters >= least_characters]
    often.sort(key=lambda item: item[1].rate, reverse=True)
    return [f"  {t.rate:5.1f} %  {_shown(k)} ({t.edits} of {t.characters})" for k, t in often[:most]]


def main() -> None:
    """Parses the command line and prints the analysis."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.errors", description=__doc__)
    parser.add_argument("details", type=Path)
    parser.add_argument("--engine", default="handwriting")
    parser.add_argument("--set", choices=SETS, help="names the writers, with --strokes")
    parser.add_argument("--strokes", type=Path)
    parser.add_argument("--most", type=int, default=15, help="rows of each table")
    parser.add_argument("--least", type=int, default=20, help="characters that a row must rest on")
    options = parser.parse_args()
    lines = read_details(options.details, options.engine)
    named: Sequence[str] = ()
    if options.set is not None and options.strokes is not None:
        named = writers(options.set, options.strokes, len(lines))
    print(describe(analyse(lines, named), options.most, options.least))


if __name__ == "__main__":
    main()
