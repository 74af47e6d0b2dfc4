"""Examples of the six tasks: endless, made from templates, equal for equal random numbers.

An example is (task, prompt, answer). A prompt is one line, "<task>: <text>\\n"; its answer is all
that the model should write before its end-of-text token. One prompt in ten, chosen by checksum, is
held out: training never shows it, evaluation shows nothing else.

The published models were trained on exactly these streams, so the order in which random numbers are
drawn is part of the recipe. Where alternatives are built before one of them is chosen, all of them
draw; test_recipe.py pins the result.
"""

import random
import zlib

from commands import command
from completion import complete
from extraction import extract
from people import UNSEEN_FIRST_NAMES, UNSEEN_LAST_NAMES
from rewriting import expand, lower, polite
from sentiment import sentiment

TASKS = ("intent", "json", "extract", "complete", "rewrite", "sentiment")
TRAINING_SHARES = {
    "intent": 0.12, "json": 0.26, "extract": 0.24, "complete": 0.10, "rewrite": 0.20,
    "sentiment": 0.08,
}
REWRITES = {"polite": polite, "expand": expand, "lower": lower}


def generate(rng, task, unseen_names=False):
    """One (prompt, answer) of a task, held out or not."""
    if task == "intent":
        intent, text, _ = command(rng, unseen_names)
        return f"intent: {text}\n", intent
    if task == "json":
        _, text, answer = command(rng, unseen_names)
        return f"json: {text}\n", answer
    if task == "extract":
        text, answer = extract(rng, unseen_names)
        return f"extract: {text}\n", answer
    if task == "complete":
        text, answer = complete(rng, unseen_names)
        return f"complete: {text}\n", answer
    if task == "sentiment":
        text, answer = sentiment(rng)
        return f"sentiment: {text}\n", answer
    kind = rng.choice(tuple(REWRITES))
    text, answer = REWRITES[kind](rng)
    return f"{kind}: {text}\n", answer


def is_held_out(prompt):
    """True for one prompt in ten: CRC-32 of its UTF-8 bytes, modulo ten, is zero."""
    return zlib.crc32(prompt.encode()) % 10 == 0


def training_example(rng):
    """One (task, prompt, answer) that is not held out."""
    task = rng.choices(TASKS, [TRAINING_SHARES[name] for name in TASKS])[0]
    while True:
        prompt, answer = generate(rng, task)
        if not is_held_out(prompt):
            return task, prompt, answer


def held_out_examples(count, seed, tasks=TASKS):
    """The first `count` different held-out examples of each task."""
    rng = random.Random(seed)
    examples = []
    for task in tasks:
        answers = {}
        while len(answers) < count:
            prompt, answer = generate(rng, task)
            if is_held_out(prompt):
                answers.setdefault(prompt, answer)
        examples += [(task, prompt, answer) for prompt, answer in answers.items()]
    return examples


def examples_with_unseen_names(count, seed):
    """The first `count` different examples that name a person whom training never named."""
    rng = random.Random(seed)
    unseen = UNSEEN_FIRST_NAMES + UNSEEN_LAST_NAMES
    examples = []
    for task in ("json", "extract"):
        answers = {}
        while len(answers) < count:
            prompt, answer = generate(rng, task, unseen_names=True)
            if any(name in prompt for name in unseen):
                answers.setdefault(prompt, answer)
        examples += [(task, prompt, answer) for prompt, answer in answers.items()]
    return examples
