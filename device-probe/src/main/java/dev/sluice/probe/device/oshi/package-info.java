/**
 * Reads devices of other systems than Linux through OSHI, whose units and signs are not taken on
 * trust. Only this package and the engine's process meter know OSHI.
 */
@NullMarked
package dev.sluice.probe.device.oshi;

import org.jspecify.annotations.NullMarked;
