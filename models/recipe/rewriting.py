"""The task rewrite: three small rewrites, each with a prompt prefix of its own."""

from commands import MESSAGES

REQUESTS = [
    "send me the {thing}",
    "give me the {thing}",
    "show me the {thing}",
    "open the {thing}",
    "close the {thing}",
    "check the {thing}",
    "move the {thing}",
    "print the {thing}",
    "bring the {thing}",
    "review the {thing}",
    "fix the {thing}",
    "update the {thing}",
    "copy the {thing}",
    "share the {thing}",
]
THINGS = """
report window file door invoice table contract picture list calendar budget letter key map ticket
printer phone draft schedule agenda
""".split()
WHEN = [
    "", "", " now", " today", " tomorrow", " again", " before lunch", " after work", " this week",
    " on Monday", " by Friday", " as soon as possible",
]
NEGATIONS = [
    ("can't", "cannot"),
    ("won't", "will not"),
    ("don't", "do not"),
    ("doesn't", "does not"),
    ("isn't", "is not"),
    ("aren't", "are not"),
    ("didn't", "did not"),
    ("wasn't", "was not"),
    ("couldn't", "could not"),
    ("shouldn't", "should not"),
]
NEGATIONS_OF_BEING = ("isn't", "aren't", "wasn't")
SUBJECTS = ["I", "we", "you", "they", "she", "he", "the team", "my boss"]
CONTRACTED_SUBJECTS = [
    ("I'm", "I am"),
    ("we're", "we are"),
    ("you're", "you are"),
    ("they're", "they are"),
    ("she's", "she is"),
    ("he's", "he is"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("I'll", "I will"),
    ("we'll", "we will"),
    ("I've", "I have"),
    ("we've", "we have"),
]
ACTIONS = [
    "come", "join the call", "find the key", "read the draft", "open the file", "pay the bill",
    "see the problem", "work on Monday", "finish the report", "take the train", "like the plan",
    "answer the phone", "sign the contract", "book the hotel", "drive home",
]
STATES_OF_PEOPLE = [
    "late", "ready", "at home", "in the office", "not sure", "very happy", "on the train",
    "done with the report", "new here", "busy today", "out of time", "in a meeting",
]
STATES_OF_THINGS = ["a good idea", "too late", "very cold", "on the table", "not my job"]
DONE = [
    "finished the report", "seen the plan", "paid the bill", "lost the key", "booked the hotel",
]
INTENDED = [
    "call you later", "send the file", "be there soon", "check the budget", "ask the team",
]


def request(rng):
    return rng.choice(REQUESTS).format(thing=rng.choice(THINGS))


def polite(rng):
    """An order, and the same as a question."""
    text = request(rng) + rng.choice(WHEN)
    if rng.random() < 0.3:
        text += " and " + request(rng)
    return text, f"Could you please {text}?"


def contracted_clause(rng):
    """(with a contraction, without)"""
    if rng.random() < 0.55:
        short, long = rng.choice(NEGATIONS)
        subject = rng.choice(SUBJECTS)
        rest = rng.choice(STATES_OF_PEOPLE if short in NEGATIONS_OF_BEING else ACTIONS)
        return f"{subject} {short} {rest}", f"{subject} {long} {rest}"
    short, long = rng.choice(CONTRACTED_SUBJECTS)
    if short in ("it's", "that's"):
        rest = rng.choice(STATES_OF_THINGS)
    elif short.endswith("ll"):
        rest = rng.choice(INTENDED)
    elif short.endswith("ve"):
        rest = rng.choice(DONE)
    else:
        rest = rng.choice(STATES_OF_PEOPLE)
    return f"{short} {rest}", f"{long} {rest}"


def expand(rng):
    """A sentence with contractions, and the same without."""
    short, long = contracted_clause(rng)
    if rng.random() < 0.4:
        second_short, second_long = contracted_clause(rng)
        link = rng.choice((" and ", " but ", " because ", ", so "))
        short, long = short + link + second_short, long + link + second_long
    return short, long


def lower(rng):
    """A sentence in some mixture of upper and lower case, and all in lower case."""
    source = rng.choice((
        lambda: polite(rng)[0],
        lambda: rng.choice(MESSAGES),
        lambda: expand(rng)[1],
    ))
    text = source().replace("I ", "we ")
    form = rng.randrange(3)
    if form == 0:
        mixed = text.upper()
    elif form == 1:
        mixed = text.title()
    else:
        mixed = " ".join(
            word.upper() if rng.random() < 0.4 else word for word in text.split())
    return mixed, text.lower()
