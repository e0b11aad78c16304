"""Words for generated pages: chapter labels, titles and sentences of no meaning."""

from __future__ import annotations

import numpy as np

Rng = np.random.Generator

NUMBERS = (
    "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen "
    "Fifteen Sixteen Seventeen Eighteen Nineteen Twenty"
).split()
_LABELS = (
    "Chapter Chapter Chapter Chapter Chapter Chapter Chapter Chapter Unit Unit Unit Lesson Lesson "
    "Lesson Part Module Module Lecture Topic Section Book Project Theme Chapitre Leçon "
    "Unité Kapitel Lektion Einheit Thema Capítulo Unidad Lección Tema Capitolo Unità Lezione Unidade "
    "Lição"
).split()
_TOPICS = """photosynthesis; cells; the periodic table; chemical bonds; forces; motion; energy;
waves; light; sound; electricity; magnetism; the solar system; rocks; plate tectonics; weather;
climate; ecosystems; populations; evolution; genetics; heredity; the human body; nutrition;
digestion; respiration; circulation; the nervous system; reproduction; plants; animals; fungi;
bacteria; viruses; fractions; decimals; percentages; ratios; integers; polynomials; quadratic
equations; linear functions; inequalities; probability; statistics; geometry; triangles; circles;
vectors; matrices; limits; derivatives; integrals; sequences; series; logarithms; trigonometry;
proofs; sets; logic; graphs; trees; algorithms; sorting; recursion; data structures; variables;
loops; functions; classes; networks; databases; operating systems; compilers; security; the
ancient world; Egypt; Greece; Rome; feudalism; the Renaissance; the Reformation; exploration;
colonies; revolutions; industry; empires; the world wars; democracy; the constitution; elections;
rights; supply; demand; markets; prices; money; banking; trade; unemployment; inflation;
accounting; marketing; management; leadership; ethics; culture; religion; language; grammar;
poetry; drama; the novel; essays; rhetoric; music; painting; sculpture; architecture; maps;
rivers; oceans; deserts; cities; migration; farming; health; sport; memory; learning; perception;
emotion; personality; groups; the family; crime; law; contracts; property; torts; thermodynamics;
entropy; equilibrium; acids and bases; solutions; gases; kinetics; nuclear physics; relativity;
quantum mechanics; optics; fluids; stars; galaxies; lenses; circuits; signals; control; materials;
structures; bridges; soils; water; waste; transport; tides"""
_TEMPLATES = (
    "{a}",
    "{a}",
    "{a}",
    "{a} and {b}",
    "{a} and {b}",
    "Introduction to {a}",
    "The Nature of {a}",
    "Understanding {a}",
    "{a}: An Overview",
    "Why {a} Matters",
    "What Is {a}?",
    "Exploring {a}",
    "The Story of {a}",
    "{a} in Everyday Life",
    "From {a} to {b}",
    "{a}, {b} and {c}",
    "Working with {a}",
    "More about {a}",
    "How {a} Changed the Study of {b}",
    "A Short History of {a}",
    "Applications of {a}",
    "The Rise and Fall of {a}",
    "{a} and the Making of {b}",
    "Getting Started with {a}",
    "Problems in {a} and Their Relation to {b}",
)
_TITLE_ONLY = (
    "Preface Foreword Introduction Acknowledgments Bibliography Glossary "
    "Appendix Conclusion Prologue Epilogue References"
).split()
_STORIES = """The {c} and the {n}; My {a} {n}; A {n} for {p}; {p} and the {n}; The {a} {n}; The
Day the {n} Came; Where Does the {n} Go?; Who Took My {n}?; Let Us Make a {n}; The {n} That
Could {v}; {p} Learns to {v}; How the {n} Got Its Name; Up and {v}!; {n} Joy; What Can You {v}?;
The Last {n}; In My {n}; Our {a} {n}; {n}; The {a} {n} of {p}; On the Road to the {n}; Letters
from a {n}; {p}, My {a} Friend"""
_THINGS = """river tree kite frog moon sea house garden mountain bird lamp boat clock train
village elephant tiger basket market school wind desert island drum star shadow bridge mirror
shell lion bicycle farm kitchen window well monsoon festival river bank spring crow ant rainbow"""
_QUALITIES = (
    "little brave clever silver golden lost hidden old new hungry happy wonderful first best red"
)
_PEOPLE = "Anna Ravi Lena Marco Amina Tomás Chloé Ben Sita Grandmother Uncle Paul Miguel Nora Kofi"
_DEEDS = "fly count share read swim sing grow measure play travel paint build"
_FOREIGN = """Die Welt der Zahlen; Wasser und Leben; Im Wald; Unsere Stadt; Bruchrechnung;
Kräfte und Bewegung; Größen und Einheiten; Les êtres vivants; La vie au Moyen Âge; Nombres et
calculs; À l’école; L’eau dans la nature; Proportionnalité; El mundo de las plantas; Números
enteros; Nuestro planeta; Los seres vivos; Fracciones y decimales; ¿Cómo somos?; La energia; Il
corpo umano; I numeri naturali; La città; Le frazioni; A água; Os seres vivos; Números
racionais; A nossa escola; O corpo humano"""
_BOX_HEADINGS = """What you will learn; Learning Objectives; In this chapter; Let us begin; Before you read;
Key Ideas; Big Questions; Overview; Warm up; Let’s Recall; You will need; Reflect; Objectifs; Lernziele;
Objetivos; Obiettivi; Fun Facts; Do You Know?; Think and Discuss; Let us read; Vocabulary"""
_BODY_HEADINGS = """Exercises; EXERCISES; Exercise; Activities; Summary; Review Questions; Let us do; Let us
think; Let us write; Project Work; Points to Remember; Glossary; Practice; Questions; Answers; Index;
Contents; Self-Assessment; Checkpoint; Keywords; What have we learnt; Übungen; Zusammenfassung; Exercices;
Bilan; Ejercicios; Actividades; Esercizi; Exercícios; Vocabulary; Writing; Speaking; Physics; Biology;
Mathematics; History; Try It Yourself; Discuss; Suggested Reading; Extended Learning"""
_SUBJECTS = "Physics Biology Chemistry Mathematics History Geography Economics Science English Civics"
_QUESTIONS = """What is {a}?; How does {a} work?; Why do we study {a}?; Who discovered {a}?; What makes {a}
special?; How are {a} made?; Where do we find {a}?; What do you know about {a}?; Can {a} change?"""
_STATEMENTS = """{a} = {b}({c}, {n})
if ({a} > {n}) {o}
for {a} in {b}:
return {a} + {b}
int {a} = {n};
def {a}({b}):
print("{a} {b}")
// {a} the {b} of {c}
# {a} {b}
while {a} < {n}:
#include <{a}.h>
{a}.{b}({n});
}}"""
_WORDS = """the of and to in is that for it as with was on are by this be at from or which an not
have has but were can all one their more other when some these than its also only may such many
most between over into then each where after first two been use used made way part through same
water light energy number value point line system process result example change large small
different important means called known form found given together during while because under within
without against about almost before above below often several certain general simple common
possible natural human social early late high low figure table equation problem solution method
theory model study research student people world time year place work life force matter cell plant
animal earth surface pressure temperature volume mass increase decrease produce contain require
consider describe explain show become remain however therefore although since until whether either
neither both few least less much very quite rather already still function relation element
structure material language government economy history culture century war population development
growth industry market price product resource section chapter answer question"""
_TOPIC_LIST = [" ".join(t.split()) for t in _TOPICS.split(";")]
_WORD_LIST = _WORDS.split()
_SMALL = {"a", "an", "and", "the", "of", "in", "to", "for", "with", "from", "on", "about", "into"}


