/**
 * The demo: two rollouts on a simulated fleet against the services of this process, from probe to
 * verdict, and an account of every report. It must not decide anything itself: verdicts come from
 * the gate, truths from the fleet, counts from Kafka.
 */
@NullMarked
package dev.sluice.standalone.demo;

import org.jspecify.annotations.NullMarked;
