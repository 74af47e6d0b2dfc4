/**
 * Where log lines go: a file for the record, the console for people. It must not know who writes
 * them.
 */
@NullMarked
package dev.sluice.standalone.logging;

import org.jspecify.annotations.NullMarked;
