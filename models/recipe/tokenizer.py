"""A small tokenizer that splits text exactly as llama.cpp's "llama" (SentencePiece) tokenizer does.

Token ids: 0 <unk>, 1 <s>, 2 </s>, 3 to 258 the bytes, 259 the space, from 260 the merged pieces in
the order in which they were learnt. Encoding joins, again and again, the neighbouring pair whose
joined piece was learnt first, leftmost on ties; a character that is no piece becomes its bytes.

    python tokenizer.py 640        learns tokenizer.json, 640 tokens in all
"""

import collections
import json
import random
import re
import sys

UNKNOWN, BEGIN, END, FIRST_BYTE, SPACE, FIRST_PIECE = 0, 1, 2, 3, 259, 260
SPACE_MARK = "▁"
# Learning sees letters only; these pieces are added because they shorten JSON.
JSON_PIECES = ['":', '":"', '",', '","', '"}', '{"']
# Runs of small letters and of JSON punctuation; any other character stands alone.
CHUNK = re.compile(r'[a-z]+|[":,{}]+|[^a-z":,{}]')

# Token types of GGUF.
NORMAL, UNKNOWN_TYPE, CONTROL, BYTE = 1, 2, 3, 6


class Tokenizer:
    def __init__(self, pieces):
        self.pieces = pieces
        self.rank = {piece: rank for rank, piece in enumerate(pieces)}
        self.id = {piece: FIRST_PIECE + rank for rank, piece in enumerate(pieces)}
        self.id[SPACE_MARK] = SPACE
        self.size = FIRST_PIECE + len(pieces)
        self.encoded_chunks = {}

    @staticmethod
    def load(file):
        with open(file) as stream:
            return Tokenizer(json.load(stream))

    def save(self, file):
        with open(file, "w") as stream:
            json.dump(self.pieces, stream)

    def encode(self, text):
        ids = []
        for chunk in CHUNK.findall(text.replace(" ", SPACE_MARK)):
            if chunk not in self.encoded_chunks:
                self.encoded_chunks[chunk] = self._encode_chunk(chunk)
            ids += self.encoded_chunks[chunk]
        return ids

    def _encode_chunk(self, chunk):
        symbols = list(chunk)
        while True:
            joins = [
                (self.rank[left + right], position)
                for position, (left, right) in enumerate(zip(symbols, symbols[1:]))
                if left + right in self.rank
            ]
            if not joins:
                break
            _, position = min(joins)
            symbols[position:position + 2] = [symbols[position] + symbols[position + 1]]
        ids = []
        for symbol in symbols:
            if symbol in self.id:
                ids.append(self.id[symbol])
            else:
                ids += [FIRST_BYTE + byte for byte in symbol.encode()]
        return ids

    def decode(self, ids):
        text = b""
        for token in ids:
            if token < FIRST_BYTE:
                continue
            if token < SPACE:
                text += bytes([token - FIRST_BYTE])
            elif token == SPACE:
                text += b" "
            else:
                text += self.pieces[token - FIRST_PIECE].encode()
        return text.decode(errors="replace")

    def gguf_rows(self):
        """(text, score, type) of every token; llama.cpp joins the pair with the highest score."""
        rows = [("<unk>", 0.0, UNKNOWN_TYPE), ("<s>", 0.0, CONTROL), ("</s>", 0.0, CONTROL)]
        rows += [(f"<0x{byte:02X}>", 0.0, BYTE) for byte in range(256)]
        rows += [(SPACE_MARK, -1000.0, NORMAL)]
        return rows + [
            (piece, -float(rank + 1), NORMAL) for rank, piece in enumerate(self.pieces)]


def learn(texts, vocabulary_size):
    """Byte-pair encoding over runs of small letters: joins the most frequent pair each time."""
    counts = collections.Counter(run for text in texts for run in re.findall(r"[a-z]+", text))
    runs = [(list(run), count) for run, count in counts.items()]
    wanted = vocabulary_size - FIRST_PIECE - len(JSON_PIECES)
    pieces = []
    while len(pieces) < wanted:
        joined, left, right = most_frequent_pair(runs)
        pieces.append(joined)
        for symbols, _ in runs:
            join(symbols, left, right)
    return Tokenizer(list(dict.fromkeys(pieces)) + JSON_PIECES)


def most_frequent_pair(runs):
    """(joined, left, right); of equally frequent pairs the alphabetically last."""
    pairs = collections.Counter()
    for symbols, count in runs:
        for left, right in zip(symbols, symbols[1:]):
            pairs[left + right, left, right] += count
    return max(pairs, key=lambda pair: (pairs[pair], pair))


def join(symbols, left, right):
    position = 0
    while position < len(symbols) - 1:
        if symbols[position] == left and symbols[position + 1] == right:
            symbols[position:position + 2] = [left + right]
        position += 1


def main():
    from tasks import training_example

    rng = random.Random(11)
    examples = [training_example(rng) for _ in range(30000)]
    tokenizer = learn([prompt + answer for _, prompt, answer in examples], int(sys.argv[1]))
    tokenizer.save("tokenizer.json")
    lengths = [len(tokenizer.encode(prompt + answer)) + 2 for _, prompt, answer in examples]
    print(f"{tokenizer.size} tokens; examples have {sum(lengths) / len(lengths):.1f} tokens on"
          f" average, at most {max(lengths)}")


if __name__ == "__main__":
    main()
