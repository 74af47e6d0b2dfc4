/**
 * The one list of what can be wrong with a report or a request, and what a sender hears about it.
 * Knows neither HTTP servers nor Kafka nor what a report says.
 */
@NullMarked
package dev.sluice.ingest.problem;

import org.jspecify.annotations.NullMarked;
