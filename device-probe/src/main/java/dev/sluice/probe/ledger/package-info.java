/**
 * The file that remembers every draw and every release, so that nothing is said twice in different
 * words. Knows the rules of the budget, and no network.
 */
@NullMarked
package dev.sluice.probe.ledger;

import org.jspecify.annotations.NullMarked;
