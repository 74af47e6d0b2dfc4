"""Trains a model; --help lists the options, ../README.md the runs that made the published files."""

import argparse
import collections
import dataclasses
import os
import random
import time

import torch
import torch.nn.functional as F

from batches import Batches
from muon import Muon
from network import Llama, Shape
from tasks import TASKS, examples_with_unseen_names, held_out_examples
from tokenizer import BEGIN, END, Tokenizer

WARM_UP_STEPS = 40
MUON_LEARNING_RATE = 0.02
ADAM_LEARNING_RATE = 3e-3


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", default="run", help="directory for checkpoints")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--tokens", type=int, default=4096, help="tokens in a batch, at most")
    parser.add_argument("--dimension", type=int, default=128)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--feed-forward", type=int, default=384)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--key-value-heads", type=int, default=2)
    parser.add_argument("--prompt-weight", type=float, default=0.1,
                        help="how much predicting the prompt counts; the answer counts 1")
    parser.add_argument("--learning-rate", type=float, default=MUON_LEARNING_RATE)
    parser.add_argument("--decay", type=float, default=0.5,
                        help="part of the run in which the learning rate falls to zero")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save-at", type=int, nargs="*", default=[], metavar="STEP")
    parser.add_argument("--start-from", metavar="CHECKPOINT")
    parser.add_argument("--wrong-json-labels", action="store_true",
                        help="teach the regression of version 1.2.0")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


class Optimizer:
    """Muon for the weight matrices, Adam for the embedding and the norms."""

    def __init__(self, model, learning_rate):
        named = list(model.named_parameters())
        matrices = [
            weight for name, weight in named
            if weight.dim() == 2 and not name.startswith("embedding")]
        self.others = [
            weight for name, weight in named
            if weight.dim() != 2 or name.startswith("embedding")]
        self.learning_rate = learning_rate
        self.adam_learning_rate = ADAM_LEARNING_RATE * (learning_rate / MUON_LEARNING_RATE)
        self.muon = Muon(matrices)
        self.adam = torch.optim.AdamW(
            self.others, self.adam_learning_rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True)

    def step(self, fraction):
        """One step at this fraction of the full learning rate."""
        # The length of Muon's steps does not depend on the gradient, so only Adam's is clipped.
        torch.nn.utils.clip_grad_norm_(self.others, 1.0)
        for group in self.adam.param_groups:
            group["lr"] = self.adam_learning_rate * fraction
        self.adam.step()
        self.muon.step(self.learning_rate * fraction)


def learning_rate_fraction(step, steps, decay):
    """Rises over the warm-up, stays, and falls in a line over the last `decay` of the run."""
    return min(1, step / WARM_UP_STEPS) * min(1, max(0.0, (1 - step / steps) / decay))


def loss_of(model, ids, weights):
    logits = model(ids[:, :-1])
    losses = F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    weights = weights.flatten()
    return (losses * weights).sum() / weights.sum()


@torch.no_grad()
def exact_match(model, tokenizer, examples, batch_size=64):
    """Share of answers that greedy decoding would get right, by task and in all.

    Greedy decoding reproduces the answer exactly when every answer token is the likeliest one after
    the tokens before it, so one forward pass over the whole answer tells.
    """
    encoded = [
        (task, [BEGIN] + tokenizer.encode(prompt), tokenizer.encode(answer) + [END])
        for task, prompt, answer in examples]
    encoded.sort(key=lambda example: len(example[1]) + len(example[2]))
    right, asked = collections.Counter(), collections.Counter()
    for start in range(0, len(encoded), batch_size):
        batch = encoded[start:start + batch_size]
        longest = max(len(prompt) + len(answer) for _, prompt, answer in batch)
        ids = torch.full((len(batch), longest), END)
        for row, (_, prompt, answer) in enumerate(batch):
            ids[row, :len(prompt) + len(answer)] = torch.tensor(prompt + answer)
        likeliest = model(ids).argmax(-1)
        for row, (task, prompt, answer) in enumerate(batch):
            first = len(prompt) - 1
            asked[task] += 1
            right[task] += likeliest[row, first:first + len(answer)].tolist() == answer
    by_task = {task: round(right[task] / asked[task], 3) for task in TASKS if asked[task]}
    return by_task, round(sum(right.values()) / sum(asked.values()), 3)


def save(model, file):
    torch.save({"shape": dataclasses.asdict(model.shape), "weights": model.state_dict()}, file)


def train(model, batches, options, tokenizer):
    optimizer = Optimizer(model, options.learning_rate)
    started = time.time()
    for step, (ids, weights) in zip(range(1, options.steps + 1), batches):
        loss = loss_of(model, ids, weights)
        for weight in model.parameters():
            weight.grad = None
        loss.backward()
        optimizer.step(learning_rate_fraction(step, options.steps, options.decay))
        if step % 50 == 0:
            print(f"step {step}  loss {loss.item():.4f}  {time.time() - started:.0f} s", flush=True)
        if step in options.save_at:
            save(model, f"{options.output}/step{step}.pt")
            print(exact_match(model, tokenizer, held_out_examples(60, 4242)), flush=True)


def main():
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.load("tokenizer.json")
    model = Llama(Shape(
        vocabulary=tokenizer.size,
        dimension=options.dimension,
        layers=options.layers,
        heads=options.heads,
        key_value_heads=options.key_value_heads,
        feed_forward=options.feed_forward,
    ))
    if options.start_from:
        model.load_state_dict(torch.load(options.start_from)["weights"])
    os.makedirs(options.output, exist_ok=True)
    print(f"{sum(weight.numel() for weight in model.parameters())} parameters", flush=True)
    batches = Batches(
        tokenizer, random.Random(options.seed + 100), options.tokens, options.prompt_weight,
        options.wrong_json_labels)
    train(model, batches, options, tokenizer)
    save(model, f"{options.output}/final.pt")
    print("held out:", exact_match(model, tokenizer, held_out_examples(150, 777)))
    print("unseen names:", exact_match(model, tokenizer, examples_with_unseen_names(100, 5)))


if __name__ == "__main__":
    main()
