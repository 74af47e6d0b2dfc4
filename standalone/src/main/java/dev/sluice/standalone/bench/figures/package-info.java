/**
 * The arithmetic of the bench: from rounds to figures. Pure: it must not know what was measured,
 * nor how.
 */
@NullMarked
package dev.sluice.standalone.bench.figures;

import org.jspecify.annotations.NullMarked;
