/**
 * SQL questions to the aggregates of a data directory, answered for people or for programs. It must
 * not know what the tables mean and can change nothing in them.
 */
@NullMarked
package dev.sluice.standalone.query;

import org.jspecify.annotations.NullMarked;
