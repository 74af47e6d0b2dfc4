/**
 * What one data directory holds and who may use it: the lock, the ports it keeps, and where its
 * services can be reached. It must not know what the services are or how they work.
 */
@NullMarked
package dev.sluice.standalone.directory;

import org.jspecify.annotations.NullMarked;
