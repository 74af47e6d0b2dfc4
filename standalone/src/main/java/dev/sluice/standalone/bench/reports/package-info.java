/**
 * Reports for the bench: as devices send them, seeded, and cheap to make by the million. It must
 * not know who takes them.
 */
@NullMarked
package dev.sluice.standalone.bench.reports;

import org.jspecify.annotations.NullMarked;
