package dev.sluice.standalone.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * How a job is to run.
 *
 * @param backend where it keeps state: {@code hashmap} or {@code rocksdb}, as Flink has it
 * @param exactlyOnce whether results leave in transactions that end with checkpoints
 * @param shards of a day's memory of ids
 * @param earlyFiring how soon changes show
 */
record JobKind(String backend, boolean exactlyOnce, int shards, Duration earlyFiring) {
  /** The default of the job. */
  private static final int SHARDS = 256;

  /** With RocksDB, where shards are read and written whole, as the job's documentation asks for. */
  private static final int ENTRIES_A_SHARD = 500;

  private static final int MOST_SHARDS = 1 << 16;

  /** As {@code sluice up} runs it: on the heap, exactly once, results twice a second. */
  static JobKind usual() {
    return new JobKind("hashmap", true, SHARDS, Duration.ofMillis(500));
  }

  /** The same on RocksDB, divided for a number of reports a day. */
  JobKind onRocksDb(int reportsADay) {
    int needed = Math.max(SHARDS, Integer.highestOneBit(reportsADay / ENTRIES_A_SHARD) * 2);
    return new JobKind("rocksdb", exactlyOnce, Math.min(MOST_SHARDS, needed), earlyFiring);
  }

  /** The same without transactions and without aligned checkpoints. */
  JobKind atLeastOnce() {
    return new JobKind(backend, false, shards, earlyFiring);
  }

  /** The same with results twenty times a second, for jobs that last a second. */
  JobKind firingOften() {
    return new JobKind(backend, exactlyOnce, shards, Duration.ofMillis(100));
  }

  void write(ObjectNode question) {
    question.put("backend", backend);
    question.put("exactlyOnce", exactlyOnce);
    question.put("shards", shards);
    question.put("earlyFiringMillis", earlyFiring.toMillis());
  }

  static JobKind read(JsonNode question) {
    return new JobKind(
        question.get("backend").asText(),
        question.get("exactlyOnce").asBoolean(),
        question.get("shards").asInt(),
        Duration.ofMillis(question.get("earlyFiringMillis").asLong()));
  }
}
