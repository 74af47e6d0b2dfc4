"""Names of people, days of the week, and how answers spell JSON: what several tasks share."""

import json

FIRST_NAMES = """
Anna Ben Carla David Elena Frank Grace Henry Irene Jack Karen Liam Maria Noah Olivia Paul Quinn
Rosa Sam Tina Umar Vera Will Xenia Yusuf Zoe Alice Boris Celine Dario Emma Felix Gina Hugo Ivan
Julia Kevin Laura Marco Nina Oscar Petra Ralf Sofia Tom Ulla Viktor Wendy Amir Bella Chen Diana Erik
Fatima Georg Hannah Igor Jana Klaus Leo Mia Nora Omar Pia Rita Simon Tara Uwe Vlad Walter Yara Adam
Beth Cora Dean Ella Finn Gwen Hans Ida Joel Kim Lisa Max Nadia Otto Peggy Rob Sara Ted Vince Agnes
Bruno Clara Doris
""".split()

LAST_NAMES = """
Brook Carter Dale Evans Fisher Grant Hill Irving Jones Keller Lopez Meyer Novak Owens Price Quist
Ramos Stone Turner Unger Vance Weber Young Zeller Adler Bishop Cole Duran Engel Ford Gomez Hart Ito
Jansen Kraft Lang Moreau Nash Ortiz Park Rossi Silva Tanaka Usher Vogel Wolf Berg Clark
""".split()

# Names that no training example contains: they show what the models make of a new person.
UNSEEN_FIRST_NAMES = "Marta Peter Lukas Sonja Roger Emily Daniel Helena Victor Monica".split()
UNSEEN_LAST_NAMES = "Fuchs Morris Baker Sander Marin Holt Perez Lindner Roth Mason".split()

# Invented names are one to three of consonants + vowel, and an ending.
CONSONANTS = list("bcdfghjklmnprstvwz") + [
    "br", "ch", "dr", "fl", "gr", "kl", "pr", "st", "tr", "th", "sh",
]
VOWELS = list("aeiou") + ["ai", "ea", "ie", "ou"]
ENDINGS = ["", "", "n", "r", "l", "s", "m", "t", "ck", "nd"]

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def invented_name(rng):
    syllables = rng.choice((1, 2, 2, 3))
    name = "".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(syllables))
    return (name + rng.choice(ENDINGS)).capitalize()


def first_name(rng, unseen_names=False):
    if unseen_names:
        return rng.choice(UNSEEN_FIRST_NAMES)
    return rng.choice(FIRST_NAMES) if rng.random() < 0.6 else invented_name(rng)


def last_name(rng, unseen_names=False):
    if unseen_names:
        return rng.choice(UNSEEN_LAST_NAMES)
    return rng.choice(LAST_NAMES) if rng.random() < 0.6 else invented_name(rng)


def compact_json(**members):
    """The JSON text that the models learn: no spaces, members in the order given."""
    return json.dumps(members, separators=(",", ":"))
