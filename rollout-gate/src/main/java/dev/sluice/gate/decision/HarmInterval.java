package dev.sluice.gate.decision;

/**
 * An estimated harm and its confidence sequence. Candidate minus control in the harmful direction:
 * positive is worse.
 *
 * @param estimate the stratified difference
 * @param low end that holds at the error rate of a rollback
 * @param high end that holds at the error rate of a promotion
 */
public record HarmInterval(double estimate, double low, double high) {}
