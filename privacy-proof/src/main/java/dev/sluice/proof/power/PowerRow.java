package dev.sluice.proof.power;

import dev.sluice.privacy.mechanism.Epsilon;
import java.util.Optional;

/**
 * How many devices a way of asking needs.
 *
 * @param design its name
 * @param epsilon privacy loss of a report; empty where nothing is private
 * @param effect the true effect, as the design lets it be seen: clipping shrinks it
 * @param devicesPerArm devices that must report, in each arm; in a paired design there is one arm
 * @param totalDevices devices that must report in all
 */
public record PowerRow(
    String design,
    Optional<Epsilon> epsilon,
    double effect,
    long devicesPerArm,
    long totalDevices) {}
