package dev.sluice.jobs.decisions;

/**
 * A decision as it is kept. A rollout that holds is on record with every look; of one day and stage
 * the newest is kept, so that {@code rollout}, {@code kind}, {@code stageIndex} and {@code day}
 * name a row.
 *
 * @param rollout id of the rollout
 * @param kind {@code started}, {@code held}, {@code promoted}, {@code completed}, {@code
 *     rolled-back} or {@code expired}
 * @param stageIndex the stage after the decision, counted from 0
 * @param day newest day of its evidence, since 1970-01-01
 * @param sequence of the rollout's records, from 0
 * @param offset where it is in its partition of the topic
 * @param json all of it, as a document
 */
public record KeptDecision(
    String rollout,
    String kind,
    int stageIndex,
    long day,
    long sequence,
    long offset,
    String json) {}
