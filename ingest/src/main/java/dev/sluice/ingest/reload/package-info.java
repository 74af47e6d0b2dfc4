/**
 * Files that are read at the start and again whenever they change, without a restart. Must not know
 * what is in them.
 */
@NullMarked
package dev.sluice.ingest.reload;

import org.jspecify.annotations.NullMarked;
