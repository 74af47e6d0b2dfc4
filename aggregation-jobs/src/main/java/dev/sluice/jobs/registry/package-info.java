/**
 * The metric registries on their way to the operators, which may be on other machines. It must not
 * know what they do with them.
 */
@NullMarked
package dev.sluice.jobs.registry;

import org.jspecify.annotations.NullMarked;
