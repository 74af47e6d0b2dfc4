package dev.sluice.probe.gguf;

/** The value types of GGUF metadata, in the order of their codes in the file. */
enum MetadataType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  STRING(0),
  ARRAY(0),
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  /** Bytes of one value; 0 when the value states its own length. */
  private final int bytes;

  MetadataType(int bytes) {
    this.bytes = bytes;
  }

  static MetadataType ofCode(int code, String key) throws MalformedGgufException {
    if (code < 0 || code >= values().length) {
      throw MalformedGgufException.corrupt(
          "metadata '%s' has the unknown value type %d".formatted(printable(key), code));
    }
    return values()[code];
  }

  int bytes() {
    return bytes;
  }

  boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> false;
    };
  }

  /** A name out of the file in a form that cannot play tricks on a terminal. */
  static String printable(String fromFile) {
    String safe = fromFile.replaceAll("[^\\x20-\\x7e]", "?");
    return safe.length() <= 60 ? safe : safe.substring(0, 60) + "...";
  }
}
