package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
import dev.sluice.schemas.Topics;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a fleet changes over from one registry to the next, some devices have either. */
@Timeout(120)
class PostOfSeveralRegistriesTest {
  private final MetricRegistry older = ownedBy("those before");
  private final MetricRegistry unknown = ownedBy("nobody here");
  private final InMemoryReportLog log = new InMemoryReportLog();

  private static MetricRegistry ownedBy(String owner) {
    try {
      String yaml = BundledRegistry.text().replaceFirst("owner: .*", "owner: " + owner);
      return RegistryParser.parse(yaml, owner);
    } catch (RegistryException e) {
      throw new AssertionError(e);
    }
  }

  private IngestServer serve() throws Exception {
    var registries = new Registries(REGISTRY, List.of(older));
    var config =
        new IngestConfig(
            "127.0.0.1", 0, "unused:1", Topics.REPORTS, 28, 1_000, registries, Map.of());
    return IngestServer.start(config, ServedIngest.LIMITS, log, NOON);
  }

  @Test
  void post_reportsOfPresentAndOlderRegistry_areTakenAndCountedApart() throws Exception {
    byte[] present = new TestReports(1).next();
    List<byte[]> old = new TestReports(2, older).next(3);
    try (IngestServer server = serve()) {
      var client = new IngestClient(server.port());

      assertThat(client.one(present).statusCode()).isEqualTo(202);
      assertThat(client.batch(TestReports.batch(old)).statusCode()).isEqualTo(202);

      assertThat(log.stored()).startsWith(present).containsAll(old).hasSize(4);
      assertThat(client.get("/metrics").body().lines())
          .contains(admitted(REGISTRY, 1), admitted(older, 3));
    }
  }

  @Test
  void post_reportOfAThirdRegistry_isRefusedAndSaysWhatHelps() throws Exception {
    byte[] report = new TestReports(3, unknown).next();
    try (IngestServer server = serve()) {
      var client = new IngestClient(server.port());

      HttpResponse<String> answer = client.one(report);

      ServedIngest.assertProblem(answer, Problem.REGISTRY_MISMATCH);
      assertThat(new JsonObject(answer.body()).getString("detail")).contains("--also-admit");
      assertThat(log.stored()).isEmpty();
      assertThat(client.get("/metrics").body().lines())
          .contains(admitted(REGISTRY, 0), admitted(older, 0))
          .noneMatch(line -> line.contains(unknown.digestPrefix()));
    }
  }

  private static String admitted(MetricRegistry registry, int reports) {
    return "sluice_ingest_reports_admitted_total{registry=\"%s\"} %d.0"
        .formatted(registry.digestPrefix(), reports);
  }
}
