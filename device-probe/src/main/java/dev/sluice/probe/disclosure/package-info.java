/**
 * The commands by which a device's owner sees what was said and would be said, and decides. They
 * spend nothing and send nothing.
 */
@NullMarked
package dev.sluice.probe.disclosure;

import org.jspecify.annotations.NullMarked;
