/** The metric registry that ships with Sluice, read from the class path. */
@NullMarked
package dev.sluice.privacy.bundled;

import org.jspecify.annotations.NullMarked;
