"""Keeps the recipe the one that made the published models; needs no PyTorch.

    python -m unittest            in this directory
"""

import hashlib
import os
import random
import unittest

import make_suites
import tasks
import tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
BUNDLED_SUITES = os.path.join(
    HERE, "../../eval-suites/src/main/resources/dev/sluice/suites")


def checksum(examples):
    return hashlib.sha256("\n".join(map(repr, examples)).encode()).hexdigest()


class TasksTest(unittest.TestCase):
    def test_training_examples_are_those_of_the_published_models(self):
        rng = random.Random(103)
        self.assertEqual(
            checksum([tasks.training_example(rng) for _ in range(20000)]),
            "fab62ffc910a914f95235dd52587dca8ea6aff73bf54aada0e57ee67cf7ad76d")

    def test_held_out_examples_are_those_of_the_model_card(self):
        self.assertEqual(
            checksum(tasks.held_out_examples(150, 777)),
            "bcd8122a7e8aac9641cae0c0e15450192e26f82339a05857abb31dd74a41adec")

    def test_training_never_shows_a_held_out_prompt(self):
        rng = random.Random(1)
        for _ in range(20000):
            self.assertFalse(tasks.is_held_out(tasks.training_example(rng)[1]))

    def test_unseen_names_occur_in_no_training_example(self):
        rng = random.Random(2)
        unseen = set(tasks.UNSEEN_FIRST_NAMES + tasks.UNSEEN_LAST_NAMES)
        for _ in range(20000):
            _, prompt, _ = tasks.training_example(rng)
            self.assertFalse(unseen.intersection(prompt.split()), prompt)


class TokenizerTest(unittest.TestCase):
    def setUp(self):
        self.tokenizer = tokenizer.Tokenizer.load(os.path.join(HERE, "tokenizer.json"))

    def test_decoding_undoes_encoding(self):
        rng = random.Random(3)
        texts = [prompt + answer for _, prompt, answer in (
            tasks.training_example(rng) for _ in range(2000))]
        for text in texts + ["Zoë zahlt 5 €", "日本", "a\tb  c"]:
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_learning_again_gives_the_committed_tokenizer(self):
        rng = random.Random(11)
        examples = [tasks.training_example(rng) for _ in range(30000)]
        learnt = tokenizer.learn([prompt + answer for _, prompt, answer in examples], 640)
        self.assertEqual(learnt.pieces, self.tokenizer.pieces)


class SuitesTest(unittest.TestCase):
    def test_bundled_suites_are_what_the_script_writes(self):
        for task in tasks.TASKS:
            with open(os.path.join(BUNDLED_SUITES, f"{task}.yaml"), encoding="utf-8") as stream:
                self.assertEqual(stream.read(), make_suites.make_suite(task), task)

    def test_controls_are_not_held_out_so_no_item_repeats_one(self):
        for task, recipe in make_suites.RECIPES.items():
            for control in recipe.controls:
                prompt = f"{make_suites.prompt_prefix(task)}{control.input}\n"
                self.assertFalse(tasks.is_held_out(prompt), prompt)


if __name__ == "__main__":
    unittest.main()
