package dev.sluice.schemas;

/** Record keys: what identifies a record in a compacted topic, as text that a person can read. */
public final class TopicKeys {
  private TopicKeys() {}

  /** Key of a cell: everything that tells it from another cell. */
  public static String of(Aggregate aggregate) {
    return String.join(
        "/",
        of(aggregate.getModel()),
        aggregate.getBaseline() == null ? "-" : of(aggregate.getBaseline()),
        DigestPrefixes.hex(aggregate.getRegistryDigest()),
        DigestPrefixes.hex(aggregate.getSuiteDigest()),
        aggregate.getDeviceClass(),
        aggregate.getDay().toString(),
        aggregate.getMetric(),
        aggregate.getMechanism().name(),
        Long.toString(aggregate.getNanoEpsilon()));
  }

  /** Key of a tally. */
  public static String of(Tally tally) {
    return String.join(
        "/", tally.getDay().toString(), tally.getDisposition().name(), tally.getReason());
  }

  /** Key of a dead letter: where the refused record is in the reports topic. */
  public static String of(DeadLetter letter) {
    return letter.getPartition() + "/" + letter.getOffset();
  }

  /** Key of a decision: its rollout, so that compaction keeps the newest. */
  public static String of(Decision decision) {
    return decision.getRollout();
  }

  /** What was compared with, as one line of text. */
  public static String of(Baseline baseline) {
    return String.join(
        "/",
        baseline.getName(),
        baseline.getVersion(),
        DigestPrefixes.hex(baseline.getGgufDigest()));
  }

  /** The identity of a model version as one line of text. */
  public static String of(ModelVersion model) {
    return String.join(
        "/",
        model.getName(),
        model.getVersion(),
        DigestPrefixes.hex(model.getGgufDigest()),
        model.getQuantization(),
        model.getRuntimeBuild(),
        model.getBackend());
  }
}
