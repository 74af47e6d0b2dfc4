package dev.sluice.fleet.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.send.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestClientTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1));
  private static final List<byte[]> TWO = List.of(new byte[] {1, 2}, new byte[] {3, 4});

  private final TestIngest ingest = new TestIngest();
  private final IngestClient client = new IngestClient(ingest.address(), QUICK);

  @AfterEach
  void close() {
    ingest.close();
  }

  @Test
  void sendBatch_busyServer_sameBytesUntilAcknowledged() throws InterruptedException {
    ingest
        .answering(429, "", "1")
        .answering(503, "", "")
        .answering(202, "{\"accepted\":2,\"rejected\":[]}", "");

    Receipt receipt = client.sendBatch(TWO);

    assertThat(receipt).isEqualTo(new Receipt(2, 2, Map.of(), 0));
    assertThat(ingest.bodies())
        .hasSize(3)
        .allSatisfy(b -> assertThat(b).containsExactly(1, 2, 3, 4));
  }

  @Test
  void sendBatch_someRejected_countsThemByReason() throws InterruptedException {
    ingest.answering(
        202, "{\"accepted\":1,\"rejected\":[{\"index\":0,\"reason\":\"unknown-metric\"}]}", "");

    assertThat(client.sendBatch(TWO)).isEqualTo(new Receipt(2, 1, Map.of("unknown-metric", 1L), 0));
  }

  @Test
  void sendBatch_allRejected_countsThemByTheirOwnReasons() throws InterruptedException {
    ingest.answering(
        422,
        """
        {"type": "https://sluice.dev/problems/ingest/all-rejected", "accepted": 0, "rejected": [
          {"index": 0, "reason": "day-too-old"}, {"index": 1, "reason": "unknown-metric"}]}
        """,
        "");

    assertThat(client.sendBatch(TWO))
        .isEqualTo(new Receipt(2, 0, Map.of("day-too-old", 1L, "unknown-metric", 1L), 0));
  }

  @Test
  void sendBatch_logFailedForAPart_sendsThatPartAgain() throws InterruptedException {
    ingest
        .answering(503, "{\"accepted\": 1, \"rejected\": [], \"retry\": [1]}", "")
        .answering(202, "{\"accepted\": 1, \"rejected\": []}", "");

    assertThat(client.sendBatch(TWO)).isEqualTo(new Receipt(2, 2, Map.of(), 0));
    assertThat(ingest.bodies().get(1)).containsExactly(3, 4);
  }

  @Test
  void sendOne_bodyDidNotArriveInTime_isSentAgain() throws InterruptedException {
    ingest.answering(408, "", "").answering(202, "", "");

    assertThat(client.sendOne(new byte[] {1})).isEqualTo(new Receipt(1, 1, Map.of(), 0));
  }

  @Test
  void sendOne_problem_isNotRetriedAndCountedByItsType() throws InterruptedException {
    ingest.answering(400, "{\"type\":\"https://sluice.dev/problems/wrong-length\"}", "");

    assertThat(client.sendOne(new byte[] {1}))
        .isEqualTo(new Receipt(1, 0, Map.of("wrong-length", 1L), 0));
    assertThat(ingest.bodies()).hasSize(1);
  }

  @Test
  void sendOne_refusalThatIsNoProblemDocument_isCountedByItsStatus() throws InterruptedException {
    ingest.answering(404, "not here", "");

    assertThat(client.sendOne(new byte[] {1}))
        .isEqualTo(new Receipt(1, 0, Map.of("status-404", 1L), 0));
  }

  @Test
  void sendBatch_alwaysBusy_givesUpAfterItsAttempts() throws InterruptedException {
    ingest.answering(503, "", "").answering(503, "", "").answering(503, "", "");

    assertThat(client.sendBatch(TWO)).isEqualTo(new Receipt(2, 0, Map.of(), 2));
    assertThat(ingest.bodies()).hasSize(3);
  }

  @Test
  void sendBatch_nobodyThere_isUndelivered() throws InterruptedException {
    IngestClient nowhere = new IngestClient(URI.create("http://127.0.0.1:1"), QUICK);

    assertThat(nowhere.sendBatch(TWO)).isEqualTo(new Receipt(2, 0, Map.of(), 2));
  }

  @Test
  void sendBatch_nothing_sendsNothing() throws InterruptedException {
    assertThat(client.sendBatch(List.of())).isEqualTo(Receipt.NOTHING);
    assertThat(ingest.bodies()).isEmpty();
  }
}
