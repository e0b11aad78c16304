"""What gets written: sentences of a corpus, and made-up words, numbers, dates, addresses, formulae."""

from __future__ import annotations

import string
from pathlib import Path

import numpy as np

from training.ink.alphabet import ALPHABET, fold

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_FIRST = (
    "Anna Ben Clara David Emma Felix Grace Henry Ida Jonas Kate Leo Mia Noah Olga Paul Quinn Rosa "
    "Sam Tom Uma Vera Will Xena Yusuf Zoe Priya Wei Fatima Carlos Ingrid Dmitri Aisha Kenji"
)
_LAST = (
    "Miller Smith Jones Brown Garcia Lee Nguyen Khan Patel Rossi Novak Weber Silva Kim Dubois "
    "O'Brien Larsen Tanaka Ivanov Okafor Schneider MacDonald Fernandez van_Dijk"
)
_TOPICS = (
    "Introduction Energy Motion Forces Cells Genetics Algebra Vectors Limits Derivatives Integrals "
    "Probability Markets Supply Demand Trade History Empire Revolution Poetry Grammar Acids Bases "
    "Atoms Molecules Waves Light Sound Heat Ecology Plants Climate Rivers Cities Maps Notes Summary"
)
_COMMON = (
    "the of and to in is it you that he was for on are with as his they at be this from have or by "
    "one had not but what all were when we there can an your which their said if do will each about "
    "how up out them then she many some so these would other into has more her two like him see time "
    "could no make than first been its who now people my made over did down only way find use may "
    "water long little very after words called just where most know"
)
_SUFFIXES = ("com", "org", "net", "edu", "de", "co.uk", "io", "fr")
_UNITS = ("kg", "g", "km", "cm", "mm", "m/s", "ml", "%", "°C", "°", "h", "min", "V", "Hz", "kJ")


def _digits(rng: np.random.Generator, low: int, high: int) -> str:
    return "".join(str(d) for d in rng.integers(0, 10, rng.integers(low, high + 1)))


def _number(rng: np.random.Generator) -> str:
    whole = int(10 ** rng.uniform(0, 6))
    kind = rng.integers(6)
    if kind == 0:
        return f"{whole:,}"
    if kind == 1:
        return f"{whole / 100:.{rng.integers(1, 4)}f}"
    if kind == 2:
        return f"{'-' if rng.random() < 0.5 else '+'}{whole}"
    if kind == 3:
        return f"{whole}{rng.choice(_UNITS)}" if rng.random() < 0.5 else f"{whole} {rng.choice(_UNITS)}"
    return str(whole)


def _date(rng: np.random.Generator) -> str:
    day, month, year = int(rng.integers(1, 32)), int(rng.integers(1, 13)), int(rng.integers(1900, 2040))
    name = _MONTHS.split()[month - 1]
    return str(
        rng.choice(
            [
                f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year % 100:02}",
                f"{year}-{month:02}-{day:02}", f"{day} {name} {year}", f"{name} {day}, {year}",
                f"{name[:3]}. {day}", f"{month}/{day}", f"{rng.choice(_DAYS.split())}, {day} {name[:3]}",
                str(year), f"{year - 12}–{year}",
            ]
        )
    )  # fmt: skip


def _time(rng: np.random.Generator) -> str:
    hour, minute = int(rng.integers(0, 24)), int(rng.integers(0, 60))
    return str(
        rng.choice(
            [f"{hour}:{minute:02}", f"{hour % 12 + 1} {'a' if hour < 12 else 'p'}m",
             f"{hour % 12 + 1}:{minute:02}{'a' if hour < 12 else 'p'}m", f"{hour:02}h{minute:02}"]
        )
    )  # fmt: skip


def _price(rng: np.random.Generator) -> str:
    amount = 10 ** rng.uniform(0, 4)
    text = f"{amount:,.2f}" if rng.random() < 0.7 else f"{amount:.0f}"
    return str(rng.choice([f"${text}", f"€{text}", f"£{text}", f"{text} €", f"{text}€"]))


def _phone(rng: np.random.Generator) -> str:
    return str(
        rng.choice(
            [f"({_digits(rng, 3, 3)}) {_digits(rng, 3, 3)}-{_digits(rng, 4, 4)}",
             f"+{rng.integers(1, 99)} {_digits(rng, 3, 4)} {_digits(rng, 5, 7)}",
             f"{_digits(rng, 3, 3)}-{_digits(rng, 4, 4)}", f"0{_digits(rng, 9, 10)}"]
        )
    )  # fmt: skip


def _name(rng: np.random.Generator) -> str:
    first, last = rng.choice(_FIRST.split()), rng.choice(_LAST.split()).replace("_", " ")
    return str(
        rng.choice([f"{first} {last}", f"{first[0]}. {last}", f"Dr. {last}", first, f"{last}, {first}"])
    )


def _address(rng: np.random.Generator) -> str:
    user = str(rng.choice(_FIRST.split())).lower() + str(rng.choice(["", ".", "_", "-"]))
    user += str(rng.choice([_digits(rng, 1, 4), str(rng.choice(_LAST.split())).lower()]))
    user = user.replace("'", "").replace("_van_", "_")
    host = f"{rng.choice(_TOPICS.split())}".lower() + f".{rng.choice(_SUFFIXES)}"
    return str(rng.choice([f"{user}@{host}", f"{user}@{host}", f"www.{host}", f"https://{host}/{user}"]))


