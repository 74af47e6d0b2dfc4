package dev.sluice.proof.power;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.registry.Design;
import java.util.function.ToDoubleBiFunction;

/**
 * A way of asking in which each device adds its own noise.
 *
 * @param name what it is called in the table
 * @param mechanism how the number is privatised
 * @param share share of the reports that are about it, above 0 and at most 1
 * @param epsilonShares into how many equal parts a report's epsilon is divided: the sensitivity of
 *     all that is released with the number, in units of its own
 * @param runs whether a report is about one version or about the difference of two
 * @param reading the number, from the answers of the version reported on and of the one before it
 */
record LocalDesign(
    String name,
    MeanMechanism mechanism,
    double share,
    int epsilonShares,
    Design runs,
    ToDoubleBiFunction<Answers, Answers> reading) {

  /** What is left for the number itself, by basic composition. */
  Epsilon portion(Epsilon whole) {
    return new Epsilon(whole.nano() / epsilonShares);
  }
}
