package dev.sluice.proof.audit;

/**
 * What an attack on one claim came to.
 *
 * @param mechanism what was attacked
 * @param epsilon the claim
 * @param lowerBound certified: the true epsilon is not below it, but with the audit's error rate
 * @param samples reports that were made, of both inputs together
 */
public record AuditResult(
    String mechanism, double epsilon, double lowerBound, long samples, Verdict verdict) {}
