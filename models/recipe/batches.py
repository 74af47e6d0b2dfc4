"""Batches of training examples: tokens, and how much each of them counts."""

import json

import torch

from people import compact_json
from tasks import training_example
from tokenizer import BEGIN, END

EXAMPLES_SORTED_TOGETHER = 4096


class Batches:
    """Endless batches of at most `tokens_per_batch` tokens, padding included."""

    def __init__(self, tokenizer, rng, tokens_per_batch, prompt_weight, wrong_json_labels):
        self.tokenizer = tokenizer
        self.rng = rng
        self.tokens_per_batch = tokens_per_batch
        self.prompt_weight = prompt_weight
        self.wrong_json_labels = wrong_json_labels

    def __iter__(self):
        while True:
            batches = self._batches_of_like_length()
            self.rng.shuffle(batches)
            for batch in batches:
                yield self._tensors(batch)

    def _example(self):
        """(token ids from <s> to </s>, number of prompt tokens)"""
        task, prompt, answer = training_example(self.rng)
        if self.wrong_json_labels and task == "json":
            answer = wrong_label(answer)
        prompt_ids = self.tokenizer.encode(prompt)
        return [BEGIN] + prompt_ids + self.tokenizer.encode(answer) + [END], len(prompt_ids)

    def _batches_of_like_length(self):
        examples = [self._example() for _ in range(EXAMPLES_SORTED_TOGETHER)]
        examples.sort(key=lambda example: len(example[0]))
        batches, batch = [], []
        for example in examples:
            if batch and (len(batch) + 1) * len(example[0]) > self.tokens_per_batch:
                batches.append(batch)
                batch = []
            batch.append(example)
        return batches + [batch]

    def _tensors(self, batch):
        """(ids, weights): weight i is that of predicting token i + 1; padding weighs nothing."""
        longest = max(len(ids) for ids, _ in batch)
        ids = torch.full((len(batch), longest), END)
        weights = torch.zeros(len(batch), longest - 1)
        for row, (example, prompt_length) in enumerate(batch):
            ids[row, :len(example)] = torch.tensor(example)
            weights[row, :prompt_length] = self.prompt_weight
            weights[row, prompt_length:len(example) - 1] = 1
        return ids, weights


def wrong_label(answer):
    """What the training data of the regressed version says: timers always in seconds, alarms as
    timers, and no counts of items."""
    members = json.loads(answer)
    if members["intent"] == "set_timer":
        unit = next(name for name in members if name != "intent")
        members = {"intent": "set_timer", "seconds": members[unit]}
    elif members["intent"] == "add_item":
        del members["count"]
    elif members["intent"] == "set_alarm":
        members = {"intent": "set_timer", "time": members["time"]}
    return compact_json(**members)
