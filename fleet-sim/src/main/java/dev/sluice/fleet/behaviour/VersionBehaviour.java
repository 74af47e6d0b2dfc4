package dev.sluice.fleet.behaviour;

import dev.sluice.schemas.Digest;
import dev.sluice.schemas.ModelVersion;
import java.util.List;

/**
 * What the real probe found out about one model version, as far as the fleet needs it.
 *
 * @param model its identity, as it goes into reports
 * @param suites digest of the suites that ran
 * @param outcomes one table a suite, at least one
 * @param believable whether the controls came out as they must; if not, no device takes a pass
 *     fraction from its run
 * @param relativeTtft time to first token over the reference version's, above 0
 * @param relativeDecodeSpeed decoding speed over the reference version's, above 0
 * @param promptCosts how the cost of the prompts varies
 */
public record VersionBehaviour(
    ModelVersion model,
    Digest suites,
    List<SuiteOutcomes> outcomes,
    boolean believable,
    double relativeTtft,
    double relativeDecodeSpeed,
    PromptCosts promptCosts) {

  public VersionBehaviour {
    outcomes = List.copyOf(outcomes);
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("a version must have been measured on a suite");
    }
    if (!(relativeTtft > 0) || !(relativeDecodeSpeed > 0)) {
      throw new IllegalArgumentException(
          "speeds must be positive, were " + relativeTtft + " and " + relativeDecodeSpeed);
    }
  }

  /** Name and version, for people. */
  public String label() {
    return model.getName() + " " + model.getVersion();
  }

  boolean alwaysAnswers() {
    return outcomes.stream().allMatch(SuiteOutcomes::alwaysAnswers);
  }
}
