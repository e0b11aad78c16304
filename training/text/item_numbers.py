"""Written numbers: dates, times, prices, plain numbers, telephone numbers."""

from __future__ import annotations

from random import Random

from .item_characters import digits
from .item_words import MONTHS, ROMAN, WARES, WEEKDAYS


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
    dash = rng.choice(["-", "–", " - "])
    return rng.choice(
        [
            f"{hour:02d}:{minute:02d}",
            f"{twelve}:{minute:02d} {half}",
            f"{twelve}{half}",
            f"{twelve} {half}",
            f"{twelve} o'clock",
            f"{hour:02d}:{minute:02d}{dash}{min(hour + 1, 23):02d}:{minute:02d}",
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
    unit = rng.choice(
        ["kg", "g", "km", "m", "cm", "mm", "ml", "l", "mph", "kWh", "V", "%", "°C", "°F", "°"]
    )
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
            rng.choice(ROMAN),
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
            f"({rng.randint(201, 989)}) 555-{digits(rng, 4)}",
            f"{rng.randint(201, 989)}-555-{digits(rng, 4)}",
            f"555-{digits(rng, 4)}",
            f"+44 7700 900{digits(rng, 3)}",
            f"020 7946 0{digits(rng, 3)}",
            f"+1 {rng.randint(201, 989)} 555 {digits(rng, 4)}",
            f"+49 30 {digits(rng, 3)} {digits(rng, 3)}",
            f"Tel. {digits(rng, 5)} {digits(rng, 6)}",
            f"ext. {digits(rng, rng.randint(2, 4))}",
        ]
    )
