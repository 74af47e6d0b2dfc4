/**
 * The gate over HTTP: rollouts and flags as JSON, the console as plain pages. It shows what is on
 * record and passes policies on; it knows no topic and judges nothing.
 */
@NullMarked
package dev.sluice.gate.http;

import org.jspecify.annotations.NullMarked;
