package dev.sluice.admission;

/** What came of screening the bytes of one report. */
public sealed interface Screened permits Screened.Passed, Admission.Refused {

  /**
   * The bytes are a report that may be counted, once.
   *
   * @param registry place of its registry in {@link dev.sluice.privacy.registry.Registries#all}: 0
   *     is the present one
   */
  record Passed(int registry) implements Screened {}
}
