"""Turns a checkpoint into a GGUF file that llama.cpp runs.

    python export.py CHECKPOINT.pt OUTPUT.gguf Q8_0|Q4_0|coarse NAME
"""

import sys

import numpy
import torch

import quantise
from gguf import GgufFile
from tokenizer import BEGIN, END, UNKNOWN, Tokenizer

# Numbers that GGUF gives to the types of tensors and, not the same, of whole files.
F32_TENSOR = 0
TENSOR_TYPES = {"Q8_0": 8, "Q4_0": 2, "coarse": 2}
FILE_TYPES = {"Q8_0": 7, "Q4_0": 2, "coarse": 2}
QUANTISERS = {"Q8_0": quantise.q8_0, "Q4_0": quantise.q4_0, "coarse": quantise.coarse}

# Weight matrices of a block: (name in GGUF, name in the checkpoint), in the order of the file.
MATRICES = (
    ("attn_q", "attention.query"),
    ("attn_k", "attention.key"),
    ("attn_v", "attention.value"),
    ("attn_output", "attention.output"),
    ("ffn_gate", "feed_forward.gate"),
    ("ffn_up", "feed_forward.up"),
    ("ffn_down", "feed_forward.down"),
)
NORMS = (("attn_norm", "attention_norm"), ("ffn_norm", "feed_forward_norm"))


def describe_model(gguf, shape, quantisation, name):
    gguf.string("general.architecture", "llama")
    gguf.string("general.name", name)
    gguf.uint32("general.file_type", FILE_TYPES[quantisation])
    gguf.uint32("general.quantization_version", 2)
    gguf.uint32("llama.vocab_size", shape["vocabulary"])
    gguf.uint32("llama.context_length", shape["context"])
    gguf.uint32("llama.embedding_length", shape["dimension"])
    gguf.uint32("llama.block_count", shape["layers"])
    gguf.uint32("llama.feed_forward_length", shape["feed_forward"])
    gguf.uint32("llama.attention.head_count", shape["heads"])
    gguf.uint32("llama.attention.head_count_kv", shape["key_value_heads"])
    gguf.float32("llama.attention.layer_norm_rms_epsilon", shape["norm_epsilon"])
    gguf.uint32("llama.rope.dimension_count", shape["dimension"] // shape["heads"])
    gguf.float32("llama.rope.freq_base", shape["rope_base"])


def describe_tokenizer(gguf, tokenizer):
    rows = tokenizer.gguf_rows()
    gguf.string("tokenizer.ggml.model", "llama")
    gguf.string("tokenizer.ggml.pre", "default")
    gguf.strings("tokenizer.ggml.tokens", [text for text, _, _ in rows])
    gguf.float32s("tokenizer.ggml.scores", [score for _, score, _ in rows])
    gguf.int32s("tokenizer.ggml.token_type", [token_type for _, _, token_type in rows])
    gguf.uint32("tokenizer.ggml.bos_token_id", BEGIN)
    gguf.uint32("tokenizer.ggml.eos_token_id", END)
    gguf.uint32("tokenizer.ggml.unknown_token_id", UNKNOWN)
    gguf.bool("tokenizer.ggml.add_bos_token", True)
    gguf.bool("tokenizer.ggml.add_eos_token", False)
    # The models were trained on prompts as they are, without llama.cpp's usual leading space.
    gguf.bool("tokenizer.ggml.add_space_prefix", False)


def add_tensors(gguf, weights, layers, quantisation):
    def quantised(name, source, kind):
        matrix = numpy.ascontiguousarray(weights[source])
        gguf.tensor(name, matrix.shape, TENSOR_TYPES[kind], QUANTISERS[kind](matrix))

    def exact(name, source):
        gguf.tensor(name, weights[source].shape, F32_TENSOR, quantise.f32(weights[source]))

    # The embedding is the output layer as well and stays at eight bits, as llama.cpp keeps it.
    quantised("token_embd.weight", "embedding.weight", "Q8_0")
    exact("output_norm.weight", "output_norm.weight")
    for layer in range(layers):
        for name, source in MATRICES:
            quantised(
                f"blk.{layer}.{name}.weight", f"blocks.{layer}.{source}.weight", quantisation)
        for name, source in NORMS:
            exact(f"blk.{layer}.{name}.weight", f"blocks.{layer}.{source}.weight")


def export(checkpoint, output, quantisation, name):
    loaded = torch.load(checkpoint)
    shape = loaded["shape"]
    weights = {key: value.float().numpy() for key, value in loaded["weights"].items()}
    tokenizer = Tokenizer.load("tokenizer.json")
    if tokenizer.size != shape["vocabulary"]:
        raise SystemExit("the checkpoint was trained with another tokenizer")
    gguf = GgufFile()
    describe_model(gguf, shape, quantisation, name)
    describe_tokenizer(gguf, tokenizer)
    add_tensors(gguf, weights, shape["layers"], quantisation)
    gguf.write(output)


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[3] not in QUANTISERS:
        raise SystemExit(__doc__.strip())
    export(*sys.argv[1:])
