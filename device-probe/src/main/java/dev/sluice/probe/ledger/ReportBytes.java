package dev.sluice.probe.ledger;

import java.util.Arrays;

/** An encoded report as a value. */
public final class ReportBytes {
  private final byte[] bytes;

  private ReportBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ReportBytes of(byte[] bytes) {
    return new ReportBytes(bytes.clone());
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReportBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The length only: a report's bytes do not belong into logs. */
  @Override
  public String toString() {
    return "ReportBytes[" + bytes.length + "]";
  }
}
