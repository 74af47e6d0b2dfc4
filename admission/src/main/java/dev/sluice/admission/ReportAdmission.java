package dev.sluice.admission;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Judges reports, from their bytes to their meaning: first the format, then whether the day is
 * believable, then what the registry says. Safe for use by many threads.
 *
 * <p>The gateway asks before it appends to the log, and the job asks again: the log may have other
 * writers, and the registry may have changed since.
 */
public final class ReportAdmission {
  private final RegistryRules rules;
  private final DayBounds days;

  /**
   * Admission by one registry.
   *
   * @param registry the one registry whose reports are admitted
   * @param days which days are believed
   */
  public ReportAdmission(MetricRegistry registry, DayBounds days) {
    this.rules = new RegistryRules(registry);
    this.days = days;
  }

  /**
   * Judges the bytes of one report; never throws, whatever the bytes.
   *
   * @param receivedMillis when they were received, in epoch milliseconds: what the report's day is
   *     compared with
   */
  public Admission judge(byte[] bytes, long receivedMillis) {
    if (bytes.length != ReportFormat.BYTES) {
      return new Admission.Refused(Refusal.WRONG_LENGTH);
    }
    Decoded<Report> decoded = Codecs.REPORT.decode(bytes);
    return decoded instanceof Decoded.Value<Report> readable
        ? judge(readable.value(), receivedMillis)
        : new Admission.Refused(refusal((Decoded.Refused<Report>) decoded));
  }

  /** What remains to be judged of further reports with the context of one that was admitted. */
  public AdmittedContext context(Admission.Admitted admitted) {
    return rules.context(admitted.report(), days);
  }

  private Admission judge(Report report, long receivedMillis) {
    long day = report.getDay().toEpochDay();
    Optional<Refusal> disbelief = days.objection(day, receivedMillis);
    Optional<Long> believedDay = disbelief.isPresent() ? Optional.empty() : Optional.of(day);
    Optional<String> violation = ReportFormat.violation(report);
    if (violation.isPresent()) {
      return new Admission.Refused(Refusal.FIELD_OUT_OF_BOUNDS, violation.get(), believedDay);
    }
    if (!isZero(report.getPadding())) {
      return new Admission.Refused(Refusal.NONZERO_PADDING, "", believedDay);
    }
    long[] payload = unboxed(report.getPayload());
    return disbelief
        .or(() -> rules.objection(report, payload))
        .<Admission>map(refusal -> new Admission.Refused(refusal, "", believedDay))
        .orElseGet(() -> new Admission.Admitted(report, payload));
  }

  private static boolean isZero(ByteBuffer padding) {
    for (int i = padding.position(); i < padding.limit(); i++) {
      if (padding.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long[] unboxed(List<Long> payload) {
    long[] values = new long[payload.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = payload.get(i);
    }
    return values;
  }

  private static Refusal refusal(Decoded.Refused<Report> refused) {
    return switch (refused.reason()) {
      case NOT_SINGLE_OBJECT -> Refusal.NOT_SINGLE_OBJECT;
      case UNKNOWN_SCHEMA -> Refusal.UNKNOWN_SCHEMA;
      case MALFORMED -> Refusal.MALFORMED;
    };
  }
}
