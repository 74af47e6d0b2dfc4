package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.ingest.load.IngestLoad;
import dev.sluice.ingest.load.LoadAccount;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three times as many senders as the log has places, each sending again as soon as it is answered.
 * How much of its capacity the ingest then keeps is a bench's question; this is about what must
 * hold at any speed.
 */
@Timeout(300)
class OverloadTest {
  private static final int PLACES = 20;
  private static final int SENDERS = 3 * PLACES;
  private static final int REQUESTS = 3_000;

  @Test
  void threeTimesTheCapacity_everyReportIsStoredAndAcknowledgedOrToldToComeAgain()
      throws Exception {
    var log = new PacedReportLog();
    List<byte[]> reports = new TestReports(8).next(REQUESTS);
    Queue<byte[]> acknowledged = new ConcurrentLinkedQueue<>();
    var refused = new AtomicInteger();
    var config =
        new IngestConfig(
            "127.0.0.1",
            0,
            "unused:1",
            Topics.REPORTS,
            28,
            PLACES,
            Registries.of(REGISTRY),
            Map.of());

    try (IngestServer server = IngestServer.start(config, HttpLimits.DEFAULT, log, NOON)) {
      var ingest = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      LoadAccount account =
          new IngestLoad(ingest, "/v1/reports", SENDERS, 0)
              .send(
                  REQUESTS,
                  new IngestLoad.Traffic() {
                    @Override
                    public byte[] body(long number) {
                      return reports.get((int) number);
                    }

                    @Override
                    public void answered(long number, int status) {
                      if (status == 202) {
                        acknowledged.add(reports.get((int) number));
                      } else if (refused.incrementAndGet() == SENDERS - PLACES) {
                        log.begin(); // only now: all places were taken
                      }
                    }
                  });

      assertThat(account.sent()).isEqualTo(REQUESTS);
      assertThat(account.unanswered()).isZero();
      assertThat(account.byStatus()).containsOnlyKeys(202, 429);
      assertThat(account.acknowledged() + account.toldToComeAgain()).isEqualTo(REQUESTS);
      assertThat(account.acknowledged()).isGreaterThanOrEqualTo(PLACES);
      assertThat(log.mostWaiting()).as("memory is bounded").isLessThanOrEqualTo(PLACES);
      JsonObject status = new IngestClient(server.port()).status();
      assertThat(status.getLong("accepted")).isEqualTo(account.acknowledged());
      assertThat(status.getJsonObject("deferred").getMap())
          .isEqualTo(Map.of("queue-full", (int) account.toldToComeAgain()));
    }
    assertThat(wrapped(log.stored())).containsExactlyInAnyOrderElementsOf(wrapped(acknowledged));
  }

  @Test
  void load_thatReachesNobody_isAccountedForToTheLastRequest() throws Exception {
    var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    var numbers = new ConcurrentLinkedQueue<Long>();
    LoadAccount account =
        new IngestLoad(nowhere, "/v1/reports", 2, 1_000)
            .send(
                10,
                new IngestLoad.Traffic() {
                  @Override
                  public byte[] body(long number) {
                    numbers.add(number);
                    return new byte[0];
                  }

                  @Override
                  public void answered(long number, int status) {}
                });

    assertThat(account.sent()).isEqualTo(10);
    assertThat(account.unanswered()).isEqualTo(10);
    assertThat(numbers).as("nothing could be sent").isEmpty();
  }

  private static List<ByteBuffer> wrapped(Iterable<byte[]> all) {
    var wrapped = new java.util.ArrayList<ByteBuffer>();
    all.forEach(each -> wrapped.add(ByteBuffer.wrap(each)));
    return wrapped;
  }
}
