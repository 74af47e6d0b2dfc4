package dev.sluice.admission;

import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.util.List;
import java.util.Optional;

/**
 * Judges reports, from their bytes to their meaning: first the format, then whether the day is
 * believable, then what the registry says that it names. Safe for use by many threads.
 *
 * <p>The gateway asks before it appends to the log, and the job asks again: the log may have other
 * writers, and the registry may have changed since.
 */
public final class ReportAdmission {
  private static final int NO_REGISTRY = -1;

  private final Registries registries;
  private final List<RegistryRules> rules;
  private final DayBounds days;

  /**
   * Admission by some registries, of each report by its own.
   *
   * @param registries those whose reports are admitted
   * @param days which days are believed
   */
  public ReportAdmission(Registries registries, DayBounds days) {
    this.registries = registries;
    this.rules = registries.all().stream().map(RegistryRules::new).toList();
    this.days = days;
  }

  /** The registries whose reports are admitted. */
  public Registries registries() {
    return registries;
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
    Decoded<ReportFormat.Framed> decoded = ReportFormat.frame(bytes);
    return decoded instanceof Decoded.Value<ReportFormat.Framed> readable
        ? judge(readable.value(), receivedMillis)
        : new Admission.Refused(refusal((Decoded.Refused<ReportFormat.Framed>) decoded));
  }

  /** What remains to be judged of further reports with the context of one that was admitted. */
  public AdmittedContext context(Admission.Admitted admitted) {
    return new AdmittedContext(
        admitted.report().getDay().toEpochDay(),
        admitted.metric().mechanism(),
        admitted.epsilon(),
        days);
  }

  private Admission judge(ReportFormat.Framed framed, long receivedMillis) {
    Report report = framed.report();
    long day = report.getDay().toEpochDay();
    Optional<Refusal> disbelief = days.objection(day, receivedMillis);
    Optional<Long> believedDay = disbelief.isPresent() ? Optional.empty() : Optional.of(day);
    Optional<String> violation = ReportFormat.violation(report);
    if (violation.isPresent()) {
      return new Admission.Refused(Refusal.FIELD_OUT_OF_BOUNDS, violation.get(), believedDay);
    }
    if (!framed.zeroPadded()) {
      return new Admission.Refused(Refusal.NONZERO_PADDING, "", believedDay);
    }
    long[] payload = unboxed(report.getPayload());
    if (disbelief.isPresent()) {
      return new Admission.Refused(disbelief.get(), "", believedDay);
    }
    int registry = registryOf(report);
    if (registry == NO_REGISTRY) {
      return new Admission.Refused(Refusal.REGISTRY_MISMATCH, "", believedDay);
    }
    RegistryRules.Finding finding = rules.get(registry).look(report, payload);
    return finding instanceof RegistryRules.Finding.Sound said
        ? new Admission.Admitted(
            report, registry, said.metric(), said.deviceClass(), said.epsilon(), payload)
        : new Admission.Refused(((RegistryRules.Finding.Wrong) finding).refusal(), "", believedDay);
  }

  /** Most reports are of the first. */
  private int registryOf(Report report) {
    for (int place = 0; place < rules.size(); place++) {
      if (rules.get(place).areOf(report)) {
        return place;
      }
    }
    return NO_REGISTRY;
  }

  private static long[] unboxed(List<Long> payload) {
    long[] values = new long[payload.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = payload.get(i);
    }
    return values;
  }

  private static Refusal refusal(Decoded.Refused<ReportFormat.Framed> refused) {
    return switch (refused.reason()) {
      case NOT_SINGLE_OBJECT -> Refusal.NOT_SINGLE_OBJECT;
      case UNKNOWN_SCHEMA -> Refusal.UNKNOWN_SCHEMA;
      case MALFORMED -> Refusal.MALFORMED;
    };
  }
}
