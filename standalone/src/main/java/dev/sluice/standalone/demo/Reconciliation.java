package dev.sluice.standalone.demo;

import dev.sluice.fleet.send.Receipt;
import java.time.Duration;

/**
 * The account of every report: sent = acknowledged = in Kafka = counted + duplicates + rejected.
 *
 * @param sent reports that the fleet sent, repeats included
 * @param acknowledged reports that ingest answered for
 */
record Reconciliation(long sent, long acknowledged, ReportCounts counts) {

  boolean ok() {
    return sent == acknowledged
        && acknowledged == counts.inKafka()
        && counts.inKafka() == counts.tallied();
  }

  /**
   * Waits until every acknowledged report has been tallied, or for so long, and settles the
   * account.
   *
   * @param before the counts before the first report
   */
  static Reconciliation settle(
      Receipt receipt,
      ReportCounter counter,
      ReportCounts before,
      RolloutDrive.Pace pace,
      Narrator narrator)
      throws InterruptedException {
    long deadline = System.nanoTime() + pace.patience().toNanos();
    ReportCounts counts = counter.count().minus(before);
    while (counts.tallied() < receipt.acknowledged() && System.nanoTime() < deadline) {
      narrator.waiting("%,d of %,d reports are tallied", counts.tallied(), receipt.acknowledged());
      Thread.sleep(Duration.ofMillis(200).toMillis());
      counts = counter.count().minus(before);
    }
    return new Reconciliation(receipt.sent(), receipt.acknowledged(), counts);
  }

  /** One line for people. */
  String line() {
    return "sent %,d = acknowledged %,d = in Kafka %,d = counted %,d + duplicates %,d + rejected %,d: %s"
        .formatted(
            sent,
            acknowledged,
            counts.inKafka(),
            counts.counted(),
            counts.duplicates(),
            counts.rejected(),
            ok() ? "ok" : "DOES NOT ADD UP");
  }
}
