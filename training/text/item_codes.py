"""What no dictionary holds: e-mail and web addresses, codes, formulae."""

from __future__ import annotations

import string
from random import Random

from .item_characters import capitals, digits
from .item_words import CHEMICALS, DOMAINS, FIRST_NAMES, LAST_NAMES, SUBJECTS, WARES


def email(rng: Random) -> str:
    """An e-mail address."""
    first, last = rng.choice(FIRST_NAMES).lower(), rng.choice(LAST_NAMES).lower()
    last = last.replace("'", "").replace(" ", "")
    local = rng.choice(
        [
            f"{first}.{last}", f"{first[0]}{last}", f"{first}{digits(rng, 2)}", f"{first}_{last}",
            f"{last}{first[0]}", "info", "office", "sales", "hello", f"{first}-{last}",
        ]
    )  # fmt: skip
    return f"{local}@{rng.choice(DOMAINS)}"


def url(rng: Random) -> str:
    """A web address, with or without scheme and path."""
    path = rng.choice(["", "", f"/{rng.choice(WARES).lower().replace(' ', '-')}", "/index.html"])
    query = rng.choice(
        ["", "", "", f"?id={digits(rng, 3)}", f"#{rng.choice(SUBJECTS).lower().split()[0]}"]
    )
    host = rng.choice(["", "www.", "docs.", "shop."]) + rng.choice(DOMAINS)
    return f"{rng.choice(['', 'https://', 'http://'])}{host}{path}{query if path else ''}"


def code(rng: Random) -> str:
    """A booking code, serial number, plate, version, room, ISBN, post code or password."""
    mixed = string.ascii_uppercase + string.digits
    everything = string.ascii_letters + string.digits + "!#$%&*?_-+"
    return rng.choice(
        [
            "".join(rng.choice(mixed) for _ in range(rng.randint(4, 9))),
            f"{capitals(rng, rng.randint(1, 3))}-{digits(rng, rng.randint(2, 5))}",
            f"{capitals(rng, 2)}{digits(rng, 2)} {capitals(rng, 3)}",
            f"{capitals(rng, 2)}{rng.randint(1, 29)} {rng.randint(1, 9)}{capitals(rng, 2)}",
            f"v{rng.randint(0, 12)}.{rng.randint(0, 30)}.{rng.randint(0, 20)}",
            f"Room {rng.choice(['', 'A', 'B', 'C'])}{rng.randint(1, 420)}",
            f"Gate {capitals(rng, 1)}{rng.randint(1, 60)}",
            f"{capitals(rng, 2)} {digits(rng, rng.randint(3, 4))}",
            f"978-{digits(rng, 1)}-{digits(rng, 4)}-{digits(rng, 4)}-{digits(rng, 1)}",
            f"{digits(rng, 5)}",
            f"{digits(rng, 5)}-{digits(rng, 4)}",
            f"Ref: {capitals(rng, 2)}/{digits(rng, 4)}/{digits(rng, 2)}",
            f"PIN {digits(rng, 4)}",
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
            f"{rng.choice('FVPEUA')} = {rng.choice('mRUqk')} * {rng.choice('aIdg')}",
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
