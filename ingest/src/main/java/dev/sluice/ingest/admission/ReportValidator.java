package dev.sluice.ingest.admission;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

/**
 * Validates reports, from their bytes to their day: first the format, then what the registry says,
 * then the time. Safe for use by many threads.
 */
public final class ReportValidator {
  private final RegistryRules rules;
  private final DayWindow days;

  /**
   * A validator.
   *
   * @param registry the one registry whose reports are admitted
   * @param maxAgeDays how many days before today a report's day may be, at least 0
   * @param clock tells today
   */
  public ReportValidator(MetricRegistry registry, int maxAgeDays, Clock clock) {
    this.rules = new RegistryRules(registry);
    this.days = new DayWindow(maxAgeDays, clock);
  }

  /** Validates the bytes of one report; never throws, whatever the bytes. */
  public Validation validate(byte[] bytes) {
    if (bytes.length != ReportFormat.BYTES) {
      return new Validation.Rejected(Problem.WRONG_LENGTH);
    }
    Decoded<Report> decoded = Codecs.REPORT.decode(bytes);
    if (decoded instanceof Decoded.Refused<Report> refused) {
      return new Validation.Rejected(problem(refused.reason()));
    }
    return validate(((Decoded.Value<Report>) decoded).value());
  }

  private Validation validate(Report report) {
    Optional<String> violation = ReportFormat.violation(report);
    if (violation.isPresent()) {
      return new Validation.Rejected(Problem.FIELD_OUT_OF_BOUNDS, violation.get());
    }
    if (!isZero(report.getPadding())) {
      return new Validation.Rejected(Problem.NONZERO_PADDING);
    }
    return rules
        .objection(report)
        .or(() -> days.objection(report.getDay()))
        .<Validation>map(Validation.Rejected::new)
        .orElseGet(() -> new Validation.Accepted(report.getId()));
  }

  private static boolean isZero(ByteBuffer padding) {
    for (int i = padding.position(); i < padding.limit(); i++) {
      if (padding.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Problem problem(Decoded.Reason reason) {
    return switch (reason) {
      case NOT_SINGLE_OBJECT -> Problem.NOT_SINGLE_OBJECT;
      case UNKNOWN_SCHEMA -> Problem.UNKNOWN_SCHEMA;
      case MALFORMED -> Problem.MALFORMED;
    };
  }
}
