package dev.sluice.probe.disclosure;

import dev.sluice.probe.ledger.ReportBytes;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every field of an encoded report, read back from its bytes by the schema: a field that is added
 * to the schema is shown without further ado.
 */
final class ReportFields {
  private ReportFields() {}

  /**
   * The report in some bytes.
   *
   * @throws IllegalArgumentException if the bytes are no report
   */
  static Report read(ReportBytes bytes) {
    if (Codecs.REPORT.decode(bytes.toArray()) instanceof Decoded.Value<Report> decoded) {
      return decoded.value();
    }
    throw new IllegalArgumentException("these bytes are no report");
  }

  /** The fields in the order of the schema, nested ones as {@code model.name}. */
  static Map<String, String> of(Report report) {
    Map<String, String> fields = new LinkedHashMap<>();
    collect("", report, fields);
    return fields;
  }

  private static void collect(String prefix, IndexedRecord record, Map<String, String> fields) {
    for (Schema.Field field : record.getSchema().getFields()) {
      String name = prefix + field.name();
      Object value = record.get(field.pos());
      if (value instanceof IndexedRecord nested) {
        collect(name + ".", nested, fields);
      } else {
        fields.put(name, text(value));
      }
    }
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof Digest digest) {
      return Digests.hex(digest);
    }
    if (value instanceof ReportId id) {
      return HexFormat.of().formatHex(id.bytes());
    }
    return value instanceof ByteBuffer padding
        ? padding.remaining() + " bytes"
        : String.valueOf(value);
  }
}
