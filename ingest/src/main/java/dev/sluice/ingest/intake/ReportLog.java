package dev.sluice.ingest.intake;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Durable storage for reports, from which nothing that was acknowledged is lost. */
public interface ReportLog extends AutoCloseable {

  /**
   * Appends reports, without waiting.
   *
   * @param reports at least one
   * @param whenSettled called exactly once, by any thread and possibly before this method returns,
   *     when each report is either on durable storage or has failed; with the positions of those
   *     that failed. A report that failed may be stored all the same: its sender has to send it
   *     again.
   */
  void append(List<AdmittedReport> reports, Consumer<BitSet> whenSettled);

  /** Asks whether reports can be appended now; answers within a few seconds. */
  CompletionStage<Readiness> readiness();

  /** From now on holds nothing back; to be called before the last answers are waited for. */
  default void hasten() {}

  /** Waits for reports that are under way, for a bounded time, and lets go of everything. */
  @Override
  void close();

  /** Whether a log can take reports. */
  enum Readiness {
    READY("ready"),
    UNREACHABLE("no broker can be reached"),
    TOPIC_MISSING("the topic does not exist, or may not be read"),
    LEADER_MISSING("a partition of the topic has no leader"),
    APPENDS_FAIL("the brokers do not acknowledge reports");

    private final String description;

    Readiness(String description) {
      this.description = description;
    }

    /** For people. */
    public String description() {
      return description;
    }
  }
}
