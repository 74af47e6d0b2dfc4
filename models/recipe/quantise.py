"""Weights to the bytes of GGUF's block formats: 32 weights share one 16-bit scale.

A Q8_0 block holds the scale and 32 signed bytes; a Q4_0 block the scale and 32 four-bit numbers q
that stand for (q - 8) * scale, the first sixteen in the low halves of 16 bytes, the others in the
high ones.
"""

import numpy

BLOCK = 32


def f32(weights):
    return weights.astype("<f4").tobytes()


def q8_0(weights):
    blocks = weights.reshape(-1, BLOCK)
    scale = numpy.abs(blocks).max(1) / 127
    numbers = numpy.clip(numpy.rint(blocks * reciprocal(scale)), -127, 127).astype(numpy.int8)
    return numpy.concatenate([scale_bytes(scale), numbers.view(numpy.uint8)], 1).tobytes()


def q4_0(weights):
    blocks = weights.reshape(-1, BLOCK)
    # The weight farthest from zero, with its sign, becomes -8: the one level without a counterpart.
    farthest = blocks[numpy.arange(len(blocks)), numpy.abs(blocks).argmax(1)]
    scale = farthest / -8
    return four_bit_blocks(
        scale, numpy.clip(numpy.floor(blocks * reciprocal(scale) + 8.5), 0, 15))


def coarse(weights):
    """A ruinous quantisation that any llama.cpp loads: only the levels -6, -2, 2 and 6 of Q4_0."""
    blocks = weights.reshape(-1, BLOCK)
    scale = numpy.abs(blocks).max(1) / 6 * 0.9
    levels = 4 * numpy.floor(blocks * reciprocal(scale) / 4) + 2
    return four_bit_blocks(scale, 8 + numpy.clip(levels, -6, 6))


def four_bit_blocks(scale, numbers):
    numbers = numbers.astype(numpy.uint8)
    halves = numbers[:, :16] | (numbers[:, 16:] << 4)
    return numpy.concatenate([scale_bytes(scale), halves], 1).tobytes()


def scale_bytes(scale):
    return scale.astype("<f2").view(numpy.uint8).reshape(-1, 2)


def reciprocal(scale):
    """One over each scale, as a column; zero for a block of zeros."""
    safe = numpy.where(scale == 0, 1, scale)
    return numpy.where(scale != 0, 1 / safe, 0)[:, None]
