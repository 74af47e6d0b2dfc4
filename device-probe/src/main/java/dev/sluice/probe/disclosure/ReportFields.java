package dev.sluice.probe.disclosure;

import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.ledger.ReportBytes;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every field of an encoded report, read back from its bytes by the schema: a field that is added
 * to the schema is shown without further ado.
 */
final class ReportFields {
  private static final Optional<String> NOWHERE = Optional.empty();

  private ReportFields() {}

  /**
   * The report in some bytes.
   *
   * @throws IllegalArgumentException if the bytes are no report
   */
  static Report read(ReportBytes bytes) {
    if (ReportFormat.decode(bytes.toArray()) instanceof Decoded.Value<Report> decoded) {
      return decoded.value();
    }
    throw new IllegalArgumentException("these bytes are no report");
  }

  /** Whether some bytes are a report of the present schema. */
  static boolean isReadable(ReportBytes bytes) {
    return ReportFormat.decode(bytes.toArray()) instanceof Decoded.Value<Report>;
  }

  /**
   * The fields in the order of the schema, nested ones as {@code model.name}. What is said by
   * places in a registry is said in words if it is this registry, and by the places if it is
   * another one, as in a report from before an update.
   */
  static Map<String, String> of(Report report, MetricRegistry registry) {
    Map<String, String> fields = new LinkedHashMap<>();
    collect("", report, fields);
    fields.computeIfPresent(
        "model.context", (name, value) -> tokens(report.getModel().getContext()));
    boolean same = report.getRegistryDigest().equals(DigestPrefixes.fromHex(registry.digest()));
    place("metric", same ? registry.metricAt(report.getMetric()).map(Metric::id) : NOWHERE, fields);
    place("deviceClass", same ? registry.deviceClassAt(report.getDeviceClass()) : NOWHERE, fields);
    place(
        "epsilonTier",
        same
            ? registry.epsilonTierAt(report.getEpsilonTier()).map(tier -> "epsilon " + tier)
            : NOWHERE,
        fields);
    return fields;
  }

  private static void place(String name, Optional<String> word, Map<String, String> fields) {
    fields.computeIfPresent(
        name, (key, place) -> word.orElse("number " + place + " of another registry"));
  }

  private static String tokens(int logarithm) {
    return logarithm == 0 ? "not known" : "up to " + (1L << logarithm) + " tokens";
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
    return value instanceof GenericFixed bits
        ? HexFormat.of().formatHex(bits.bytes())
        : String.valueOf(value);
  }
}
