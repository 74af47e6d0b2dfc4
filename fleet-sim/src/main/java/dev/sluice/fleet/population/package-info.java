/**
 * Who the simulated devices are: class, participation, traits, all derived from one seed. Pure;
 * knows no model, no metric and no network.
 */
@NullMarked
package dev.sluice.fleet.population;

import org.jspecify.annotations.NullMarked;
