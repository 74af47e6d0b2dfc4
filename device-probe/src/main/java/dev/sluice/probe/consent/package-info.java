/**
 * What the device's owner has agreed to, kept beside the ledger. Decides nothing but whether
 * something may run or leave; knows no budget and no report.
 */
@NullMarked
package dev.sluice.probe.consent;

import org.jspecify.annotations.NullMarked;
