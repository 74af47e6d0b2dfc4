/**
 * The tables for analysts: their migrations, and upserts that no older state can undo. It must not
 * know where totals come from.
 */
@NullMarked
package dev.sluice.jobs.postgres;

import org.jspecify.annotations.NullMarked;
