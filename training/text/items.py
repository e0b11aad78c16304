"""Short written items that are not sentences: dates, prices, codes, addresses, formulae, lists.

Every generator takes a seeded `random.Random` and gives one string in the reader's alphabet.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from random import Random

from .item_words import (
    CHEMICALS, COMPANIES, DOMAINS, FIRST_NAMES, LAST_NAMES, MONTHS, STREETS, SUBJECTS, TASKS,
    TITLE_NOUNS, TITLE_TOPICS, TOWNS, WARES, WEEKDAYS,
)  # fmt: skip

Generator = Callable[[Random], str]


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice(string.digits) for _ in range(count))


def _capitals(rng: Random, count: int) -> str:
    return "".join(rng.choice(string.ascii_uppercase) for _ in range(count))


def date(rng: Random) -> str:
    """A date in one of the usual notations, or its parts ("12/03/2024", "3rd March", "Mon 5")."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2035)
    name, weekday = MONTHS[month - 1], rng.choice(WEEKDAYS)
    suffix = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    separator = rng.choice("/-.")
    return rng.choice(
        [
            f"{day:02d}{separator}{month:02d}{separator}{year}",
            f"{day}{separator}{month}{separator}{year % 100:02d}",
            f"{year}-{month:02d}-{day:02d}",
            f"{name} {day}, {year}",
            f"{day} {name} {year}",
            f"{day}{suffix} {name}",
            f"{name[:3]} {day}",
            f"{day} {name[:3]}. {year}",
            f"{weekday}, {day} {name}",
            f"{weekday[:3]} {day}/{month}",
            f"{name} {year}",
            f"{year}",
            f"{year}–{(year + rng.randint(1, 40)) % 100:02d}",
            f"'{year % 100:02d}",
        ]
    )


def time_of_day(rng: Random) -> str:
    """A time or a span of time ("9:30", "4 pm", "08:15–09:45")."""
    hour, minute = rng.randint(0, 23), rng.choice([0, 5, 10, 15, 20, 30, 40, 45, 50, 55])
    twelve, half = (hour - 1) % 12 + 1, rng.choice(["am", "pm", "a.m.", "p.m.", "AM", "PM"])
    return rng.choice(
        [
            f"{hour:02d}:{minute:02d}",
            f"{twelve}:{minute:02d} {half}",
            f"{twelve}{half}",
            f"{twelve} {half}",
            f"{twelve} o'clock",
            f"{hour:02d}:{minute:02d}{rng.choice(['-', '–', ' - '])}{min(hour + 1, 23):02d}:{minute:02d}",
            f"{rng.randint(2, 90)} min",
            f"{rng.randint(1, 12)} h {minute} min",
        ]
    )


def price(rng: Random) -> str:
    """An amount of money with its sign or code, or a bare decimal amount."""
    whole = int(10 ** rng.uniform(0, 4.5))
    cents = rng.choice([0, 5, 10, 20, 25, 49, 50, 75, 79, 80, 89, 90, 95, 99, rng.randint(0, 99)])
    sign = rng.choice("$$$£€")
    return rng.choice(
        [
            f"{sign}{whole}",
            f"{sign}{whole}.{cents:02d}",
            f"{sign}{whole:,}",
            f"{sign} {whole}.{cents:02d}",
            f"{whole},{cents:02d} €",
            f"{whole}.{cents:02d}",
            f"{whole} {rng.choice(['USD', 'EUR', 'GBP', 'dollars', 'euros', 'pounds'])}",
            f"{rng.choice(WARES)} {sign}{whole % 40}.{cents:02d}",
            f"Total: {sign}{whole}.{cents:02d}",
            f"-{rng.randint(5, 80)}%",
        ]
    )


