/**
 * llama.cpp behind the engine port, always in a child JVM because native code can take its process
 * down. The only package that touches {@code de.kherud.llama}, and only in the child; it must not
 * know suites, grading or reports.
 */
@NullMarked
package dev.sluice.probe.llama;

import org.jspecify.annotations.NullMarked;
