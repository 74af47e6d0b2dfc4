package dev.sluice.proof.audit;

import dev.sluice.privacy.mechanism.Measurement;
import java.util.function.Supplier;

/**
 * One claim to attack.
 *
 * @param mechanism name of what is attacked
 * @param epsilon the claim
 * @param devices makes fresh devices, each with randomness of its own
 * @param first the one input; with the other, a pair that the mechanism has most trouble to hide
 * @param second the other input
 * @param statistic what the attack looks at
 * @param likely probability, under the first input, of the set that is e^epsilon times rarer under
 *     the second: it tells how many samples the attack needs
 */
public record Target(
    String mechanism,
    double epsilon,
    Supplier<Emitter> devices,
    Measurement first,
    Measurement second,
    Statistic statistic,
    double likely) {}