def number(rng: Random) -> str:
    """A number: whole, grouped, decimal, ordinal, fraction, percentage, Roman, with a unit."""
    value = int(10 ** rng.uniform(0, 6))
    unit = rng.choice(["kg", "g", "km", "m", "cm", "mm", "ml", "l", "mph", "kWh", "V", "%", "°C", "°F", "°"])
    return rng.choice(
        [
            f"{value}",
            f"{value:,}",
            f"{rng.uniform(0, 100):.{rng.randint(1, 3)}f}",
            f"{rng.randint(1, 30)}.",
            f"({rng.randint(1, 30)})",
            f"{rng.randint(1, 9)}/{rng.randint(2, 9)}",
            f"{rng.randint(1, 100)}%",
            f"{rng.randint(1, 500)} {unit}",
            f"{rng.randint(1, 500)}{unit}",
            f"#{rng.randint(1, 200)}",
            f"No. {rng.randint(1, 500)}",
            f"{rng.choice(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'])}",
            f"{rng.randint(2, 60)} x {rng.randint(2, 60)}",
            f"-{rng.randint(1, 40)}",
            " ".join(str(rng.randint(0, 99)) for _ in range(rng.randint(2, 6))),
            ", ".join(str(rng.randint(0, 999)) for _ in range(rng.randint(2, 5))),
        ]
    )


def phone(rng: Random) -> str:
    """A telephone number; numbers of the kind that is reserved for fiction where there is one."""
    return rng.choice(
        [
            f"({rng.randint(201, 989)}) 555-{_digits(rng, 4)}",
            f"{rng.randint(201, 989)}-555-{_digits(rng, 4)}",
            f"555-{_digits(rng, 4)}",
            f"+44 7700 900{_digits(rng, 3)}",
            f"020 7946 0{_digits(rng, 3)}",
            f"+1 {rng.randint(201, 989)} 555 {_digits(rng, 4)}",
            f"+49 30 {_digits(rng, 3)} {_digits(rng, 3)}",
            f"Tel. {_digits(rng, 5)} {_digits(rng, 6)}",
            f"ext. {_digits(rng, rng.randint(2, 4))}",
        ]
    )


def email(rng: Random) -> str:
    """An e-mail address."""
    first, last = rng.choice(FIRST_NAMES).lower(), rng.choice(LAST_NAMES).lower().replace("'", "")
    local = rng.choice(
        [
            f"{first}.{last}", f"{first[0]}{last}", f"{first}{_digits(rng, 2)}", f"{first}_{last}",
            f"{last}{first[0]}", "info", "office", "sales", "hello", f"{first}-{last}",
        ]
    )  # fmt: skip
    return f"{local}@{rng.choice(DOMAINS)}"


def url(rng: Random) -> str:
    """A web address, with or without scheme and path."""
    path = rng.choice(["", "", f"/{rng.choice(WARES).lower().replace(' ', '-')}", "/index.html"])
    query = rng.choice(["", "", "", f"?id={_digits(rng, 3)}", f"#{rng.choice(SUBJECTS).lower().split()[0]}"])
    host = rng.choice(["", "www.", "docs.", "shop."]) + rng.choice(DOMAINS)
    return f"{rng.choice(['', 'https://', 'http://'])}{host}{path}{query if path else ''}"


def code(rng: Random) -> str:
    """A booking code, serial number, plate, version, room, ISBN, post code or password."""
    mixed = string.ascii_uppercase + string.digits
    everything = string.ascii_letters + string.digits + "!#$%&*?_-+"
    return rng.choice(
        [
            "".join(rng.choice(mixed) for _ in range(rng.randint(4, 9))),
            f"{_capitals(rng, rng.randint(1, 3))}-{_digits(rng, rng.randint(2, 5))}",
            f"{_capitals(rng, 2)}{_digits(rng, 2)} {_capitals(rng, 3)}",
            f"{_capitals(rng, rng.randint(1, 2))}{rng.randint(1, 29)} {rng.randint(1, 9)}{_capitals(rng, 2)}",
            f"v{rng.randint(0, 12)}.{rng.randint(0, 30)}.{rng.randint(0, 20)}",
            f"Room {rng.choice(['', 'A', 'B', 'C'])}{rng.randint(1, 420)}",
            f"Gate {_capitals(rng, 1)}{rng.randint(1, 60)}",
            f"{_capitals(rng, 2)} {_digits(rng, rng.randint(3, 4))}",
            f"978-{_digits(rng, 1)}-{_digits(rng, 4)}-{_digits(rng, 4)}-{_digits(rng, 1)}",
            f"{_digits(rng, 5)}",
            f"{_digits(rng, 5)}-{_digits(rng, 4)}",
            f"Ref: {_capitals(rng, 2)}/{_digits(rng, 4)}/{_digits(rng, 2)}",
            f"PIN {_digits(rng, 4)}",
            "".join(rng.choice(everything) for _ in range(rng.randint(8, 12))),
            "".join(rng.choice("0123456789abcdef") for _ in range(rng.choice([6, 7, 8]))),
            f"p. {rng.randint(1, 600)}",
            f"pp. {rng.randint(1, 300)}–{rng.randint(301, 600)}",
            f"Fig. {rng.randint(1, 20)}.{rng.randint(1, 20)}",
            f"192.168.{rng.randint(0, 9)}.{rng.randint(1, 254)}",
            f"{rng.choice(string.ascii_letters)}",
        ]
    )


