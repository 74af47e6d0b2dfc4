package dev.sluice.standalone.demo;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;

/**
 * What the demo is asked for.
 *
 * @param seed fixes the fleet, not the noise
 * @param devices size of the fleet
 * @param epsilon privacy loss of a report
 * @param design whether two arms of devices are compared, or both versions on each device
 */
record DemoSettings(long seed, int devices, Epsilon epsilon, Design design) {}
