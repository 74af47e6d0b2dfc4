/**
 * The report log on a Kafka topic; the only package of this module that knows Kafka. Knows nothing
 * of HTTP, and of a report only its id and its bytes.
 */
@NullMarked
package dev.sluice.ingest.kafka;

import org.jspecify.annotations.NullMarked;
