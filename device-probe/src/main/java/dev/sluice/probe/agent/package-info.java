/**
 * The device's agent: looks at rollouts, owner and device, and runs, reports and sends when all of
 * them agree. Puts together what other packages decide; it must not decide by any result.
 */
@NullMarked
package dev.sluice.probe.agent;

import org.jspecify.annotations.NullMarked;
