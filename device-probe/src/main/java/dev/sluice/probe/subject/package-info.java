/**
 * Which model is looked at and on which engine, out of a command's options: a file with llama.cpp,
 * or a model that a server has. It must not know suites, runs or reports.
 */
@NullMarked
package dev.sluice.probe.subject;

import org.jspecify.annotations.NullMarked;
