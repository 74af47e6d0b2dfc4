/**
 * Which version of a model a device should run, decided on the device against the public stage
 * fraction. The server never learns the answer.
 */
@NullMarked
package dev.sluice.probe.assignment;

import org.jspecify.annotations.NullMarked;
