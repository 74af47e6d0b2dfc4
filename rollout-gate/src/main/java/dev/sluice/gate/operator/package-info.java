/**
 * Who may begin rollouts: operators' tokens, of which only hashes are kept. Pure; knows neither
 * files nor HTTP.
 */
@NullMarked
package dev.sluice.gate.operator;

import org.jspecify.annotations.NullMarked;
