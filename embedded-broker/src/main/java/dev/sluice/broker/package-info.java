/**
 * A real Kafka broker inside this process, durable on one directory. It must not know what the
 * records in its topics mean, nor who produces or consumes them.
 */
@NullMarked
package dev.sluice.broker;

import org.jspecify.annotations.NullMarked;
