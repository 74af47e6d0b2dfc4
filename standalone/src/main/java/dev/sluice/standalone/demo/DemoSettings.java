package dev.sluice.standalone.demo;

import dev.sluice.privacy.mechanism.Epsilon;

/**
 * What the demo is asked for.
 *
 * @param seed fixes the fleet, not the noise
 * @param devices size of the fleet
 * @param epsilon privacy loss of a report
 */
record DemoSettings(long seed, int devices, Epsilon epsilon) {}
