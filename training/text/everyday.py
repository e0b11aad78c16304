"""Modern everyday sentences from templates: notes, letters, lists, school, business, signs.

The templates in `everyday.txt` were written for this project; `{slot}` stands for a drawn word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from . import item_words
from .item_codes import code, email
from .item_numbers import date, phone, price, time_of_day
from .item_phrases import address

_THINGS = (
    "book", "umbrella", "phone", "charger", "jacket", "lamp", "printer", "camera", "bag", "laptop",
    "bike", "chair", "table", "ticket", "passport", "scarf", "watch", "kettle", "washing machine",
    "oven", "heater", "letter", "parcel", "notebook", "ladder", "drill", "guitar", "suitcase",
    "towel", "calculator", "headphones", "screen", "keyboard", "shirt", "picture", "present",
)  # fmt: skip
_SPOTS = (
    "station", "library", "cinema", "supermarket", "bank", "post office", "school", "park",
    "swimming pool", "museum", "hospital", "church", "bakery", "cafe", "airport",
    "market", "town hall", "gym", "restaurant", "theatre", "office", "bus stop", "hotel", "beach",
)  # fmt: skip
_EVENTS = (
    "party", "meeting", "concert", "wedding", "lesson", "workshop", "barbecue", "match", "trip",
    "interview", "conference", "exam", "dinner", "lecture", "play", "training", "appointment",
    "choir practice", "book club", "parents' evening", "sports day", "presentation", "picnic",
)  # fmt: skip
_SUBJECTS = (
    "the meeting", "the invoice", "our holiday", "the new project", "the school trip", "the rent",
    "the broken window", "the car insurance", "the summer camp", "the job interview", "your order",
    "the contract", "the garden", "the test results", "the exam", "the party", "the noise",
    "the homework", "the budget", "the flat", "the tickets", "next week", "the test on Friday",
)  # fmt: skip
_WHEN = ("tomorrow", "tonight", "next week", "on Monday", "after lunch", "in an hour", "later")
_SCHOOL = item_words.SUBJECTS[:16]
_SLOT = re.compile(r"\{(\w+)\}")

_SLOTS: dict[str, Callable[[Random], str]] = {
    "first": lambda rng: rng.choice(item_words.FIRST_NAMES),
    "last": lambda rng: rng.choice(item_words.LAST_NAMES),
    "name": lambda rng: f"{rng.choice(item_words.FIRST_NAMES)} {rng.choice(item_words.LAST_NAMES)}",
    "town": lambda rng: rng.choice(item_words.TOWNS),
    "weekday": lambda rng: rng.choice(item_words.WEEKDAYS),
    "month": lambda rng: rng.choice(item_words.MONTHS),
    "year": lambda rng: str(rng.randint(1900, 2030)),
    "small": lambda rng: str(rng.randint(2, 30)),
    "big": lambda rng: str(rng.randint(3, 50) * 10),
    "ware": lambda rng: rng.choice(item_words.WARES).lower(),
    "task": lambda rng: rng.choice(item_words.TASKS),
    "thing": lambda rng: rng.choice(_THINGS),
    "spot": lambda rng: rng.choice(_SPOTS),
    "event": lambda rng: rng.choice(_EVENTS),
    "subject": lambda rng: rng.choice(_SUBJECTS),
    "school": lambda rng: rng.choice(_SCHOOL),
    "when": lambda rng: rng.choice(_WHEN),
    "time": time_of_day,
    "date": date,
    "price": price,
    "phone": phone,
    "email": email,
    "code": code,
    "address": address,
}


def templates() -> list[str]:
    """The sentences with their slots unfilled."""
    path = Path(__file__).with_name("everyday.txt")
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def fill(template: str, rng: Random) -> str:
    """One sentence: every slot of the template replaced by a drawn word or item."""
    return _SLOT.sub(lambda match: _SLOTS[match.group(1)](rng), template)


def everyday_texts(rng: Random, count: int) -> list[str]:
    """As many drawn sentences as asked for; those without slots appear no more than ten times."""
    patterns = templates()
    left = {pattern: 10 for pattern in patterns if "{" not in pattern}
    texts: list[str] = []
    while len(texts) < count:
        pattern = rng.choice(patterns)
        if pattern in left:
            if not left[pattern]:
                continue
            left[pattern] -= 1
        text = fill(pattern, rng)
        texts.append(text if rng.random() < 0.95 else text.upper())
    return texts
