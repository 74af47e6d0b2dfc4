/**
 * Where flags come from: a server that may be away for weeks, lie or never end, and the last good
 * file on disk. Decides nothing about what is in it.
 */
@NullMarked
package dev.sluice.probe.flags.remote;

import org.jspecify.annotations.NullMarked;