def formula(rng: Random) -> str:
    """A line of arithmetic, algebra, chemistry or program code."""
    a, b, c = (rng.randint(1, 60) for _ in range(3))
    x, y, z = rng.sample("abcdefghkmnpqrstuvxyz", 3)
    function = rng.choice(["sin", "cos", "tan", "log", "ln", "exp", "f", "g", "h"])
    left, right = rng.sample(CHEMICALS, 2)
    return rng.choice(
        [
            f"{a} + {b} = {a + b}",
            f"{a} - {b} = {a - b}",
            f"{a} x {b} = {a * b}",
            f"{a * b} / {b} = {a}",
            f"{a}+{b}={a + b}",
            f"{x} = {a}{y} + {b}",
            f"{a}{x} + {b}{y} = {c}",
            f"{x}^2 + {y}^2 = {z}^2",
            f"{function}({x}) = {a}{x} - {b}",
            f"y = {function}({a}{x} + {b})",
            f"{x} = ({a} - {y}) / {b}",
            f"{x}/{y} = {a}/{b}",
            f"{x} > {a}, {y} <= {b}",
            f"{left} + {right}",
            f"{a} {left} -> {b} {right}",
            "E = mc^2",
            f"{rng.choice('FVPEUA')} = {rng.choice(['m', 'R', 'U', 'q', 'k'])} * {rng.choice(['a', 'I', 'd', 'g'])}",
            f"d{y}/d{x} = {a}{x}",
            f"{x}_{rng.randint(1, 9)} = {rng.uniform(0, 9):.2f}",
            f"if ({x} < {a}) {y} = {b};",
            f"for i in range({a}):",
            f"print({x}[{rng.randint(0, 9)}])",
            f"return {x} + {y}",
            f"let {x} = [{a}, {b}, {c}];",
            f"{x}({a}) = {b} & {y}({c}) = {a}",
            f"<{rng.choice(['p', 'div', 'h1', 'a', 'li'])}>",
            f"~{a} {rng.choice(['kg', 'cm', 'N', 'V'])} +/- {rng.randint(1, 9)}",
        ]
    )


def name(rng: Random) -> str:
    """A person's or a firm's name."""
    first, last, other = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES), rng.choice(LAST_NAMES)
    return rng.choice(
        [
            f"{first} {last}", f"{first} {last}", f"{first} {_capitals(rng, 1)}. {last}",
            f"{rng.choice(['Mr', 'Mrs', 'Ms', 'Dr', 'Prof.', 'Mr.', 'Mrs.', 'Dr.'])} {last}",
            f"{last}, {first}", f"{first[0]}. {last}", f"{first} & {rng.choice(FIRST_NAMES)}",
            f"{first} {last}-{other}", f"{first.upper()} {last.upper()}", f"The {last}s",
            f"{last} & {other}", f"{last} {rng.choice(COMPANIES)}", f"{first}'s {rng.choice(WARES).lower()}",
            first, last, f"{_capitals(rng, 1)}{_capitals(rng, 1)}",
        ]
    )  # fmt: skip


def address(rng: Random) -> str:
    """A street address, a town with its post code, or both on one line."""
    street = f"{rng.randint(1, 240)} {rng.choice(STREETS)}"
    town = rng.choice(TOWNS)
    return rng.choice(
        [
            street,
            f"{street}, {town}",
            f"{town} {_digits(rng, 5)}",
            f"{town}, {_capitals(rng, 2)} {_digits(rng, 5)}",
            f"{street}, Apt. {rng.randint(1, 90)}",
            f"P.O. Box {rng.randint(10, 9000)}",
            f"{town} {_capitals(rng, 2)}{rng.randint(1, 20)} {rng.randint(1, 9)}{_capitals(rng, 2)}",
            f"Flat {rng.randint(1, 40)}{rng.choice('ABC')}, {street}",
            town.upper(),
        ]
    )


