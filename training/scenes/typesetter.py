"""Sets generated textbook pages: paragraphs, sections, figures, headings with their boxes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from training.scenes import wording
from training.scenes.artwork import ink_colour, picture
from training.scenes.camera import chance
from training.scenes.pages import Page
from training.scenes.print_fonts import (
    Ink,
    PrintFonts,
    Style,
    line_width,
    resized,
    set_line,
    wrap,
)

Rng = np.random.Generator
Box = tuple[float, float, float, float]


def union(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    a = np.array(boxes)
    return (*a[:, :2].min(0), *a[:, 2:].max(0))


class Typesetter:
    """Sets one page: a cursor walks down, blocks are drawn, headings remember their boxes."""

    def __init__(self, rng: Rng, fonts: PrintFonts, titles: list[str]) -> None:
        self.rng, self.titles = rng, titles
        self.w, self.h = int(rng.integers(640, 840)), 1000
        paper = (
            (255, 255, 255)
            if chance(rng, 0.7)
            else tuple(int(v) for v in 255 - rng.integers(0, 30, 3))
        )
        self.image = Image.new("RGB", (self.w, self.h), paper)
        self.draw = ImageDraw.Draw(self.image)
        self.left = int(self.w * rng.uniform(0.05, 0.19))
        self.right = self.w - int(self.w * rng.uniform(0.05, 0.19))
        self.y = float(rng.uniform(25, 70))
        self.bottom = self.h - float(rng.uniform(40, 100))
        self.body = fonts.sample(rng, int(rng.integers(11, 19)))
        self.display = fonts.sample(rng, 30)
        if chance(rng, 0.3):
            self.display = resized(self.body, 30)
        self.colour = ink_colour(rng)
        self.chapter: list[Ink] = []
        self.title: list[Ink] = []

    def heading(self, size: float, colour: tuple[int, int, int] | None = None) -> Style:
        """The display face at a size, perhaps in capitals."""
        caps = str(self.rng.choice(["none", "upper", "small"], p=[0.7, 0.2, 0.1]))
        tracking = float(self.rng.uniform(0.02, 0.25)) if chance(self.rng, 0.1) else 0.0
        return Style(resized(self.display, round(size)), colour or self.colour, caps, tracking)

    def place(self, x0: float, x1: float, width: float, align: str) -> float:
        """Left edge of something `width` wide between x0 and x1."""
        return {"left": x0, "centre": (x0 + x1 - width) / 2, "right": x1 - width}[align]

    def set_block(
        self, lines: list[str], style: Style, x0: float, x1: float, align: str, into: list[Ink]
    ) -> None:
        """Draws lines at the cursor, moves it below them, adds their ink to `into`."""
        step = style.font.size * self.rng.uniform(1.12, 1.45)
        for line in lines:
            x = self.place(x0, x1, line_width(line, style), align)
            into.append(set_line(self.draw, x, self.y, line, style))
            self.y += step

    def paragraph(self, x0: float, x1: float, bottom: float, words: int) -> None:
        """Running text from the cursor down to `bottom` at most."""
        size = self.body.size
        step = size * self.rng.uniform(1.2, 1.6)
        text = wording.running_text(self.rng, words).split()
        average = self.body.getlength("the nature of things and") / 24
        per_line = max(2, int((x1 - x0) / average))
        justified, line, count = chance(self.rng, 0.5), [], 0
        shade = (0, 0, 0) if chance(self.rng, 0.7) else (50, 50, 50)
        for word in [*text, ""]:
            if count + len(word) + 1 > per_line or not word:
                if self.y + size > bottom:
                    return
                run = " ".join(line)
                gaps = len(line) - 1
                slack = (x1 - x0) - self.body.getlength(run) if justified else 0
                if justified and word and gaps > 0 and 0 < slack < gaps * size:
                    x = x0
                    for piece in line:
                        self.draw.text((x, self.y), piece, font=self.body, fill=shade)
                        x += self.body.getlength(piece + " ") + slack / gaps
                else:
                    self.draw.text((x0, self.y), run, font=self.body, fill=shade)
                self.y += step
                line, count = [], 0
            line.append(word)
            count += len(word) + 1
        self.y += step * self.rng.uniform(0, 0.8)

    def running_header(self) -> None:
        """A page number and a small repeat of chapter or section: never a chapter box."""
        rng = self.rng
        number = str(int(rng.integers(1, 700)))
        text = wording.chapter_title(rng, self.titles)
        form = rng.integers(0, 7)
        n = wording.chapter_number(rng)
        if form in (0, 5):
            text = f"{wording.label_word(rng)} {n}. {text}"
            text = text.upper() if form == 5 else text
        elif form == 6:
            text = f"{wording.label_word(rng)} {n}"
            text = text.upper() if chance(rng, 0.5) else text
        elif form == 1:
            text = f"{n}.{int(rng.integers(1, 9))}  {text}"
        elif form == 2:
            text = text.upper()
        style = Style(
            resized(self.body, self.body.size - int(rng.integers(-1, 4))),
            (20, 20, 20),
            "small" if chance(rng, 0.2) else "none",
        )
        align = str(rng.choice(["left", "centre", "right"]))
        width = line_width(text, style)
        if width < self.right - self.left - 60:
            set_line(
                self.draw, self.place(self.left, self.right, width, align), self.y, text, style
            )
        side = "left" if align == "right" else "right"
        if align != "centre" or chance(rng, 0.5):
            set_line(
                self.draw,
                self.place(self.left, self.right, line_width(number, style), side),
                self.y,
                number,
                style,
            )
        self.y += style.font.size * 1.5
        if chance(rng, 0.4):
            self.draw.line((self.left, self.y, self.right, self.y), fill=(0, 0, 0), width=1)
        self.y += rng.uniform(6, 30)

    def section(self) -> None:
        """A section's title: print larger than the text that is no chapter title."""
        rng = self.rng
        size = self.body.size * rng.uniform(1.1, 1.75)
        style = Style(
            resized(self.display, round(size)),
            self.colour if chance(rng, 0.6) else (0, 0, 0),
            "upper" if chance(rng, 0.15) else "none",
        )
        text = wording.chapter_title(rng, [])
        number = f"{wording.chapter_number(rng)}.{int(rng.integers(1, 12))}"
        text = str(
            rng.choice(
                [
                    f"{number} {text}",
                    f"{number}. {text}",
                    text,
                    f"Section {number} {text}",
                    f"Exercises {number}",
                    f"Activity {int(rng.integers(1, 9))}",
                    "Review",
                    "Summary",
                    "Key terms",
                    f"Example {number}",
                    f"Table {number}",
                    "Objectives",
                ]
            )
        )
        self.y += size * rng.uniform(0.2, 1.0)
        lines = wrap(text, style, self.right - self.left)[:2]
        if self.y + size * 1.5 * len(lines) < self.bottom:
            self.set_block(lines, style, self.left, self.right, "left", [])
            self.y += size * 0.3

    def figure(self) -> None:
        """A picture, a framed box, a table or a chart, with a caption."""
        rng = self.rng
        w = int((self.right - self.left) * rng.uniform(0.4, 1.0))
        h = int(rng.uniform(70, 260))
        if self.y + h + 30 > self.bottom:
            return
        x, y = (
            int(self.place(self.left, self.right, w, str(rng.choice(["left", "centre"])))),
            int(self.y),
        )
        kind = rng.integers(0, 4)
        if kind == 0:
            self.image.paste(Image.fromarray(picture(rng, w, h)), (x, y))
        elif kind == 1:
            fill = tuple(int(v) for v in 255 - rng.integers(0, 50, 3))
            self.draw.rectangle((x, y, x + w, y + h), fill=fill, outline=ink_colour(rng))
            self.y += 10
            if chance(rng, 0.6):
                style = Style(resized(self.display, round(self.body.size * 1.2)), self.colour)
                set_line(self.draw, x + 10, self.y, wording.sentence(rng, 2)[:-1], style)
                self.y += style.font.size * 1.6
            self.paragraph(x + 12, x + w - 12, y + h - 8, 120)
        elif kind == 2:
            rows, columns = int(rng.integers(2, 8)), int(rng.integers(2, 6))
            for i in range(rows + 1):
                self.draw.line((x, y + i * h // rows, x + w, y + i * h // rows), fill=(0, 0, 0))
            for i in range(columns):
                for j in range(rows):
                    self.draw.text(
                        (x + i * w // columns + 4, y + j * h // rows + 2),
                        wording.sentence(rng, 1)[:-1],
                        font=self.body,
                        fill=(0, 0, 0),
                    )
        else:
            pts = np.cumsum(rng.normal(0, h / 8, 20)) + h / 2
            self.draw.line(
                [(x + i * w // 20, y + float(np.clip(v, 0, h))) for i, v in enumerate(pts)],
                fill=ink_colour(rng),
                width=2,
            )
            self.draw.line((x, y, x, y + h, x + w, y + h), fill=(0, 0, 0))
        self.y = y + h + 6
        if chance(rng, 0.7):
            caption = f"Figure {wording.chapter_number(rng)}.{int(rng.integers(1, 20))}: "
            self.draw.text(
                (x, self.y), caption + wording.sentence(rng, 5), font=self.body, fill=(30, 30, 30)
            )
            self.y += self.body.size * 1.6

    def fill(self) -> None:
        """Body matter from the cursor to the page's end."""
        rng = self.rng
        columns = 2 if chance(rng, 0.2) else 1
        if columns == 2:
            top, middle = self.y, (self.left + self.right) / 2
            for x0, x1 in ((self.left, middle - 10), (middle + 10, self.right)):
                self.y = top
                while self.y < self.bottom - 20:
                    before = self.y
                    self.paragraph(x0, x1, self.bottom, int(rng.integers(30, 120)))
                    if self.y == before:
                        break
            return
        blank = chance(rng, 0.12)
        for _ in range(3 if blank else 40):
            if self.y > self.bottom - 25:
                break
            kind = rng.random()
            if kind < 0.68:
                self.paragraph(self.left, self.right, self.bottom, int(rng.integers(20, 140)))
            elif kind < 0.85:
                self.section()
            else:
                self.figure()

    def page(self) -> Page:
        """What was drawn, with boxes of chapter and title."""
        boxes, labels, texts = [], [], []
        for label, parts in ((0, self.chapter), (1, self.title)):
            if parts:
                boxes.append(union(parts))
                labels.append(label)
                texts.append(" ".join(part.text for part in parts))
        return Page(
            np.array(self.image),
            np.array(boxes, np.float32).reshape(-1, 4),
            np.array(labels, np.int64),
            tuple(texts),
        )
