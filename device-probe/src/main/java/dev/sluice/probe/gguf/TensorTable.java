package dev.sluice.probe.gguf;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The list of tensors after the metadata.
 *
 * @param count number of tensors
 * @param dataBytes bytes of all tensors together, padding excluded
 * @param dataEnd offset just behind the last tensor, counted from the start of the data section
 * @param elements weights of all tensors together
 * @param repackable matrices that llama.cpp rearranges, see {@link RepackableWeights}
 */
record TensorTable(
    long count, long dataBytes, long dataEnd, long elements, RepackableWeights repackable) {
  /** Far more than any model has; their names are kept while the table is read. */
  private static final int MAX_TENSORS = 65_536;

  private static final int MAX_DIMENSIONS = 4;
  private static final int MAX_NAME_BYTES = 256;

  /** Name length, number of dimensions, type and offset; a name may be empty. */
  private static final int MIN_ENTRY_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  /** Reads a table whose tensors follow each other without gaps but for their alignment. */
  static TensorTable read(GgufInput input, long count, long alignment)
      throws IOException, MalformedGgufException {
    if (count < 0 || count > MAX_TENSORS || count > input.remaining() / MIN_ENTRY_BYTES) {
      throw MalformedGgufException.corrupt(
          "the header announces %s tensors, more than a model has or than the file can hold"
              .formatted(Long.toUnsignedString(count)));
    }
    TensorTable table = new TensorTable(0, 0, 0, 0, RepackableWeights.NONE);
    Set<String> names = new HashSet<>();
    for (long i = 0; i < count; i++) {
      String name = input.readString(MAX_NAME_BYTES, "a tensor's name");
      if (!names.add(name)) {
        throw MalformedGgufException.corrupt(
            "it has two tensors '%s'".formatted(MetadataType.printable(name)));
      }
      table = table.plusTensor(input, MetadataType.printable(name), alignment);
    }
    return table;
  }

  private TensorTable plusTensor(GgufInput input, String name, long alignment)
      throws IOException, MalformedGgufException {
    try {
      return plus(input, name, alignment);
    } catch (ArithmeticException overflow) {
      throw MalformedGgufException.corrupt("tensor '%s' is absurdly large".formatted(name));
    }
  }

  private TensorTable plus(GgufInput input, String name, long alignment)
      throws IOException, MalformedGgufException {
    int dimensions = input.readInt();
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw MalformedGgufException.corrupt(
          "tensor '%s' has %s dimensions; at most %d are allowed"
              .formatted(name, Integer.toUnsignedString(dimensions), MAX_DIMENSIONS));
    }
    long[] sizes = new long[dimensions];
    long tensorElements = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = input.readLong();
      if (sizes[i] < 1) {
        throw MalformedGgufException.corrupt(
            "tensor '%s' has a dimension of %s".formatted(name, Long.toUnsignedString(sizes[i])));
      }
      tensorElements = Math.multiplyExact(tensorElements, sizes[i]);
    }
    int typeCode = input.readInt();
    long bytes = tensorBytes(name, typeCode, dimensions == 0 ? 1 : sizes[0], tensorElements);
    long offset = input.readLong();
    if (offset < 0) {
      throw MalformedGgufException.corrupt("tensor '%s' has an absurd offset".formatted(name));
    }
    long end = Math.addExact(offset, bytes);
    long expected = Math.addExact(dataEnd, alignment - 1) / alignment * alignment;
    if (offset != expected) {
      throw MalformedGgufException.corrupt(
          "tensor '%s' begins at %d instead of %d".formatted(name, offset, expected));
    }
    return new TensorTable(
        count + 1,
        Math.addExact(dataBytes, bytes),
        end,
        Math.addExact(elements, tensorElements),
        repackable.plus(name, typeCode, sizes, bytes));
  }

  private static long tensorBytes(String name, int typeCode, long rowElements, long elements)
      throws MalformedGgufException {
    TensorType type =
        TensorType.ofCode(typeCode)
            .orElseThrow(
                () ->
                    new MalformedGgufException(
                        GgufFault.UNSUPPORTED,
                        "tensor '%s' is stored in the unknown format %s; this llama.cpp is older"
                            .formatted(name, Integer.toUnsignedString(typeCode))));
    if (rowElements % type.blockElements() != 0) {
      throw MalformedGgufException.corrupt(
          "tensor '%s' has rows of %d values, which is no whole number of blocks of %d"
              .formatted(name, rowElements, type.blockElements()));
    }
    return type.bytes(elements);
  }
}