def _formula(rng: np.random.Generator) -> str:
    a, b, c = (str(rng.choice(list("abcdfghkmnpqrtuvwxyzABEFGHPRTV"))) for _ in range(3))
    n, m = int(rng.integers(1, 100)), int(rng.integers(1, 20))
    return str(
        rng.choice(
            [f"{a} = {b} + {c}", f"{n} + {m} = {n + m}", f"{n} x {m} = {n * m}", f"{a}({b}) = {n}{b}^2",
             f"{a}^2 + {b}^2 = {c}^2", f"{n}/{m}", f"{a} = {n}{b} - {m}", f"({a} + {b})/{c}",
             f"{a} < {n}", f"{a} > {b}", f"y = {n}x + {m}", f"{n}% of {m}", f"{a}_{m} = {n}",
             f"H2O", f"E = mc^2", f"{n} - {m} = {n - m}", f"[{n}, {m}]", f"{{{a}, {b}}}", f"|{a}| = {n}"]
        )
    )  # fmt: skip


def _code(rng: np.random.Generator) -> str:
    capitals = "".join(rng.choice(list(string.ascii_uppercase), rng.integers(1, 5)))
    return str(
        rng.choice(
            [f"{capitals}-{_digits(rng, 2, 5)}", f"{capitals}{_digits(rng, 1, 4)}",
             f"#{_digits(rng, 2, 5)}", f"{_digits(rng, 1, 2)}{capitals}", f"No. {_digits(rng, 1, 4)}",
             "".join(rng.choice(list(string.ascii_letters + string.digits), rng.integers(4, 10))),
             f"{_digits(rng, 5, 5)}", f"for (i = 0; i < n; i++)", f"x[{_digits(rng, 1, 2)}] = \"{capitals}\";",
             f"a && b || !c", f"~/{capitals.lower()}/*.txt", f"\\{capitals.lower()}", f"`{capitals}`",
             f"{capitals}_{_digits(rng, 1, 2)}"]
        )
    )  # fmt: skip


def _heading(rng: np.random.Generator) -> str:
    topic, other = (str(t) for t in rng.choice(_TOPICS.split(), 2))
    n, m = int(rng.integers(1, 30)), int(rng.integers(1, 10))
    return str(
        rng.choice(
            [f"Chapter {n}", f"Chapter {n}: {topic}", f"{n}.{m} {topic} and {other}", f"{topic}:",
             f"UNIT {n}", f"{n}) {topic}", f"({chr(96 + m)}) {topic}", f"- {topic}", f"* {other}",
             f"TODO: {topic.lower()}", f"Re: {topic}", f"{topic} / {other}", f"{topic} & {other}",
             topic.upper(), f"{topic}?", f"“{topic}”", f"‘{other}’", f"{topic} — {other}", f"{topic}!"]
        )
    )  # fmt: skip


_MAKERS = (_number, _date, _time, _price, _phone, _name, _address, _formula, _code, _heading)


def item(rng: np.random.Generator) -> str:
    """A made-up item that is no prose: number, date, price, address, formula, code, heading …"""
    return fold(_MAKERS[int(rng.integers(len(_MAKERS)))](rng))


def jumble(rng: np.random.Generator) -> str:
    """Random characters of the alphabet, so that no character depends on its neighbours."""
    if rng.random() < 0.5:
        pool = list(ALPHABET[1:])
    else:
        pool = list(string.ascii_letters + string.digits)
    return fold("".join(rng.choice(pool, rng.integers(1, 9))))


class TextSource:
    """Sentences from a folder of plain text files (one sentence a line) with made-up items between.

    Without a folder, or with an empty one, common words stand in for sentences.
    """

    def __init__(self, folder: Path | None) -> None:
        self._sentences: list[str] = []
        for path in sorted(folder.glob("*.txt")) if folder else []:
            with path.open(encoding="utf-8") as lines:
                self._sentences.extend(s for s in (line.strip() for line in lines) if s)
        self._common = _COMMON.split()

    def words(self, rng: np.random.Generator, most: int) -> str:
        """A run of 1 to `most` words of prose, now and then in capitals or as a title."""
        count = int(rng.integers(1, most + 1))
        if self._sentences:
            words = fold(self._sentences[int(rng.integers(len(self._sentences)))]).split()
            first = int(rng.integers(0, max(1, len(words) - count + 1)))
            words = words[first : first + count]
        else:
            words = [str(w) for w in rng.choice(self._common, count)]
        text = " ".join(words) or "the"
        style = rng.random()
        if style < 0.06:
            return text.upper()
        if style < 0.12:
            return text.title()
        return text

    def text(self, rng: np.random.Generator, most: int) -> str:
        """Prose two times in three, else an item or random characters."""
        kind = rng.random()
        if kind < 0.68:
            return self.words(rng, most)
        return (item(rng) if kind < 0.93 else jumble(rng)) or "a"
