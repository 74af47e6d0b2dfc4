/**
 * What a policy will ask of a fleet, before it is asked: reports and days, stage by stage. Pure; it
 * sees assumptions only, never evidence.
 */
@NullMarked
package dev.sluice.gate.planning;

import org.jspecify.annotations.NullMarked;
