package dev.sluice.fleet.behaviour;

import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.ReportedModel;
import java.util.List;

/**
 * What the real probe found out about one model version, as far as the fleet needs it.
 *
 * @param model its identity, as it goes into reports
 * @param suites digest of the suites that ran
 * @param outcomes one table a suite, at least one
 * @param invalidHarnesses share of the devices on which the controls of a run fail, so that no pass
 *     fraction is taken from it; 0 to 1
 * @param relativeTtft time to first token over the reference version's, above 0
 * @param relativeDecodeSpeed decoding speed over the reference version's, above 0
 * @param promptCosts how the cost of the prompts varies
 */
public record VersionBehaviour(
    ReportedModel model,
    DigestPrefix suites,
    List<SuiteOutcomes> outcomes,
    double invalidHarnesses,
    double relativeTtft,
    double relativeDecodeSpeed,
    PromptCosts promptCosts) {

  public VersionBehaviour {
    outcomes = List.copyOf(outcomes);
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("a version must have been measured on a suite");
    }
    if (!(invalidHarnesses >= 0 && invalidHarnesses <= 1)) {
      throw new IllegalArgumentException(
          "the share of invalid harnesses must be 0 to 1, was " + invalidHarnesses);
    }
    if (!(relativeTtft > 0) || !(relativeDecodeSpeed > 0)) {
      throw new IllegalArgumentException(
          "speeds must be positive, were " + relativeTtft + " and " + relativeDecodeSpeed);
    }
  }

  /**
   * The same on a fleet where the harness is broken on more of the devices, a share of the rest.
   */
  public VersionBehaviour withInvalidHarnesses(double share) {
    return new VersionBehaviour(
        model,
        suites,
        outcomes,
        invalidHarnesses + (1 - invalidHarnesses) * share,
        relativeTtft,
        relativeDecodeSpeed,
        promptCosts);
  }

  /** Name and version, for people. */
  public String label() {
    return model.getName() + " " + model.getVersion();
  }

  boolean alwaysAnswers() {
    return outcomes.stream().allMatch(SuiteOutcomes::alwaysAnswers);
  }
}
