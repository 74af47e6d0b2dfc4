package dev.sluice.probe.gguf;

/** Leaves the parser early; never leaves the package, where it becomes a value. */
final class MalformedGgufException extends Exception {
  private final GgufFault fault;

  MalformedGgufException(GgufFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  static MalformedGgufException corrupt(String message) {
    return new MalformedGgufException(GgufFault.CORRUPT, message);
  }

  GgufFault fault() {
    return fault;
  }
}
