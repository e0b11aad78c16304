"""Everyday texts of other languages: templates written for this project, filled with their names.

The templates stand in `everyday/`; `{slot}` is a drawn name, date or number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from .languages import Language

_FOLDER = Path(__file__).parent / "everyday"
_SLOT = re.compile(r"\{(\w+)\}")
_LEAST_SHARE = 8
"""A template without slots is written so often among a thousand texts of a hundred templates."""


def _price(rng: Random) -> str:
    euros, cents = rng.choice((rng.randint(1, 99), rng.randint(100, 9999))), rng.randint(0, 99)
    return rng.choice((f"{euros},{cents:02d} €", f"{euros} €", f"{euros} euros", f"{euros},- €"))


def _time(rng: Random, code: str) -> str:
    hour, minute = rng.randint(0, 23), rng.choice((0, 5, 10, 15, 20, 30, 45))
    if code == "fra":
        return rng.choice((f"{hour}h{minute:02d}", f"{hour} h {minute:02d}", f"{hour} heures"))
    return f"{hour}{rng.choice(':.')}{minute:02d}"


def _phone(rng: Random) -> str:
    pairs = [f"{rng.randint(0, 99):02d}" for _ in range(4)]
    return rng.choice(
        (f"0{rng.randint(1, 9)} {' '.join(pairs)}", f"0{rng.randint(30, 999)}/{''.join(pairs)}")
    )


def _street(rng: Random, lists: Mapping[str, Sequence[str]], code: str) -> str:
    person = f"{rng.choice(lists['first'])} {rng.choice(lists['last'])}"
    of = rng.choice((person, rng.choice(lists["last"]), rng.choice(lists["towns"])))
    if code == "fra":
        kind = rng.choice(("rue", "avenue", "place", "boulevard", "chemin", "quai", "impasse"))
        return f"{rng.randint(1, 150)}, {kind} {rng.choice(('', 'de ', 'du '))}{of}"
    if code == "spa":
        kind = rng.choice(("Calle", "C/", "Avenida", "Plaza", "Paseo", "Camino"))
        return f"{kind} {rng.choice(('', 'de ', 'del '))}{of}"
    kind = rng.choice(("straße", "straße", "straße", "weg", "gasse", "platz", "allee", "str."))
    if of == person:
        return f"{of.replace(' ', '-')}-{kind.capitalize()}"
    if rng.random() < 0.5:
        town = rng.choice(lists["towns"]).split(" ")[0]
        side = rng.choice(("", "", "Alte ", "Große ", "Kleine ", "Obere ", "Untere "))
        return f"{side}{town}er {kind.capitalize()}"
    return rng.choice((f"{rng.choice(lists['last'])}{kind}", rng.choice(lists["streets"])))


def everyday_texts(
    rng: Random, count: int, language: Language, lists: Mapping[str, Sequence[str]]
) -> list[str]:
    """
    Texts of the language's templates; what has no slots comes less often than what can differ.

    `lists` holds `first`, `last`, `towns`, `streets`, `months` and `weekdays`.
    """
    slots: dict[str, Callable[[], str]] = {
        "first": lambda: rng.choice(lists["first"]),
        "last": lambda: rng.choice(lists["last"]),
        "town": lambda: rng.choice(lists["towns"]),
        "month": lambda: rng.choice(lists["months"]),
        "weekday": lambda: rng.choice(lists["weekdays"]),
        "street": lambda: _street(rng, lists, language.code),
        "day": lambda: str(rng.randint(1, 31)),
        "year": lambda: str(rng.choice((rng.randint(1830, 1999), rng.randint(1950, 2035)))),
        "number": lambda: str(rng.choice((rng.randint(1, 12), rng.randint(1, 400)))),
        "postcode": lambda: f"{rng.randint(1000, 99999):05d}",
        "time": lambda: _time(rng, language.code),
        "price": lambda: _price(rng),
        "phone": lambda: _phone(rng),
    }
    templates = (_FOLDER / f"{language.code}.txt").read_text("utf-8").splitlines()
    fixed = [template for template in templates if "{" not in template]
    filled = [template for template in templates if "{" in template]
    texts = fixed * max(1, count * _LEAST_SHARE // 100_000)
    while len(texts) < count:
        texts.append(_SLOT.sub(lambda slot: slots[slot[1]](), rng.choice(filled)))
    return texts
