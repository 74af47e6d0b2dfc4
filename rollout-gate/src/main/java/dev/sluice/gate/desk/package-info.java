/**
 * The port between those who ask for rollouts and the loop that keeps them. Knows neither HTTP nor
 * Kafka.
 */
@NullMarked
package dev.sluice.gate.desk;

import org.jspecify.annotations.NullMarked;
