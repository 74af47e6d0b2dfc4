/**
 * The metric registry on its way to the operators, which may be on other machines. It must not know
 * what they do with it.
 */
@NullMarked
package dev.sluice.jobs.registry;

import org.jspecify.annotations.NullMarked;
