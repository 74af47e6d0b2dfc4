"""Writes GGUF, version 3: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md"""

import struct

VERSION = 3
ALIGNMENT = 32
# Types of metadata values.
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9


class GgufFile:
    def __init__(self):
        self.metadata = []
        self.tensors = []
        self.data = b""

    def uint32(self, key, value):
        self._entry(key, UINT32, struct.pack("<I", value))

    def float32(self, key, value):
        self._entry(key, FLOAT32, struct.pack("<f", value))

    def bool(self, key, value):
        self._entry(key, BOOL, struct.pack("<?", value))

    def string(self, key, value):
        self._entry(key, STRING, string_bytes(value))

    def strings(self, key, values):
        self._array(key, STRING, len(values), b"".join(string_bytes(value) for value in values))

    def float32s(self, key, values):
        self._array(key, FLOAT32, len(values), struct.pack(f"<{len(values)}f", *values))

    def int32s(self, key, values):
        self._array(key, INT32, len(values), struct.pack(f"<{len(values)}i", *values))

    def tensor(self, name, shape, tensor_type, data):
        """Adds a tensor; `shape` has its slowest dimension first, as numpy has it."""
        self.data += padding(self.data)
        dimensions = shape[::-1]
        self.tensors.append(
            string_bytes(name)
            + struct.pack("<I", len(dimensions))
            + struct.pack(f"<{len(dimensions)}Q", *dimensions)
            + struct.pack("<IQ", tensor_type, len(self.data)))
        self.data += data

    def write(self, file):
        counts = struct.pack("<IQQ", VERSION, len(self.tensors), len(self.metadata))
        header = b"GGUF" + counts + b"".join(self.metadata) + b"".join(self.tensors)
        with open(file, "wb") as stream:
            stream.write(header + padding(header) + self.data)

    def _entry(self, key, value_type, value):
        self.metadata.append(string_bytes(key) + struct.pack("<I", value_type) + value)

    def _array(self, key, element_type, size, elements):
        self._entry(key, ARRAY, struct.pack("<IQ", element_type, size) + elements)


def string_bytes(text):
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def padding(data):
    return b"\0" * (-len(data) % ALIGNMENT)
