/**
 * The port to whatever runs a model, in a file or on a server: open it, ask it for text, learn what
 * that took. It must not know any particular engine, suites, grading or reports.
 */
@NullMarked
package dev.sluice.probe.engine;

import org.jspecify.annotations.NullMarked;
