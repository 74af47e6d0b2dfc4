package dev.sluice.proof.audit;

import dev.sluice.schemas.Report;

/**
 * What an attacker reads off a report: the greater, the more it speaks for the first of two inputs.
 */
@FunctionalInterface
public interface Statistic {

  double of(Report report);
}
