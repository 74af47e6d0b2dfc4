package dev.sluice.proof.power;

/**
 * What one device would answer, without any noise.
 *
 * @param pooled pass fraction over all suites
 * @param oneSuite pass fraction of a single suite
 */
record Answers(double pooled, double oneSuite) {}
