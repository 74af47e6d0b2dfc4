package dev.sluice.admission;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.schemas.Report;
import java.util.Optional;

/** What came of judging the bytes of one report. */
public sealed interface Admission {

  /**
   * The bytes are a report that may be counted, once.
   *
   * <p>What the report says by places in its registry's lists is said here in full, so that nobody
   * else looks a place up, and in the wrong list.
   *
   * @param report what they say
   * @param registry place of its registry in {@link dev.sluice.privacy.registry.Registries#all}: 0
   *     is the present one
   * @param metric what it is about
   * @param deviceClass the device's class
   * @param epsilon its privacy loss
   * @param payload the report's privatised values; nobody changes them
   */
  @SuppressWarnings("ArrayRecordComponent") // admitted reports are never compared
  record Admitted(
      Report report,
      int registry,
      Metric metric,
      String deviceClass,
      Epsilon epsilon,
      long[] payload)
      implements Admission {}

  /**
   * The bytes will never be counted.
   *
   * @param refusal the first thing found wrong
   * @param field the field concerned, or empty; never anything that the report says
   * @param day the report's day since 1970-01-01, if it could be read and is believed
   */
  record Refused(Refusal refusal, String field, Optional<Long> day) implements Admission, Screened {
    Refused(Refusal refusal) {
      this(refusal, "", Optional.empty());
    }
  }
}
