/**
 * A real Flink cluster inside this process whose jobs continue where they stopped. It must not know
 * what the jobs compute.
 */
@NullMarked
package dev.sluice.standalone.flink;

import org.jspecify.annotations.NullMarked;
