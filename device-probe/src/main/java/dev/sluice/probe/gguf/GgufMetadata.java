package dev.sluice.probe.gguf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The short text, integer and truth entries of a GGUF file's metadata. Of arrays, short ones of
 * integers (figures by layer) are kept and of the others (vocabularies) the length and where they
 * begin; floats and long texts (licences) are passed over, but for the chat template.
 */
final class GgufMetadata {
  private static final int MAX_KEY_BYTES = 65_535;
  private static final int MAX_KEPT_TEXT_BYTES = 1_024;
  private static final int MAX_TEMPLATE_BYTES = 65_536;
  private static final String CHAT_TEMPLATE = "tokenizer.chat_template";
  private static final int MAX_ENTRIES = 100_000;
  private static final int MAX_ARRAY_DEPTH = 4;

  /** More layers than any model has. */
  private static final int MAX_KEPT_ELEMENTS = 1_024;

  /** Key length, type code and at least one byte of value. */
  private static final int MIN_ENTRY_BYTES = Long.BYTES + Integer.BYTES + 1;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> integers = new HashMap<>();
  private final Map<String, List<Long>> integerArrays = new HashMap<>();
  private final Map<String, Long> arrayLengths = new HashMap<>();
  private final Map<String, Long> arrayStarts = new HashMap<>();
  private final Map<String, Boolean> truths = new HashMap<>();
  private Optional<String> chatTemplate = Optional.empty();

  private GgufMetadata() {}

  static GgufMetadata read(GgufInput input, long entries)
      throws IOException, MalformedGgufException {
    if (entries < 0 || entries > MAX_ENTRIES || entries > input.remaining() / MIN_ENTRY_BYTES) {
      throw MalformedGgufException.corrupt(
          "the header announces %s metadata entries, more than the file can hold"
              .formatted(Long.toUnsignedString(entries)));
    }
    GgufMetadata metadata = new GgufMetadata();
    for (long i = 0; i < entries; i++) {
      metadata.readEntry(input);
    }
    return metadata;
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key)).map(String::strip).filter(text -> !text.isEmpty());
  }

  OptionalLong integer(String key) {
    Long value = integers.get(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The elements of a short array of integers, or the one integer under that key; else empty. */
  List<Long> integers(String key) {
    Long single = integers.get(key);
    return single == null ? integerArrays.getOrDefault(key, List.of()) : List.of(single);
  }

  OptionalLong arrayLength(String key) {
    Long length = arrayLengths.get(key);
    return length == null ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** Offset in the file of an array's first element. */
  OptionalLong arrayStart(String key) {
    Long start = arrayStarts.get(key);
    return start == null ? OptionalLong.empty() : OptionalLong.of(start);
  }

  Optional<Boolean> truth(String key) {
    return Optional.ofNullable(truths.get(key));
  }

  /** Character for character; absent when there is none, or a longer one than a model needs. */
  Optional<String> chatTemplate() {
    return chatTemplate;
  }

  private void readEntry(GgufInput input) throws IOException, MalformedGgufException {
    String key = input.readString(MAX_KEY_BYTES, "a metadata key");
    MetadataType type = MetadataType.ofCode(input.readInt(), key);
    if (type == MetadataType.STRING) {
      readText(input, key);
    } else if (type.isInteger()) {
      integers.put(key, input.readInteger(type.bytes()));
    } else if (type == MetadataType.BOOL) {
      truths.put(key, input.readInteger(type.bytes()) != 0);
    } else if (type == MetadataType.ARRAY) {
      readArray(input, key);
    } else {
      skipValue(input, key, type, 0);
    }
  }

  private void readText(GgufInput input, String key) throws IOException, MalformedGgufException {
    long stated = input.readStringLength("a metadata text");
    if (key.equals(CHAT_TEMPLATE) && stated <= MAX_TEMPLATE_BYTES) {
      chatTemplate = Optional.of(input.readText((int) stated)).filter(text -> !text.isBlank());
    } else if (stated > MAX_KEPT_TEXT_BYTES) {
      input.skip(stated);
    } else {
      texts.put(key, input.readText((int) stated));
    }
  }

  private void readArray(GgufInput input, String key) throws IOException, MalformedGgufException {
    MetadataType element = MetadataType.ofCode(input.readInt(), key);
    long count = readArrayLength(input, key, element, 0);
    arrayLengths.put(key, count);
    arrayStarts.put(key, input.position());
    if (!element.isInteger() || count > MAX_KEPT_ELEMENTS) {
      skipElements(input, key, element, count, 0);
      return;
    }
    List<Long> elements = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      elements.add(input.readInteger(element.bytes()));
    }
    integerArrays.put(key, List.copyOf(elements));
  }

  private static void skipValue(GgufInput input, String key, MetadataType type, int depth)
      throws IOException, MalformedGgufException {
    switch (type) {
      case STRING -> input.skipString("a metadata text");
      case ARRAY -> {
        MetadataType element = MetadataType.ofCode(input.readInt(), key);
        skipElements(input, key, element, readArrayLength(input, key, element, depth), depth);
      }
      default -> input.skip(type.bytes());
    }
  }

  private static long readArrayLength(GgufInput input, String key, MetadataType element, int depth)
      throws IOException, MalformedGgufException {
    long count = input.readLong();
    int minBytes = Math.max(1, element.bytes());
    if (count < 0 || count > input.remaining() / minBytes || depth >= MAX_ARRAY_DEPTH) {
      throw MalformedGgufException.corrupt(
          "the array in metadata '%s' is longer or deeper than the file can hold"
              .formatted(MetadataType.printable(key)));
    }
    return count;
  }

  private static void skipElements(
      GgufInput input, String key, MetadataType element, long count, int depth)
      throws IOException, MalformedGgufException {
    if (element.bytes() > 0) {
      input.skip(count * element.bytes());
      return;
    }
    for (long i = 0; i < count; i++) {
      skipValue(input, key, element, depth + 1);
    }
  }
}