def to_do(rng: Random) -> str:
    """A line of a list: a task, a ware with its quantity, with or without a mark before it."""
    mark = rng.choice(["", "", "- ", "* ", "[ ] ", "[x] ", "-> ", f"{rng.randint(1, 12)}. ", f"{rng.randint(1, 12)}) "])
    ware = rng.choice(WARES).lower()
    body = rng.choice(
        [
            rng.choice(TASKS),
            rng.choice(TASKS),
            f"{rng.randint(2, 12)} {ware}",
            f"{rng.randint(1, 9)}x {ware}",
            f"{ware} ({rng.randint(1, 5)})",
            f"{rng.randint(50, 900)} g {ware}",
            f"{ware}, {rng.choice(WARES).lower()}, {rng.choice(WARES).lower()}",
            f"{rng.choice(TASKS)} {rng.choice(['by', 'before', 'on'])} {rng.choice(WEEKDAYS)}",
            f"{rng.choice(TASKS)} @ {rng.randint(1, 12)}:{rng.choice(['00', '15', '30', '45'])}",
            f"{rng.choice(TASKS)}!",
            f"call {rng.choice(FIRST_NAMES)} {rng.choice(['re', 'about'])} {rng.choice(SUBJECTS).lower()}",
        ]
    )
    return mark + (body[0].upper() + body[1:] if rng.random() < 0.6 else body)


def heading(rng: Random) -> str:
    """A heading: chapter label, chapter title, subject of a lesson, title of a list."""
    count = rng.randint(1, 24)
    words = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    topic, other, noun = rng.choice(TITLE_TOPICS), rng.choice(TITLE_TOPICS), rng.choice(TITLE_NOUNS)
    title = rng.choice(
        [
            topic, f"{noun} of {topic}", f"{topic} and {other}", f"The {noun} of {topic}",
            f"{noun} in {topic}", f"Introduction to {topic}", f"{topic}: {noun} and {other}",
            f"{rng.choice(SUBJECTS)} – {topic}", f"What Is {topic}?", f"Working with {topic}",
        ]
    )  # fmt: skip
    text = rng.choice(
        [
            title,
            title,
            f"Chapter {count}",
            f"CHAPTER {count}",
            f"Chapter {rng.choice(words)}",
            f"CHAPTER {rng.choice(roman)}",
            f"Chapter {count}: {title}",
            f"Chapter {count}. {title}",
            f"{count}. {title}",
            f"{count} {title}",
            f"{count}.{rng.randint(1, 12)} {title}",
            f"Appendix {rng.choice('ABCDEF')}",
            f"Part {rng.choice(roman)}: {title}",
            f"Unit {count}",
            f"Lesson {count} - {title}",
            f"Section {count}.{rng.randint(1, 12)}",
            f"Exercise {count}",
            f"Q{count}.",
            f"{rng.choice(SUBJECTS)} {rng.choice(['notes', 'homework', 'test', 'revision', 'Notes'])}",
            f"{rng.choice(WEEKDAYS)}:",
        ]
    )
    return text.upper() if rng.random() < 0.12 else text


#: Each kind of item with its share of a mixed sample.
GENERATORS: dict[str, tuple[float, Generator]] = {
    "date": (10, date),
    "time": (6, time_of_day),
    "price": (8, price),
    "number": (12, number),
    "phone": (5, phone),
    "email": (5, email),
    "url": (4, url),
    "code": (10, code),
    "formula": (8, formula),
    "name": (12, name),
    "address": (7, address),
    "to-do": (14, to_do),
    "heading": (12, heading),
}
_KINDS = list(GENERATORS)
_SHARES = [share for share, _ in GENERATORS.values()]


def item(rng: Random, kind: str | None = None) -> str:
    """One item of the given kind, or of a kind drawn by the shares in `GENERATORS`."""
    chosen = kind if kind is not None else rng.choices(_KINDS, _SHARES)[0]
    return GENERATORS[chosen][1](rng)


def sample_items(rng: Random, count: int) -> list[str]:
    """A mixed sample of items, repetitions included as they fall."""
    return [item(rng) for _ in range(count)]