def roman(number: int) -> str:
    """1..39 in Roman capitals."""
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def numeral(rng: Rng, number: int) -> str:
    """A chapter's number in digits (mostly), Roman capitals or words."""
    kind = rng.random()
    if kind < 0.72:
        return str(number)
    if kind < 0.86 and number < 40:
        return roman(number)
    return NUMBERS[number - 1] if number <= len(NUMBERS) else str(number)


def label_word(rng: Rng) -> str:
    """Chapter, Unit, Lesson, …"""
    return str(rng.choice(_LABELS))


def chapter_number(rng: Rng) -> int:
    """Small numbers are likelier."""
    return int(min(39, 1 + rng.exponential(8)))


def title_case(text: str) -> str:
    """Every long word with a capital."""
    words = text.split()
    return " ".join(
        w if w.lower() in _SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words)
    )


def chapter_title(rng: Rng, real: list[str]) -> str:
    """An invented title, or now and then one of the `real` ones."""
    if real and rng.random() < 0.3:
        return str(rng.choice(real))
    a, b, c = (str(t) for t in rng.choice(_TOPIC_LIST, 3, replace=False))
    text = str(rng.choice(_TEMPLATES)).format(a=a, b=b, c=c)
    return title_case(text) if rng.random() < 0.6 else text[:1].upper() + text[1:]


