"""A Llama network in plain PyTorch, small enough to train on one CPU thread.

Rotary position embedding turns interleaved pairs of dimensions, as llama.cpp does for the
architecture "llama", so the export need not permute query and key weights.
"""

import dataclasses
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclasses.dataclass
class Shape:
    vocabulary: int
    dimension: int
    layers: int
    heads: int
    key_value_heads: int
    feed_forward: int
    context: int = 256
    norm_epsilon: float = 1e-5
    rope_base: float = 10000.0

    @property
    def head_dimension(self):
        return self.dimension // self.heads


class RootMeanSquareNorm(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.dimension))
        self.epsilon = shape.norm_epsilon

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), self.epsilon)


def rotate(x, cosines, sines):
    """Rotary position embedding of x (batch, head, time, head dimension)."""
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = (even * cosines - odd * sines, even * sines + odd * cosines)
    return torch.stack(turned, -1).flatten(-2)


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        width = shape.heads * shape.head_dimension
        key_value_width = shape.key_value_heads * shape.head_dimension
        self.query = nn.Linear(shape.dimension, width, bias=False)
        self.key = nn.Linear(shape.dimension, key_value_width, bias=False)
        self.value = nn.Linear(shape.dimension, key_value_width, bias=False)
        self.output = nn.Linear(width, shape.dimension, bias=False)

    def forward(self, x, cosines, sines):
        shape = self.shape
        batch, time, _ = x.shape

        def by_head(projected, heads):
            return projected.view(batch, time, heads, shape.head_dimension).transpose(1, 2)

        query = rotate(by_head(self.query(x), shape.heads), cosines, sines)
        key = rotate(by_head(self.key(x), shape.key_value_heads), cosines, sines)
        value = by_head(self.value(x), shape.key_value_heads)
        if shape.key_value_heads != shape.heads:
            sharing = shape.heads // shape.key_value_heads
            key = key.repeat_interleave(sharing, 1)
            value = value.repeat_interleave(sharing, 1)
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.output(mixed.transpose(1, 2).reshape(batch, time, -1))


class FeedForward(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.gate = nn.Linear(shape.dimension, shape.feed_forward, bias=False)
        self.up = nn.Linear(shape.dimension, shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, shape.dimension, bias=False)

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.attention_norm = RootMeanSquareNorm(shape)
        self.attention = Attention(shape)
        self.feed_forward_norm = RootMeanSquareNorm(shape)
        self.feed_forward = FeedForward(shape)

    def forward(self, x, cosines, sines):
        x = x + self.attention(self.attention_norm(x), cosines, sines)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Llama(nn.Module):
    """Token ids (batch, time) to logits (batch, time, vocabulary); embedding and output are one."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.dimension)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = RootMeanSquareNorm(shape)
        half = torch.arange(0, shape.head_dimension, 2).float() / shape.head_dimension
        angles = torch.arange(shape.context).float()[:, None] * (shape.rope_base ** -half)[None]
        self.register_buffer("cosines", angles.cos(), persistent=False)
        self.register_buffer("sines", angles.sin(), persistent=False)
        self._initialise()

    def _initialise(self):
        for name, weight in self.named_parameters():
            if weight.dim() != 2:
                continue
            spread = 0.02 if name.startswith("embedding") else 0.6 / math.sqrt(weight.shape[1])
            # What is added to the residual stream starts smaller the deeper the network is.
            if name.endswith(("attention.output.weight", "feed_forward.down.weight")):
                spread /= math.sqrt(2 * self.shape.layers)
            nn.init.normal_(weight, 0, spread)

    def forward(self, ids):
        x = self.embedding(ids)
        time = ids.shape[1]
        cosines, sines = self.cosines[:time].to(x.dtype), self.sines[:time].to(x.dtype)
        for block in self.blocks:
            x = block(x, cosines, sines)
        return F.linear(self.output_norm(x), self.embedding.weight)
