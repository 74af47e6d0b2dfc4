/**
 * The gate between its two topics: aggregates in, decisions out, and the loop that looks. The only
 * package that knows Kafka; it judges nothing itself, and no HTTP reaches it but through the desk.
 */
@NullMarked
package dev.sluice.gate.kafka;

import org.jspecify.annotations.NullMarked;
