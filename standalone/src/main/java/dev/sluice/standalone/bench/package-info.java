/**
 * The command {@code bench}: what gateway and job cost beside the least that could do the same, as
 * ratios within one run. It measures the product's own code as it is, and must not hold a second
 * version of it but for the yardsticks.
 */
@NullMarked
package dev.sluice.standalone.bench;

import org.jspecify.annotations.NullMarked;
