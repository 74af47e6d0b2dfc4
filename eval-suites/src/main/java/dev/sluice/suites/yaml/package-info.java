/**
 * Reads the YAML form of a suite into values, strictly, and says at which line it is wrong.
 *
 * <p>Text in, values out: no files, no resources. The only place that knows YAML.
 */
@NullMarked
package dev.sluice.suites.yaml;

import org.jspecify.annotations.NullMarked;
