/**
 * The command {@code privacy}: what may leave a device, in words and in numbers, and an attack on
 * what does. Runs on a developer's or an auditor's machine, never on a device.
 */
@NullMarked
package dev.sluice.proof;

import org.jspecify.annotations.NullMarked;
