/**
 * The one command line of Sluice and everything in one process behind it. This is where the modules
 * are put together by hand; it must not hold any rule of its own about reports or decisions.
 */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
