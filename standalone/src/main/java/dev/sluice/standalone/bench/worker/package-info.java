/**
 * Processes of the bench, so that what is compared is accounted alike: a side's processor time is
 * its process's. It must not know what the processes do.
 */
@NullMarked
package dev.sluice.standalone.bench.worker;

import org.jspecify.annotations.NullMarked;
