package dev.sluice.ingest.http;

import org.jspecify.annotations.Nullable;

/** The media types that reports may be sent as; parameters behind them say nothing. */
final class MediaTypes {
  private static final String OCTETS = "application/octet-stream";
  private static final String AVRO = "avro/binary";

  private MediaTypes() {}

  static boolean isReports(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int parameters = contentType.indexOf(';');
    String type =
        parameters < 0 ? contentType : contentType.substring(0, parameters).stripTrailing();
    return type.equalsIgnoreCase(OCTETS) || type.equalsIgnoreCase(AVRO);
  }
}
