/**
 * Puts ingest together and starts it, from a command line or inside another process. Holds no rule
 * about reports, and knows Kafka and HTTP only as packages to start.
 */
@NullMarked
package dev.sluice.ingest;

import org.jspecify.annotations.NullMarked;
