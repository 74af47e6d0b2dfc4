/**
 * What is added up: the identity of a cell, its exact sums, and the record that is published of
 * them. It must not know how reports arrive, in which order, or where aggregates go.
 */
@NullMarked
package dev.sluice.jobs.cells;

import org.jspecify.annotations.NullMarked;
