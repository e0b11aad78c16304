"""Short phrases: names, postal addresses, lines of lists, headings."""

from __future__ import annotations

from random import Random

from .item_characters import capitals, digits
from .item_words import (
    COMPANIES,
    FIRST_NAMES,
    LAST_NAMES,
    ROMAN,
    STREETS,
    SUBJECTS,
    TASKS,
    TITLE_NOUNS,
    TITLE_TOPICS,
    TOWNS,
    WARES,
    WEEKDAYS,
)


def name(rng: Random) -> str:
    """A person's or a firm's name."""
    first, last, other = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES), rng.choice(LAST_NAMES)
    return rng.choice(
        [
            f"{first} {last}", f"{first} {last}", f"{first} {capitals(rng, 1)}. {last}",
            f"{rng.choice(['Mr', 'Mrs', 'Ms', 'Dr', 'Prof.', 'Mr.', 'Mrs.', 'Dr.'])} {last}",
            f"{last}, {first}", f"{first[0]}. {last}", f"{first} & {rng.choice(FIRST_NAMES)}",
            f"{first} {last}-{other}", f"{first.upper()} {last.upper()}", f"The {last}s",
            f"{last} & {other}", f"{last} {rng.choice(COMPANIES)}",
            f"{first}'s {rng.choice(WARES).lower()}", first, last, capitals(rng, 2),
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
            f"{town} {digits(rng, 5)}",
            f"{town}, {capitals(rng, 2)} {digits(rng, 5)}",
            f"{street}, Apt. {rng.randint(1, 90)}",
            f"P.O. Box {rng.randint(10, 9000)}",
            f"{town} {capitals(rng, 2)}{rng.randint(1, 20)} {rng.randint(1, 9)}{capitals(rng, 2)}",
            f"Flat {rng.randint(1, 40)}{rng.choice('ABC')}, {street}",
            town.upper(),
        ]
    )


def to_do(rng: Random) -> str:
    """A line of a list: a task, a ware with its quantity, with or without a mark before it."""
    mark = rng.choice(
        [
            "",
            "",
            "- ",
            "* ",
            "[ ] ",
            "[x] ",
            "-> ",
            f"{rng.randint(1, 12)}. ",
            f"{rng.randint(1, 12)}) ",
        ]
    )
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
            f"call {rng.choice(FIRST_NAMES)} about {rng.choice(SUBJECTS).lower()}",
        ]
    )
    return mark + (body[0].upper() + body[1:] if rng.random() < 0.6 else body)


def heading(rng: Random) -> str:
    """A heading: chapter label, chapter title, subject of a lesson, title of a list."""
    count = rng.randint(1, 24)
    words = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()
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
            f"CHAPTER {rng.choice(ROMAN)}",
            f"Chapter {count}: {title}",
            f"Chapter {count}. {title}",
            f"{count}. {title}",
            f"{count} {title}",
            f"{count}.{rng.randint(1, 12)} {title}",
            f"Appendix {rng.choice('ABCDEF')}",
            f"Part {rng.choice(ROMAN)}: {title}",
            f"Unit {count}",
            f"Lesson {count} - {title}",
            f"Section {count}.{rng.randint(1, 12)}",
            f"Exercise {count}",
            f"Q{count}.",
            f"{rng.choice(SUBJECTS)} {rng.choice(('notes', 'homework', 'test', 'Notes'))}",
            f"{rng.choice(WEEKDAYS)}:",
        ]
    )
    return text.upper() if rng.random() < 0.12 else text
