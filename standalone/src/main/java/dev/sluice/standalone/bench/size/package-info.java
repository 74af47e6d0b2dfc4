/**
 * How large a report is beside the same content written otherwise. It must not know who sends it.
 */
@NullMarked
package dev.sluice.standalone.bench.size;

import org.jspecify.annotations.NullMarked;
