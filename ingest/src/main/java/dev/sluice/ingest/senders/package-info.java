/**
 * Decides who may send: anybody, a fleet that shows a credential, or a device that shows an
 * anonymous one-time token. A credential names a fleet and never a device, and what is learned here
 * goes no further: not into a record, not into a log. Must not know HTTP servers, Kafka, nor what a
 * report says beyond its id.
 */
@NullMarked
package dev.sluice.ingest.senders;

import org.jspecify.annotations.NullMarked;