def _listed(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(";")]


def school_title(rng: Rng, real: list[str]) -> str:
    """A title of a school book: of a subject, a story, or in another language."""
    kind = rng.random()
    if kind < 0.45:
        return chapter_title(rng, real)
    if kind < 0.62:
        text = str(rng.choice(_listed(_FOREIGN)))
    else:
        thing, other = (str(v).title() for v in rng.choice(_THINGS.split(), 2))
        text = str(rng.choice(_listed(_STORIES))).format(
            n=thing,
            c=other,
            a=str(rng.choice(_QUALITIES.split())).title(),
            p=str(rng.choice(_PEOPLE.split())),
            v=str(rng.choice(_DEEDS.split())).title(),
        )
    return text.upper() if rng.random() < 0.15 else text


def box_heading(rng: Rng) -> str:
    """What stands over a box at a chapter's start that is no title."""
    return str(rng.choice(_listed(_BOX_HEADINGS)))


def body_heading(rng: Rng) -> str:
    """What is set large on pages that open nothing."""
    return str(rng.choice(_listed(_BODY_HEADINGS)))


def subject(rng: Rng) -> str:
    """What a school book is about, in a word."""
    return str(rng.choice(_SUBJECTS.split()))


def section_question(rng: Rng) -> str:
    """A section's heading that asks."""
    topic = str(rng.choice(_TOPIC_LIST))
    return str(rng.choice(_listed(_QUESTIONS))).format(a=topic)


def statement(rng: Rng) -> str:
    """A line of a program that does nothing of sense."""
    a, b, c = (str(w) for w in rng.choice(_WORD_LIST, 3))
    return str(rng.choice(_STATEMENTS.split("\n"))).format(
        a=a, b=b, c=c, n=int(rng.integers(0, 100)), o="{"
    )


def title_without_number(rng: Rng) -> str:
    """Preface, Index, …"""
    return str(rng.choice(_TITLE_ONLY))


def sentence(rng: Rng, words: int) -> str:
    """So many words, a capital first and a full stop last."""
    text = " ".join(str(w) for w in rng.choice(_WORD_LIST, words))
    return text[:1].upper() + text[1:] + "."


def running_text(rng: Rng, words: int) -> str:
    """Sentences, now and then with numbers and commas."""
    parts = []
    while words > 0:
        n = int(rng.integers(5, 22))
        text = sentence(rng, n)
        if rng.random() < 0.3:
            text = text.replace(" ", ", ", 1)
        if rng.random() < 0.15:
            text = text[:-1] + f" ({int(rng.integers(1, 2000))})."
        parts.append(text)
        words -= n
    return " ".join(parts)
