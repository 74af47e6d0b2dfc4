/**
 * Tells from a model's dimensions how much memory it takes and whether that fits. It must not read
 * files, ask the machine or know an engine's API: it is arithmetic on what others have found out.
 */
@NullMarked
package dev.sluice.probe.fit;

import org.jspecify.annotations.NullMarked;
