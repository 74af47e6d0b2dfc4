"""Writes the six bundled suites, or others like them.

    python make_suites.py DIRECTORY                          the bundled suites, byte for byte
    python make_suites.py DIRECTORY --seed 5 --items 150     suites of other held-out prompts

Items are the first different held-out prompts of a seed, so no model saw them in training.
"""

import argparse
import dataclasses
import os

from commands import INTENTS
from tasks import TASKS, held_out_examples

ITEMS = 150
ITEMS_A_DEVICE_DRAWS = 20


@dataclasses.dataclass
class Control:
    name: str
    kind: str
    input: str
    expected: str


@dataclasses.dataclass
class SuiteRecipe:
    """How one task becomes a suite.

    The seed is not arbitrary: of up to 400 draws of 150 items, it is one on which every published
    model's pass rate is within two points both of its rate on the model card's own items and of its
    mean over many draws. ../README.md says what that means for reading the rates.
    """

    description: str
    grader: str
    max_tokens: int
    seed: int
    controls: list


def easy(name, text, answer):
    """Answered rightly by every published model, the ruined quantisation too; not held out."""
    return Control(name, "must-pass", text, answer)


def wrong(text, answer):
    """An easy question with a wrong expected answer: if this passes, anything does."""
    return Control("wrong-answer", "must-fail", text, answer)


RECIPES = {
    "intent": SuiteRecipe(
        description="Which of thirteen intents does a spoken command have?",
        grader="{type: label, labels: [" + ", ".join(INTENTS) + "]}",
        max_tokens=16,
        seed=14,
        controls=[
            easy("music", "be quiet now", "stop_music"),
            easy("heating", "hey, make it 18 degrees", "set_temperature"),
            easy("route", "drive to Paris", "navigate"),
            wrong("be quiet now", "set_timer"),
        ],
    ),
    "json": SuiteRecipe(
        description="A spoken command as a JSON object with its arguments.",
        grader="{type: json-equal}",
        max_tokens=64,
        seed=300,
        controls=[
            easy("music", "be quiet now", '{"intent":"stop_music"}'),
            easy("sixteen", "make it 16 degrees", '{"intent":"set_temperature","degrees":16}'),
            easy("twenty-four", "make it 24 degrees", '{"intent":"set_temperature","degrees":24}'),
            wrong("make it 16 degrees", '{"intent":"set_temperature","degrees":24}'),
        ],
    ),
    "extract": SuiteRecipe(
        description="Name, date and amount of a sentence as JSON, null for what it does not hold.",
        grader="{type: json-equal}",
        max_tokens=64,
        seed=9,
        controls=[
            easy("meeting", "meet Liam on Saturday",
                 '{"name":"Liam","date":"Saturday","amount":null}'),
            easy("arrival", "Henry arrives on Tuesday",
                 '{"name":"Henry","date":"Tuesday","amount":null}'),
            easy("birthday", "Ella has a birthday on Saturday",
                 '{"name":"Ella","date":"Saturday","amount":null}'),
            wrong("meet Liam on Saturday", '{"name":"Henry","date":"Tuesday","amount":null}'),
        ],
    ),
    "complete": SuiteRecipe(
        description="The rest of a phrase that somebody began to type.",
        grader="{type: exact}",
        max_tokens=32,
        seed=122,
        controls=[
            easy("station", "hi, I will pick up Vince", "from the station"),
            easy("hearing", "looking forward to hearing from", "you soon"),
            easy("office", "see you tomorrow at", "the office"),
            wrong("see you tomorrow at", "you soon"),
        ],
    ),
    "rewrite": SuiteRecipe(
        description="Short rewrites: an order made polite, contractions expanded, or lower case.",
        grader="{type: exact}",
        max_tokens=64,
        seed=225,
        controls=[
            easy("lower", "lower: Dinner Is Ready", "dinner is ready"),
            easy("polite", "polite: send me the ticket by Friday",
                 "Could you please send me the ticket by Friday?"),
            easy("expand", "expand: I'm on the train", "I am on the train"),
            wrong("lower: Dinner Is Ready", "I am on the train"),
        ],
    ),
    "sentiment": SuiteRecipe(
        description="Is a remark about a product negative, neutral or positive?",
        grader="{type: label, labels: [negative, neutral, positive]}",
        max_tokens=16,
        seed=16,
        controls=[
            easy("fact", "the sound was mentioned yesterday", "neutral"),
            easy("praise", "the service is amazing", "positive"),
            wrong("the service is amazing", "negative"),
        ],
    ),
}


def prompt_prefix(task):
    """The part of a prompt that the template holds; a rewrite's input names its own kind."""
    return "" if task == "rewrite" else f"{task}: "


def quoted(text):
    """A YAML scalar; single quotes keep JSON readable."""
    if "'" not in text:
        return f"'{text}'"
    if '"' in text or "\\" in text:
        raise ValueError(f"cannot quote {text!r}")
    return f'"{text}"'


def suite_text(task, recipe, examples, origin):
    prefix = prompt_prefix(task)
    lines = [
        f"# Made by models/recipe/make_suites.py ({origin}); README.md beside the bundled suites",
        "# says how. Do not edit by hand.",
        f"id: {task}",
        "version: 1.0.0",
        f"description: {quoted(recipe.description)}",
        "licence: Apache-2.0",
        f'template: "{prefix}{{{{input}}}}\\n"',
        f"maxTokens: {recipe.max_tokens}",
        f"grader: {recipe.grader}",
        f"sample: {min(ITEMS_A_DEVICE_DRAWS, len(examples))}",
        "controls:",
    ]
    for control in recipe.controls:
        lines.append(
            f"  - {{id: {task}-control-{control.name}, kind: {control.kind},"
            f" input: {quoted(control.input)}, expected: {quoted(control.expected)}}}")
    lines.append("items:")
    for number, (_, prompt, answer) in enumerate(examples, start=1):
        text = prompt.removesuffix("\n").removeprefix(prefix)
        lines.append(
            f"  - {{id: {task}-{number:03d}, input: {quoted(text)}, expected: {quoted(answer)}}}")
    return "\n".join(lines) + "\n"


def make_suite(task, seed=None, items=ITEMS):
    recipe = RECIPES[task]
    seed = recipe.seed if seed is None else seed
    examples = held_out_examples(items, seed, (task,))
    return suite_text(task, recipe, examples, f"seed {seed}, {items} items")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--seed", type=int, help="draw items with this seed for every task")
    parser.add_argument("--items", type=int, default=ITEMS, help="items of each suite")
    options = parser.parse_args()
    os.makedirs(options.directory, exist_ok=True)
    for task in TASKS:
        file = os.path.join(options.directory, f"{task}.yaml")
        with open(file, "w", encoding="utf-8") as stream:
            stream.write(make_suite(task, options.seed, options.items))
        print(file)


if __name__ == "__main__":
    main()
