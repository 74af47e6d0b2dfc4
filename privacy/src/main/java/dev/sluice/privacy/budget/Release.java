package dev.sluice.privacy.budget;

import dev.sluice.privacy.mechanism.Epsilon;
import java.time.LocalDate;

/**
 * One release that a device has committed itself to.
 *
 * @param cell what was answered, once: epoch and model version
 * @param day the device's day, which never goes back
 * @param epsilon what it cost
 */
public record Release(String cell, LocalDate day, Epsilon epsilon) {}
