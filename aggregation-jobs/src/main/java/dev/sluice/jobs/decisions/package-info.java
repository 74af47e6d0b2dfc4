/**
 * What is kept of the gate's decisions for analysts: records of the decisions topic in, rows out.
 * It must not know how a decision is made, nor where rows go.
 */
@NullMarked
package dev.sluice.jobs.decisions;

import org.jspecify.annotations.NullMarked;
