/**
 * Decides whether bytes are a report that may be counted. Pure: the registry and a clock are handed
 * in; knows no HTTP, no Kafka, and keeps nothing of what it reads.
 */
@NullMarked
package dev.sluice.ingest.admission;

import org.jspecify.annotations.NullMarked;
